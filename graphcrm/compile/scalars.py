"""The scalars of the API. Input is parsed to what the database takes, output is already text.

A cursor is the tag of an order and the values of its keys at a row, in base64: opaque to clients, useless under
another order, and harmless when forged, since its keys are only ever compared.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graphql import GraphQLScalarType, ValueNode, value_from_ast_untyped

from graphcrm.errors import BadUserInput


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in an ordered list: the order's tag and the values of its keys (text, number, Boolean or None)."""

    tag: str
    values: tuple[Any, ...]

    def __str__(self) -> str:
        text = json.dumps([self.tag, *self.values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def cursor(text: Any) -> Cursor:
    """A cursor from what a client sent back; BadUserInput (reason CURSOR) if it is none of ours."""
    try:
        padded = str(text).encode("ascii") + b"=" * (-len(str(text)) % 4)
        tag, *values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, UnicodeError, binascii.Error, TypeError, RecursionError) as error:
        raise foreign_cursor() from error
    plain = all(isinstance(value, str | int | float | bool | None) for value in values)
    if not isinstance(tag, str) or not plain or any(isinstance(v, int) and abs(v) >= 2**63 for v in values):
        raise foreign_cursor()
    return Cursor(tag, tuple(values))


def foreign_cursor() -> BadUserInput:
    return BadUserInput("This cursor does not belong to this list and order. Begin again without it.", reason="CURSOR")


def _date(value: Any) -> date:
    if not isinstance(value, str) or len(value) != 10:
        raise BadUserInput(f"{_short(value)} is not a date. Write it as YYYY-MM-DD.")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadUserInput(f"{_short(value)} is not a date. Write it as YYYY-MM-DD.") from error


def _instant(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadUserInput(
            f"{_short(value)} is not an instant. Write it as 2026-11-20T10:00:00Z (RFC 3339)."
        ) from error


def _field_key(value: Any) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 100:
        raise BadUserInput(f"{_short(value)} is not the key of a custom field.")
    return value


def _plain(value: Any) -> Any:
    """A value as it was sent; how much it may be is bounded with the other variables."""
    return value


def _moment(value: Any) -> date:
    return _date(value) if isinstance(value, str) and len(value) == 10 else _instant(value)


def _short(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 40 else text[:40] + "…")


def _scalar(name: str, description: str, parse: Any, url: str | None = None) -> GraphQLScalarType:
    def from_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
        return parse(value_from_ast_untyped(node, variables))

    return GraphQLScalarType(
        name, parse_value=parse, parse_literal=from_literal, description=description, specified_by_url=url
    )


DATE = _scalar(
    "Date", "A calendar day without a zone, YYYY-MM-DD.", _date, "https://scalars.graphql.org/andimarek/local-date"
)
DATE_TIME = _scalar(
    "DateTime", "An instant in UTC, RFC 3339.", _instant, "https://scalars.graphql.org/andimarek/date-time"
)
MOMENT = _scalar("Moment", "A day (YYYY-MM-DD, in UTC) or an instant (RFC 3339).", _moment)
DECIMAL = _scalar(
    "Decimal",
    "A decimal number as text, without exponent or padding zeros.",
    str,
    "https://scalars.graphql.org/chillicream/decimal",
)
CURSOR = _scalar("Cursor", "A position in a list, opaque; it fits the list and order that gave it.", cursor)
JSON = _scalar("JSON", "Any value that JSON knows.", _plain, "https://www.rfc-editor.org/rfc/rfc8259")
FIELD_KEY = _scalar("FieldKey", "The key of a custom field: tier, renewalMonth.", _field_key)
