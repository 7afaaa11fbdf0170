"""What was: a record with the values it had at the end of a day, and the forms that questions about the past take.

The values are those of now, put back change by change: what a property was on a day is what the first change of it
after that day found. Fields that lead along edges show what holds on the day.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from graphcrm.access.sensitivity import Sight
from graphcrm.compile import enciphered, values
from graphcrm.compile.custom_fields import stored_name, told
from graphcrm.compile.declarations import Property
from graphcrm.compile.decoding import Decoder, Missing, is_ciphertext
from graphcrm.compile.merging import TARGET_WAS
from graphcrm.compile.statement import ONE, Built, Cost

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation
    from graphcrm.compile.objects import Group

PAST = "asItWas"
PAST_SENTENCE = (
    "With the values it had at the end of a day; null before it was made. What it leads to is what held on that day. "
    "`version` and `updatedAt` are null."
)
# What only the present record has.
_PRESENT = frozenset({"version", "updated_at"})
# What a change never touches.
_LASTING = frozenset({"id", "created_at"})


def _snakes(names: Any) -> Any:
    return [stored_name(str(name)) for name in names] if isinstance(names, list) else stored_name(str(names))


def _first(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, UTC)


def _last(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.max, UTC)


# How the values of these words of a header are read: a day counts from its first to its last instant.
READ: dict[str, Callable[[Any], Any]] = {"Field": _snakes, "Since": _first, "Until": _last}


def written(deciphered: Decoder) -> Decoder:
    """Shows a value of history as text: a list as JSON, an amount with its currency behind it."""

    def decode(value: Any) -> Any:
        if not is_ciphertext(value):
            return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        type_, identifier, name, _, currency = value
        parts = [deciphered(value)]
        if currency is not None:
            parts.append(deciphered([type_, identifier, f"{name}_currency", currency]))
        missing = next((part for part in parts if isinstance(part, Missing)), None)
        return missing or " ".join(map(_text, parts))

    return decode


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# How columns of these types are shown: the names of fields as in GraphQL. A value (`Written`): see `written`.
SHOWN: dict[str, Decoder] = {
    "Field": told,
    "[Field]": lambda names: [told(name) for name in names or ()],
}


def _next_day(day: date) -> datetime:
    return datetime.max.replace(tzinfo=UTC) if day == date.max else _first(day + timedelta(days=1))


class Told:
    """The values of a record on a day, as they are shown, as a map `name`; `wanted` are the stored properties it must
    hold."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.wanted: dict[str, tuple[str, Property]] = {}

    def of(self, prop: Property) -> str:
        """Cypher for a stored property of that day."""
        self.wanted[prop.name] = (prop.name, prop)
        return f"{self.name}.{prop.name}"

    def currency(self, prop: Property) -> str:
        self.wanted[f"{prop.name}_currency"] = (f"{prop.name}_currency", prop)
        return f"{self.name}.{prop.name}_currency"


class Pasts:
    """Compiles records as they were."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def past(self, group: Group, noun: str, at: str) -> Built:
        """The record `at` at the end of the day that the field's argument names."""
        c = self._c
        day = values.arguments(group[0], c.declared(noun, PAST), c.variables)["on"]
        as_of, after = c.statement.parameter(day), c.statement.parameter(day.map(_next_day))
        then = Told(c.statement.variable("t"))
        parts = c.objects.parts(group, noun, at, as_of, then)
        calls = [*self._values(noun, at, after, then), *parts.calls]
        # A record of a store without this instant has been there since ever.
        made = f"coalesce({at}.created_at < {after}, true)"
        expression = f"CASE WHEN {made} THEN {parts.expression} END"
        return Built(expression, parts.decode, calls, [Cost(ONE, parts.costs)])

    def property(self, noun: str, prop: Property, at: str, told: Told) -> str | None:
        """Cypher for a stored property of that day; None where it is told as ever: computed over the edges of the day,
        or never changed. What is masked has no history."""
        c = self._c
        if prop.expression is not None or prop.name in _LASTING:
            return None
        if prop.name in _PRESENT or c.rules.sight(noun, prop) is not Sight.SHOW:
            return "null"
        return told.of(prop)

    def money(self, owner: str, prop: Property, at: str, told: Told | None) -> tuple[str, str]:
        """Cypher for an amount and its currency, of that day or (`told` is None) of now."""
        if told is not None:
            return told.of(prop), told.currency(prop)
        names = (prop.name, f"{prop.name}_currency")
        if prop.enciphered:
            vocabulary = self._c.vocabulary
            amount, currency = (enciphered.cell(vocabulary, owner, at, name, prop.kind) for name in names)
        else:
            amount, currency = (f"{at}.{name}" for name in names)
        guarded = self._c.rules.guarded
        return guarded(owner, prop.name, at, amount), guarded(owner, prop.name, at, currency)

    def _values(self, noun: str, at: str, after: str, told: Told) -> list[str]:
        if not told.wanted:
            return []
        found = []
        for name, prop in told.wanted.values():
            before, now = (prop.kind.shown.replace("{x}", x) for x in (f"c.before_{name}", f"{at}.{name}"))
            if enciphered.old_is_enciphered(prop):
                before = enciphered.old_cell("c", name, prop.kind)
            if prop.enciphered:
                now = enciphered.cell(self._c.vocabulary, noun, at, name, prop.kind)
            found.append(
                f"{name}: [x IN [[c IN later WHERE '{prop.name}' IN c.fields | {before}]] | "
                f"CASE WHEN size(x) > 0 THEN x[0] ELSE {now} END][0]"
            )
        return [
            f"CALL ({at}) {{\nOPTIONAL MATCH (c:Change)-[o:OF]->() USING INDEX o:OF(record, at, change) "
            f"WHERE o.record = {at}.id AND o.at >= {after} AND o.change IS NOT NULL "
            f"AND o.{TARGET_WAS} IS NULL AND c.type = '{noun}' AND c.act <> 'CREATED'\n"
            f"WITH {at}, c, o ORDER BY o.at, o.change\nWITH {at}, collect(c) AS later\n"
            f"RETURN {{{', '.join(found)}}} AS {told.name}\n}}"
        ]
