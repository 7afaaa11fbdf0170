"""Rows of users: an address that somebody signs in with is that of one user, and nobody changes their own rights."""

from __future__ import annotations

from collections.abc import Sequence

from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.reading import Fault
from graphcrm.records import users
from graphcrm.records.desired import DesiredRecord, Reader

_KEY = "email_key"
_RIGHTS = ("access_roles", "disabled")
_OWN = "Nobody changes what they may do themselves. Ask another administrator, or leave this column out."
_TAKEN = "This is the address of another user. Name that one by its id, or correct the address."


def own(rows: Sequence[tuple[Parsed, DesiredRecord]], importer: str | None) -> dict[int, Fault]:
    """By number, the rows in which the importer would change their own rights."""
    found = {}
    for row, record in rows:
        known = record.known or {}
        for name in _RIGHTS if record.id == importer else ():
            if name in row.properties and row.properties[name] != known.get(name):
                found[row.number] = Fault(row.number, row.line, name, "RULE", _OWN)
    return found


async def taken(reader: Reader, rows: Sequence[tuple[Parsed, DesiredRecord]]) -> dict[int, Fault]:
    """By number, the rows whose address another user has, in the graph or in a row before."""
    stated = [(row, record, record.properties[_KEY]) for row, record in rows if record.properties.get(_KEY)]
    owners = await users.owners(reader, [address for _, _, address in stated])
    found = {}
    for row, record, address in stated:
        if owners.setdefault(address, record.id) != record.id:
            found[row.number] = Fault(row.number, row.line, "email", "RULE", _TAKEN)
    return found
