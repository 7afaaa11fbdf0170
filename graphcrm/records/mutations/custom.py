"""The custom fields of an input: entries with a key and a value become stored properties, each judged by the definition
that is in force in this transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile.custom_fields import FIELD, CustomField, UnknownField
from graphcrm.records import custom_values
from graphcrm.records.checks import ValueFault
from graphcrm.records.faults import Fault
from graphcrm.records.mutations.values import AtIndex, Values, amount, fault, listed, text

_MOST = 100
_REQUIRED = "This needs a value for the custom field {0!r} ({1})."


def read(fields: Mapping[str, CustomField], given: Mapping[str, Any], values: Values, *, new: bool) -> None:
    """Reads `customFields` of an input into its values. `fields` are those the writer sees; `new`: a required one must
    have a value."""
    entries: Sequence[Mapping[str, Any]] = given.get(FIELD) or ()
    if len(entries) > _MOST:
        values.faults.append(fault(FIELD, f"At most {_MOST} custom fields at once; {len(entries)} were given."))
        return
    stated: set[str] = set()
    for index, entry in enumerate(entries):
        path = [FIELD, str(index)]
        field = fields.get(entry["key"])
        if field is None:
            message = UnknownField("", entry["key"]).message
            values.faults.append(Fault("BAD_USER_INPUT", [*path, "key"], message, denied=True))
        elif field.key in stated:
            values.faults.append(fault([*path, "key"], f"{field.key!r} stands here twice. Keep one of them."))
        else:
            stated.add(field.key)
            _entry(field, entry, values, path)
    for field in fields.values() if new else ():
        if field.required and field.key not in stated:
            values.faults.append(fault(FIELD, _REQUIRED.format(field.key, field.label)))


def _entry(field: CustomField, entry: Mapping[str, Any], values: Values, path: list[str]) -> None:
    named = [name for name in entry if name != "key"]
    wrong = next((name for name in named if name != field.value), None)
    if wrong is not None or not named:
        sentence = f"{field.key!r} is {field.type}: give its value as `{field.value}`, and nothing else."
        values.faults.append(fault([*path, wrong] if wrong else path, sentence))
        return
    path = [*path, field.value]
    try:
        value = _value(field, entry[field.value])
        forms = custom_values.stored_forms(field, value)
    except AtIndex as error:
        values.faults.append(fault([*path, str(error.index)], error.sentence))
    except ValueFault as error:
        values.faults.append(fault([*path, error.column] if error.column else path, error.sentence))
    else:
        values.stated[field.name] = value
        values.properties.update(forms)


def _value(field: CustomField, value: Any) -> Any:
    if value is None:
        return None
    if field.type == "MONEY":
        return amount(value)
    if field.type == "MULTI_CHOICE":
        return listed(value)
    return text(value) if isinstance(value, str) else value
