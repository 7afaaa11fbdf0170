"""From the values of an input to what is stored, with a fault for each that cannot be used."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from graphcrm.compile.declarations import Property, camel
from graphcrm.measures import normal_forms
from graphcrm.records import checks, stored
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault

Given = Mapping[str, Any]

_REQUIRED = "This is required. Give it a value."
_PLAIN = "\t\n\r"
_LONGEST_REASON = 1000


def fault(path: str | list[str], sentence: str) -> Fault:
    return Fault("BAD_USER_INPUT", [path] if isinstance(path, str) else path, sentence)


def text(value: str) -> str | None:
    """A text as it is kept, None where nothing is left. ValueFault for control characters and halves of characters."""
    for character in value if not (value.isascii() and value.isprintable()) else ():
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in _PLAIN):
            raise ValueFault("FORMAT", "This holds control characters. Take them out.")
    return stored.text(value)


def reason(given: Given) -> str | None:
    """Why something is done, as it is kept. ValueFault where it is no such text."""
    said = given.get("reason")
    kept = text(said) if said is not None else None
    if kept is not None and len(kept) > _LONGEST_REASON:
        raise ValueFault("TOO_LONG", f"A reason has at most {_LONGEST_REASON} characters; put more into a note.")
    return kept


class Values:
    """The stored properties of one input, gathered with its faults. `stated` are values by declared name."""

    def __init__(self) -> None:
        self.properties: dict[str, Any] = {}
        self.stated: dict[str, Any] = {}
        self.faults: list[Fault] = []

    def read(self, declared: Iterable[Property], given: Given) -> None:
        """Reads what is given of these properties: absent is left alone, null clears."""
        for prop in declared:
            name = camel(prop.name)
            if name in given:
                self._one(prop, name, given[name])

    def complete(self, declared: Iterable[Property]) -> dict[str, Any]:
        """What a new record or fact has beside what is stated: names made of their parts, defaults. A fault for what is
        required and missing."""
        defaults: dict[str, Any] = {}
        for prop in declared:
            if self.stated.get(prop.name) is not None:
                continue
            value: Any = None
            if prop.made_of:
                value = joined(prop, self.stated)
            elif prop.default is not None:
                value = prop.default(self.stated) if callable(prop.default) else prop.default
            if value is not None:
                self.stated[prop.name] = value
                forms = self._sized(prop, value)
                for name in forms:
                    self.properties.pop(name, None)
                defaults.update(forms)
            elif prop.required and prop.column is not None and not self._faulty(prop):
                self.faults.append(fault(camel(prop.name), _REQUIRED))
        return defaults

    def remake(self, declared: Iterable[Property], known: Mapping[str, Any]) -> None:
        """A name that was made of its parts follows them where they change; one that somebody wrote stays."""
        for prop in declared:
            if not prop.made_of or prop.name in self.stated or not any(part in self.stated for part in prop.made_of):
                continue
            value = joined(prop, {**known, **self.stated})
            if value is not None and known.get(prop.name) == joined(prop, known):
                self.stated[prop.name] = value
                self.properties.update(self._sized(prop, value))

    def _sized(self, prop: Property, value: Any) -> dict[str, Any]:
        """The stored forms of a value that we made; a fault where they are too long."""
        forms = stored.of(prop, value)
        try:
            checks.check_size(prop, forms)
        except ValueFault as error:
            self.faults.append(fault(camel(prop.name), error.sentence))
        return forms

    def days(self) -> None:
        """A fault where a fact would end before it starts."""
        start, end = self.stated.get("started_on"), self.stated.get("ended_on")
        if start is not None and end is not None and end < start:
            self.faults.append(fault("endedOn", f"{end} lies before {start}, when it starts. Mend one of them."))

    def _faulty(self, prop: Property) -> bool:
        return any(one.field[0] == camel(prop.name) for one in self.faults)

    def _one(self, prop: Property, name: str, value: Any) -> None:
        try:
            found = _value(prop, value)
            forms = stored.of(prop, found)
            checks.check_size(prop, forms)
        except AtIndex as error:
            self.faults.append(fault([name, str(error.index)], error.sentence))
            return
        except ValueFault as error:
            self.faults.append(fault([name, error.column] if error.column else name, error.sentence))
            return
        self.stated[prop.name] = found
        self.properties.update(forms)

    def refuse_clearing(self, declared: Iterable[Property]) -> None:
        """A fault for each required property that is cleared."""
        for prop in declared:
            if prop.required and prop.name in self.stated and self.stated[prop.name] is None:
                self.faults.append(fault(camel(prop.name), "This cannot be cleared. Give it a value."))


def joined(prop: Property, values: Mapping[str, Any]) -> str | None:
    """The name that its parts make; None where there are none."""
    return " ".join(v for v in (values.get(part) for part in prop.made_of) if v) or None


class AtIndex(ValueFault):
    """A fault of one item of a list."""

    def __init__(self, index: int, sentence: str) -> None:
        super().__init__("FORMAT", sentence)
        self.index = index


def _value(prop: Property, value: Any) -> Any:
    kind = prop.kind.name
    if value is None:
        return None
    if kind == "Money":
        return amount(value)
    if kind == "Texts":
        return listed(value)
    if isinstance(value, str):
        value = text(value)
        if value is None:
            return None
        if kind == "Email":
            checks.email(value)
    checks.check(prop, value)
    return value


def listed(value: list[str]) -> list[str] | None:
    """A list of texts, each once."""
    found: dict[str, None] = {}
    for index, one in enumerate(value):
        try:
            kept = text(one)
        except ValueFault as error:
            raise AtIndex(index, error.sentence) from error
        if kept is None or len(kept) > 1000:
            raise AtIndex(index, "A word of a list has 1 to 1,000 characters.")
        found[kept] = None
    if len(found) > 1000:
        raise ValueFault("TOO_MANY", "A list has at most 1,000 words.")
    return list(found) or None


def amount(value: Given) -> tuple[str, str]:
    """An amount and its currency, in their stored forms."""
    try:
        amount = normal_forms.money(str(value["amount"]))
    except ValueError as error:
        raise ValueFault("FORMAT", "This is no amount. Write it with a decimal point.", "amount") from error
    try:
        return amount, checks.currency(str(value["currency"]))
    except ValueFault as error:
        raise ValueFault(error.code, error.sentence, "currency") from error
