"""Stored properties as text and back, exactly: days, instants and ciphertexts are told from texts."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graphcrm.records import stored

_DAY, _INSTANT, _BYTES = "day", "instant", "bytes"
# What says nothing of the world, follows from elsewhere, or changes with every write.
_LEFT_OUT = {"version", "updated_at", "created_at", "audience", "_lock", "_import"}

Properties = dict[str, Any]


def properties(found: Mapping[str, Any]) -> Properties:
    """Stored properties in a form that is text, without those that are no statement."""
    return {name: _plain(stored.native(value)) for name, value in found.items() if name not in _LEFT_OUT}


def values(kept: Mapping[str, Any]) -> Properties:
    """The stored properties again, for the driver."""
    return {name: _value(value) for name, value in kept.items()}


def text(kept: Any) -> str:
    """What is kept, the same text for the same."""
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {_INSTANT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, bytes | bytearray):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, told),) = value.items()
        if kind == _BYTES:
            return base64.b64decode(told)
        return datetime.fromisoformat(told) if kind == _INSTANT else date.fromisoformat(told)
    return [_value(one) for one in value] if isinstance(value, list) else value
