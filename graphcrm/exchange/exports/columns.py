"""The columns of a native file as they are written: all that the import knows and the viewer sees."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphcrm.access.rights import EVERYTHING
from graphcrm.compile.custom_fields import CustomFields
from graphcrm.compile.declarations import Edge, Noun, Reference
from graphcrm.compile.exports import Exports
from graphcrm.compile.kinds import TEAMS
from graphcrm.exchange.forms import texts
from graphcrm.exchange.forms.texts import Text
from graphcrm.exchange.native import AUDIENCE, NativeFile, with_fields


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its value as Cypher, what writes the value into a cell, the fact it tells of."""

    name: str
    cypher: str
    text: Text = field(compare=False)
    fact: str


@dataclass(frozen=True, slots=True)
class Written:
    """A native file as a viewer gets it: its columns, the nouns whose records it goes over, and the columns that they
    do not see. `hidden`: the file as a whole, since it makes no sense without what they do not see."""

    native: NativeFile
    columns: tuple[Column, ...]
    sources: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def name(self) -> str:
        return f"{self.native.name}.csv"


def written(exports: Exports, fields: CustomFields, native: NativeFile, spread: Collection[str]) -> Written:
    """How a file is written. `spread` are the types of edges that have a file of their own: no list tells of them."""
    seen = fields.seen(exports.rules).of(native.label)
    native = with_fields(native, fields)
    edge, noun, hidden = native.edge, native.noun, False
    columns: list[Column] = []
    if edge is not None:
        columns += _parties(exports, native) if native.parties else _ends(exports, native, edge)
        if native.end is not None:
            columns += [*_said(exports, native, native.end, "b"), *_lists(exports, native, native.end, "b", spread)]
        columns += _said(exports, native, edge, "r")
        hidden = not exports.rules.sees_edge(edge)
    elif noun is not None:
        columns += [*_said(exports, native, noun, "n"), *_lists(exports, native, noun, "n", spread)]
        if native.limited and exports.rules.lens == EVERYTHING:
            columns.append(Column(AUDIENCE, exports.audience(), _named, f"{noun.name}.{AUDIENCE}"))
    variable = "n" if noun is not None else "r"
    columns += [
        Column(name, exports.custom(variable, one), texts.of_custom(one), f"{native.label}.{name}")
        for name, one in native.custom.items()
        if one.key in seen
    ]
    names = {column.name for column in columns}
    spoken = [r.column for r in native.references if r.edge in spread]
    # Custom fields that are not seen are not told of: they are not there. Nor who else sees a record.
    told = [c for c in native.columns if c not in {*names, *spoken, *native.custom, AUDIENCE}]
    sources = exports.vocabulary.concrete(edge.source) if edge is not None else (native.label,)
    return Written(native, tuple(columns), sources, tuple(told), hidden or native.missing(sorted(names)) is not None)


def _said(exports: Exports, native: NativeFile, owner: Noun | Edge, variable: str) -> Iterator[Column]:
    """The properties of a noun or an edge."""
    own = {prop.name for prop in owner.properties}
    label = owner.name if isinstance(owner, Noun) else owner.type
    for name, prop in native.properties.items():
        fact = f"{label}.{prop.name}"
        if prop.name not in own:
            continue
        if prop.name == "external_id" and native.identified:
            yield Column(name, exports.key(variable, label), texts.word, fact)
        elif exports.sees(owner, prop) and prop.kind is TEAMS:
            yield Column(name, exports.teams(f"{variable}.{prop.name}"), _named, fact)
        elif exports.sees(owner, prop):
            yield Column(name, exports.value(owner, variable, prop), texts.of(prop), fact)
            if name in native.currencies:
                yield Column(native.currencies[name], exports.currency(owner, variable, prop), texts.word, fact)


def _lists(
    exports: Exports, native: NativeFile, noun: Noun, variable: str, spread: Collection[str]
) -> Iterator[Column]:
    for reference in noun.references:
        if reference.edge not in spread and exports.sees_reference(reference):
            order = (native.nouns or {}).get(reference.column, ())
            fact = f"{noun.name}.{reference.column}"
            yield Column(reference.column, exports.listed(variable, reference, order), _named, fact)


def _ends(exports: Exports, native: NativeFile, edge: Edge) -> Iterator[Column]:
    for name, variable, noun in zip(native.ends, ("a", "b"), (edge.source, edge.target), strict=True):
        yield Column(name, exports.key(variable, noun), _one_name, edge.type)


def _parties(exports: Exports, native: NativeFile) -> Iterator[Column]:
    for column in native.parties:
        (noun,) = (native.nouns or {})[column]
        yield Column(column, exports.party(noun), _one_name, native.label)


def _named(value: Sequence[Sequence[Any]]) -> str:
    """A list of names, each with what stands after it, in an order of its own."""
    return texts.names(sorted(key if suffix is None else f"{key}:{suffix}" for key, suffix, _ in value))


def _one_name(value: str | None) -> str:
    return "" if value is None else texts.names([value])


def mistaken(file: Written, row: Sequence[Any]) -> bool:
    """Whether a row names a record that whoever reads the file would take another one for."""
    return any(
        column.text is _named and any(one[2] for one in cell) for column, cell in zip(file.columns, row, strict=True)
    )


def listed(files: Mapping[str, NativeFile]) -> dict[str, list[Reference]]:
    """The lists of nouns by the type of the edges they tell of."""
    found: dict[str, list[Reference]] = {}
    for native in files.values():
        for reference in native.noun.references if native.noun is not None else ():
            found.setdefault(reference.edge, []).append(reference)
    return found


def spread(exports: Exports, fields: CustomFields, files: Mapping[str, NativeFile]) -> dict[Edge, str]:
    """Statements, each by an edge that lists of nouns tell of as well as a file of its own: whether there is one that
    no list could tell of, since it has days or says something."""
    lists = listed(files)
    found = {}
    for native in files.values():
        edge = native.edge
        if edge is not None and edge.type in lists and exports.rules.sees_edge(edge):
            own = fields.seen(exports.rules).of(edge.type).values()
            conditions = exports.beyond(edge, lists[edge.type], own)
            if conditions:
                found[edge] = exports.any_fact(edge, conditions)
    return found
