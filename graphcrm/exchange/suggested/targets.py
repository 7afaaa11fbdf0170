"""What the columns of a file may lead to: those of its native file, those of somebody's organization and seat beside
them, and custom fields; of all these what the importer may write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput
from graphcrm.exchange.mapped import mapping
from graphcrm.exchange.mapped.opening import writable
from graphcrm.exchange.native import NativeFile

_PARTS = {"organization": "organizations", "seat": "roles", "held": "holdings"}


def nouns(natives: Mapping[str, NativeFile]) -> list[str]:
    """The native files that a mapping can be of."""
    return [name for name in natives if name not in mapping.NATIVE_ONLY]


def offered(vocabulary: Vocabulary, noun: str, natives: Mapping[str, NativeFile], rules: Rules) -> list[dict[str, Any]]:
    """The targets of a file of this noun, as plain values: `to`, `says` (a sentence; null for what has none), `kind`
    (Text, Date, Number …; null: names of other records), `choices` (null: any value), `many`, whether a record has any
    number of them, `key`, whether it can tell one record from another, and `writes`, how it may be written."""
    found = []
    for target in dict.fromkeys(_named(noun, natives)):
        try:
            file, to = mapping.target_of(target, natives[noun], natives, "")
        except BadUserInput:
            continue
        if writable(vocabulary, file, to, natives, rules):
            found.append({"to": target, **_said(natives[file], to), "key": file == noun and mapping.may_tell(noun, to)})
    return found


def kept(suggested: Mapping[str, Any], offered_: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """A suggested mapping without what leads to no target that is offered: these columns are left out by name."""
    known = {one["to"] for one in offered_} | {mapping.ASKED}
    columns = [one for one in suggested["columns"] if one["to"] in known]
    left = [one["column"] for one in suggested["columns"] if one["to"] not in known]
    ignored = [*suggested.get("ignored", ()), *left]
    return {**suggested, "columns": columns, **({"ignored": ignored} if ignored else {})}


def _named(noun: str, natives: Mapping[str, NativeFile]) -> Iterator[str]:
    yield from natives[noun].columns
    if noun == mapping.PEOPLE:
        yield "address"
        for part, file in _PARTS.items():
            yield from (f"{'seat' if part == 'held' else part}.{column}" for column in natives[file].columns)


def _said(native: NativeFile, to: str) -> dict[str, Any]:
    custom = native.custom.get(to)
    prop = native.properties.get(to) or (custom.property if custom is not None else None)
    writes = [one for one in mapping.WRITES if mapping.may_be_written(one, native, to)]
    return {
        "says": prop.description if prop is not None else None,
        "kind": prop.kind.name if prop is not None else None,
        "choices": list(prop.choices.values) if prop is not None and prop.choices is not None else None,
        "many": mapping.lists(native, to),
        "writes": writes,
    }
