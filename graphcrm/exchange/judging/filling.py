"""Rows that a mapping made: what they say of a record that is there, where they only fill what is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.native import NativeFile
from graphcrm.records import stored


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
