"""What a row says of its record: all of it, or what is empty there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile.hanging import SAID
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.native import AUDIENCE, NativeFile
from graphcrm.records import stored
from graphcrm.records.desired import DesiredRecord, Link


def stays(row: Parsed, found: Mapping[str, Any] | None, before: Mapping[int, str] | None) -> bool:
    """Whether a record is left alone since the row is for new ones only. `before`: what became of the rows when their
    records were written."""
    return row.only_new and found is not None and (before is None or before[row.number] == "n")


def said(native: NativeFile, row: Parsed, found: Mapping[str, Any] | None) -> dict[str, Any]:
    """The properties that a row states of its record."""
    told = dict(row.properties)
    if found is None or not row.fills:
        return told
    for column in row.fills:
        prop = native.properties.get(column) or (native.custom[column].property if column in native.custom else None)
        if prop is not None and found.get(prop.name) is not None:
            for name in stored.of(prop, None):
                told.pop(name, None)
    return told


def desired(
    native: NativeFile,
    row: Parsed,
    found: dict[str, Any] | None,
    identifier: str,
    links: dict[str, Sequence[Link]],
    teams: dict[str, Any],
    before: dict[int, str] | None,
) -> DesiredRecord:
    """The record of a row; with `before` its lines alone."""
    if before is None:
        external_id = None if identifier == row.external_id else row.external_id
        told = {**said(native, row, found), **teams}
        record = DesiredRecord(external_id, identifier, told, row.defaults, links, found, lacks=row.lacks)
    else:
        letter = before[row.number]
        new = letter in ("c", "q")
        record = DesiredRecord(row.external_id, identifier, {}, {}, links, found or {}, letter != "n", new=new)
    record.adds, record.fills = row.adds, row.fills
    return record


def audience(row: Parsed) -> tuple[str, ...]:
    """The stored property that a row states of the teams its record is for."""
    return (SAID,) if AUDIENCE in row.lists else ()
