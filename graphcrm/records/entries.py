"""What changes say: of a record the fields that were given another value, of a fact what it says; whoever wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphcrm.compile.custom_fields import names, whole
from graphcrm.compile.declarations import Edge, Noun
from graphcrm.records import sharing
from graphcrm.records.journal import Entry, Touched

# A list of plain values (addresses, categories) before and after, by column.
Lists = Mapping[str, tuple[list[str] | None, list[str] | None]]


def updated(
    noun: Noun,
    touched: Touched,
    known: Mapping[str, Any],
    stated: Mapping[str, Any],
    columns: Iterable[str] = (),
    lists: Lists | None = None,
) -> Entry:
    """The entry of an update: the stored properties that changed, with their values before and after, and the columns
    of lists that did."""
    changed = [name for name, value in stated.items() if value != known.get(name)]
    # The parts of an amount are one value: each is told with the other.
    parts = {p.name: {p.name, f"{p.name}_currency"} for p in noun.properties if p.kind.name == "Money"}
    changed += sorted({x for both in parts.values() if both & set(changed) for x in both} - set(changed))
    changed = whole(changed, {**known, **stated})
    before = {name: known.get(name) for name in changed}
    after = {name: stated.get(name, known.get(name)) for name in changed}
    declared = {p.name for p in noun.properties} | names(changed)
    fields = {name.removesuffix("_currency") for name in changed if name.removesuffix("_currency") in declared}
    entry = Entry("UPDATED", noun.name, [touched], sorted({*fields, *columns}), before, after)
    return with_lists(entry, lists or {})


def with_lists(entry: Entry, lists: Lists) -> Entry:
    """The entry with the lists that changed."""
    before = {column: values[0] for column, values in lists.items()}
    after = {column: values[1] for column, values in lists.items()}
    return Entry(
        entry.act,
        entry.type,
        entry.records,
        entry.fields,
        {**entry.before, **before},
        {**entry.after, **after},
        entry.reason,
    )


def fact(
    edge: Edge,
    act: str,
    ends: Sequence[Touched],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str | None = None,
    beside: Sequence[str] = (),
) -> Entry:
    """The entry of a fact: the fields that differ, all of them for a new one or one withdrawn. `beside` are fields
    beside the properties of the edge."""
    stored = {**before, **after}
    changed = whole([name for name in stored if before.get(name) != after.get(name)], stored)
    fields = sorted(({*(p.name for p in edge.properties), *beside} & set(changed)) | names(changed))
    said = {name: after[name] for name in changed if name in after}
    limits = sharing.limits(edge, before, after)
    return Entry(act, edge.type, ends, fields, before, said, reason, limits)
