"""From positional rows to the reply: closures made with the plan, so that a row costs a dict and nothing more.

A decoder takes what stood at its position and gives what stands in the reply. Scalars need none: they leave the
database in the form of the reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphcrm.compile.scalars import Cursor
from graphcrm.errors import GraphcrmError, NotFound, Unreadable
from graphcrm.graph.ciphers import Cipher

Decoder = Callable[[Any], Any]
COUNT_CAP = 10_000
_SEALED = 3  # where the bytes stand behind the type, the id and the property


class Tally:
    """How many records of lists were decoded since it was last taken, and how many values were missing since a reply
    was begun. Decoding never waits, so one is enough."""

    __slots__ = ("count", "missing")

    def __init__(self) -> None:
        self.count = self.missing = 0

    def take(self) -> int:
        count, self.count = self.count, 0
        return count


TALLY = Tally()


@dataclass(frozen=True, slots=True)
class Missing:
    """Stands in a reply where an argument named a record that is not there, or a value cannot be deciphered; becomes
    null and an error. It counts itself, so that no reply without one is looked through for any."""

    error: GraphcrmError

    def __post_init__(self) -> None:
        TALLY.missing += 1


def is_ciphertext(value: Any) -> bool:
    """Whether this is a ciphertext with its place, as `compile.enciphered` asks for it."""
    return isinstance(value, list) and len(value) > _SEALED and isinstance(value[_SEALED], bytes)


def deciphered(cipher: Cipher) -> Decoder:
    """The one place where a value is deciphered. What is none is left as it is."""

    def decode(value: Any) -> Any:
        if not is_ciphertext(value):
            return value
        try:
            return _told(cipher.decipher((value[0], value[1], value[2]), value[_SEALED]))
        except Unreadable as error:
            return Missing(error)

    return decode


def deciphered_within(cipher: Cipher, value: Any) -> Any:
    """An answer of any form, with what is enciphered in it deciphered. Unreadable where something cannot be."""
    if is_ciphertext(value):
        type_, identifier, name, *parts = value
        names = (name, f"{name}_currency")
        told = [cipher.decipher((type_, identifier, n), p) for n, p in zip(names, parts, strict=False) if p is not None]
        return _told(told[0]) if len(told) == 1 else " ".join(map(str, told))
    if isinstance(value, dict):
        return {key: deciphered_within(cipher, inner) for key, inner in value.items()}
    return [deciphered_within(cipher, inner) for inner in value] if isinstance(value, list) else value


def from_json(text: Any) -> Any:
    """What a text of JSON says; null stays null."""
    return None if text is None else json.loads(text)


def _told(value: Any) -> Any:
    """A deciphered value as the database would show it."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, date) else value


def row(keys: list[str], decoders: list[tuple[str, Decoder]]) -> Decoder:
    """One object from one row (or null). `decoders` only for the keys that need one."""
    names = tuple(keys)
    if not decoders:
        return lambda values: None if values is None else dict(zip(names, values, strict=False))

    def decode(values: Any) -> Any:
        if values is None:
            return None
        found = dict(zip(names, values, strict=False))
        for key, change in decoders:
            found[key] = change(found[key])
        return found

    return decode


def rows(keys: list[str], decoders: list[tuple[str, Decoder]]) -> Decoder:
    """A list of objects from a list of rows."""
    names = tuple(keys)
    if not decoders:
        return _counted(lambda values: [dict(zip(names, one, strict=False)) for one in values])
    one_row = row(keys, decoders)
    return _counted(lambda values: [one_row(one) for one in values])


def several(one: Decoder) -> Decoder:
    return _counted(lambda values: [one(value) for value in values])


def _counted(decode_list: Callable[[list[Any]], list[Any]]) -> Decoder:
    def decode(values: Any) -> Any:
        if not values:
            return []
        TALLY.count += len(values)
        return decode_list(values)

    return decode


def by_label(decoders: dict[str, Decoder]) -> Decoder:
    """An object of an interface: [label, row]."""
    return lambda value: None if value is None else decoders[value[0]](value[1])


def by_id(decoders: list[Decoder]) -> Decoder:
    """`nodes(ids)`: [ids, rows of noun 1, rows of noun 2, …], each row [id, value]; in the order of the ids."""

    def decode(value: Any) -> Any:
        ids, *groups = value
        found = {}
        TALLY.count += sum(map(len, groups))
        for change, group in zip(decoders, groups, strict=True):
            for identifier, one in group:
                found[identifier] = change(one)
        return [found.get(identifier) for identifier in ids]

    return decode


def table(parts: dict[str, tuple[str, Decoder | None]], rows_name: str) -> Decoder:
    """A table: [[total, row], …] to its rows, total and truncated. `parts` by response key: (field, decoder)."""

    def decode(value: Any) -> Any:
        value = value or []
        TALLY.count += len(value)
        total = value[0][0] if value else 0
        found: dict[str, Any] = {}
        for key, (field, change) in parts.items():
            if field == rows_name and change is not None:
                found[key] = [change(one[1]) for one in value]
            elif field == "total":
                found[key] = total
            elif field == "truncated":
                found[key] = total > len(value)
            else:
                found[key] = change(None) if change else None
        return found

    return decode


def must_exist(messages: list[str], inner: Decoder | None) -> Decoder:
    """[which argument is missing, value]: the value, or a mark of what is missing."""

    def decode(value: Any) -> Any:
        if value[0] is not None:
            return Missing(NotFound(messages[value[0]]))
        return value[1] if inner is None else inner(value[1])

    return decode


@dataclass(frozen=True, slots=True)
class ConnectionForm:
    """What of a connection was asked for. `nodes`: (key, decoder, position in a row or None for the row itself);
    `edges`: (key, position, names, decoders, key of the cursor); `infos`: (key, its fields); the rest by key."""

    nodes: list[tuple[str, Decoder, int | None]]
    edges: list[tuple[str, int, list[str], list[tuple[str, Decoder]], list[str]]]
    infos: list[tuple[str, list[tuple[str, str]]]]
    totals: list[tuple[str, str]]
    constants: list[tuple[str, Any]]
    order: list[str]
    tag: str
    cursor_length: int
    reverse: bool
    bounded: bool


def connection(form: ConnectionForm) -> Decoder:
    """A page from [rows, limit, total]: one row more than the page was fetched, to tell whether there is more."""
    if len(form.order) == 1 and form.nodes and form.nodes[0][2] is None:
        return _nodes_alone(form)

    def decode(value: Any) -> Any:
        fetched, limit, total = value
        size = limit - 1
        more = len(fetched) > size
        page = fetched[:size] if more else fetched
        TALLY.count += len(page)
        if form.reverse:
            page = page[::-1]
        found: dict[str, Any] = dict.fromkeys(form.order)
        for key, change, position in form.nodes:
            found[key] = [change(one if position is None else one[position]) for one in page]
        for key, position, names, decoders, cursors in form.edges:
            found[key] = [_edge(form, one, position, names, decoders, cursors) for one in page]
        for key, fields in form.infos:
            found[key] = {name: _info(form, field, page, more) for name, field in fields}
        for key, field in form.totals:
            found[key] = min(total, COUNT_CAP) if field == "totalCount" else total > COUNT_CAP
        for key, constant in form.constants:
            found[key] = constant
        return found

    return decode


def _nodes_alone(form: ConnectionForm) -> Decoder:
    """As `connection` for the nodes alone, as most ask: in nested lists the rest costs more than the nodes."""
    key, change, _ = form.nodes[0]
    step = -1 if form.reverse else 1

    def decode(value: Any) -> Any:
        page = value[0][: value[1] - 1]
        TALLY.count += len(page)
        return {key: [change(one) for one in page[::step]]}

    return decode


def _edge(
    form: ConnectionForm,
    one: list[Any],
    position: int,
    names: list[str],
    decoders: list[tuple[str, Decoder]],
    cursors: list[str],
) -> dict[str, Any]:
    found = dict(zip(names, one[position], strict=False))
    for key, change in decoders:
        found[key] = change(found[key])
    for key in cursors:
        found[key] = _cursor(form, one)
    return found


def _cursor(form: ConnectionForm, one: list[Any]) -> str:
    return str(Cursor(form.tag, tuple(one[-form.cursor_length :])))


def _info(form: ConnectionForm, field: str, page: list[Any], more: bool) -> Any:
    if field == "hasNextPage":
        return form.bounded if form.reverse else more
    if field == "hasPreviousPage":
        return more if form.reverse else form.bounded
    if field == "__typename":
        return "PageInfo"
    if not page:
        return None
    return _cursor(form, page[0] if field == "startCursor" else page[-1])
