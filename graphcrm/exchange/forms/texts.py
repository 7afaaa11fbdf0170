"""Values as cells: what `exchange.cells` reads back to the same value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Property
from graphcrm.exchange.cells import UNKNOWN_WORD
from graphcrm.exchange.forms import lists
from graphcrm.exchange.forms.formulas import guarded

Text = Callable[[Any], str]


def of(prop: Property) -> Text:
    """What writes the cells of a property. An empty truth value would be read as false, so that none has a word."""
    if prop.kind.name == "Boolean" and not prop.required:
        return lambda value: UNKNOWN_WORD if value is None else _truth(value)
    return _OF.get(prop.kind.name, word)


def of_custom(field: CustomField) -> Text:
    """What writes the cells of a custom field; an amount comes with its currency."""
    if field.type == "MONEY":
        return word
    return _OF.get(field.property.kind.name, word)


def word(value: Any) -> str:
    """A text as it is, guarded against being run."""
    return "" if value is None else guarded(str(value))


def names(value: Sequence[str] | None) -> str:
    """A list, in its order."""
    return "" if value is None else guarded(lists.join(value))


def _truth(value: Any) -> str:
    return "" if value is None else "true" if value else "false"


def _number(value: Any) -> str:
    """The shortest text that is read back as the same number. Of numbers none can be run."""
    return "" if value is None else repr(value)


def _day(value: Any) -> str:
    return "" if value is None else str(value)


_OF: dict[str, Text] = {
    "Boolean": _truth,
    "Integer": _number,
    "Number": _number,
    "Date": _day,
    "Instant": _day,
    "Texts": names,
}
