"""The native files: which file is which noun or edge, and what its columns mean; derived from the vocabulary."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from graphcrm.compile import writing
from graphcrm.compile.custom_fields import CustomField, CustomFields
from graphcrm.compile.declarations import Acyclic, Edge, Noun, Property, Reference
from graphcrm.compile.mutations import attached
from graphcrm.compile.vocabulary import Vocabulary

AUDIENCE = "audience"
TEAM = "Team"


@dataclass(frozen=True, slots=True)
class NativeFile:
    """One kind of file. `properties` by column; `currencies` names the column of a money's currency; `references` by
    column are lists of a noun, `ends` the columns of a fact's source and target. `nouns` are those a column may name,
    none where its cells hold values; `lines` are references to other records of the same noun that no rule binds: they
    may point at each other, so they are written when all records of the file are there. `custom` are the custom fields
    of the noun or edge by column, x_<key>. Of facts whose other end belongs to them it is `end`, whose properties are
    columns like those of the edge; `parties` are the columns, one for each noun, of which one names the source.
    `limited`: its records can be for some teams alone, which the column `audience` names."""

    name: str
    properties: dict[str, Property]
    currencies: dict[str, str]
    noun: Noun | None = None
    edge: Edge | None = None
    references: tuple[Reference, ...] = ()
    ends: tuple[str, str] = ("", "")
    nouns: dict[str, tuple[str, ...]] | None = None
    self_references: tuple[Reference, ...] = ()
    lines: tuple[Reference, ...] = ()
    custom: Mapping[str, CustomField] = field(default_factory=dict, hash=False)
    end: Noun | None = None
    parties: tuple[str, ...] = ()
    limited: bool = False

    @property
    def label(self) -> str:
        """The noun or edge type that the file holds."""
        if self.noun is not None:
            return self.noun.name
        return self.edge.type if self.edge is not None else ""

    @property
    def identified(self) -> bool:
        """Whether each row is told apart by its external id alone: a definition is by what it stands on and its key."""
        return self.noun is not None and not self.noun.defines

    @property
    def columns(self) -> list[str]:
        return [
            *filter(None, self.ends),
            *self.properties,
            *self.currencies.values(),
            *(r.column for r in self.references),
            *((AUDIENCE,) if self.limited else ()),
            *self.custom,
        ]

    def missing(self, columns: list[str]) -> str | None:
        """The first column without which the file cannot be read, if one is not among `columns`."""
        for column in self._required():
            parts = self.properties[column].made_of if column in self.properties else ()
            if column not in columns and not (parts and all(part in columns for part in parts)):
                return column
        if self.parties and not any(column in columns for column in self.parties):
            return self.parties[0]
        return None

    def _required(self) -> list[str]:
        named = [
            column
            for column, prop in self.properties.items()
            if (prop.required and prop.default is None) or (column == "external_id" and self.identified)
        ]
        return [*filter(None, self.ends), *named, *(r.column for r in self.references if r.required)]

    def blamed(self, name: str | None) -> str | None:
        """The column to mend for a property, or (None) for the other end of a fact."""
        if name is None:
            return self.ends[1] if self.edge is not None and self.edge.ends is not None else None
        return next((column for column, prop in self.properties.items() if prop.name == name), name)


def native_files(vocabulary: Vocabulary) -> dict[str, NativeFile]:
    """All native files by name, in the order in which they depend on each other."""
    found = [_of_noun(vocabulary, noun) for noun in vocabulary.nouns.values() if noun.file is not None]
    for edge in vocabulary.edges.values():
        end = attached(vocabulary, edge)
        if edge.file is not None and end is not None:
            found.append(_of_attached(vocabulary, edge.file, edge, end))
        elif edge.file is not None and edge.ends is not None:
            properties = _by_column(edge.properties)
            found.append(NativeFile(edge.file, properties, _currencies(properties), edge=edge, ends=edge.ends))
    return {one.name: one for one in _ordered(found)}


def with_fields(native: NativeFile, fields: CustomFields, optional: Collection[tuple[str, str]] = ()) -> NativeFile:
    """The file with the columns of the custom fields that are defined. Those that are `optional`, by what they stand on
    and their key, are asked of no row."""
    own = (one for one in fields.all if one.on == native.label)
    custom = {one.name: replace(one, required=False) if (one.on, one.key) in optional else one for one in own}
    return replace(native, custom=custom)


def _of_noun(vocabulary: Vocabulary, noun: Noun) -> NativeFile:
    assert noun.file is not None
    properties = _by_column(noun.properties)
    nouns = {}
    for reference in noun.references:
        end = writing.other_end(vocabulary.edges[reference.edge], reference)
        governed = [n for n in vocabulary.concrete(end) if vocabulary.nouns[n].governed]
        nouns[reference.column] = tuple(governed)
    own = tuple(r for r in noun.references if noun.name in nouns[r.column])
    # Who sees what is said by teams, users and definitions, which everybody sees or whose class decides.
    limited = noun.governed and not noun.defines and noun.permission == "write"
    if limited:
        nouns[AUDIENCE] = (TEAM,)
    lines = tuple(r for r in own if not bound(vocabulary.edges[r.edge], r))
    return NativeFile(
        noun.file,
        properties,
        _currencies(properties),
        noun=noun,
        references=noun.references,
        nouns=nouns,
        self_references=own,
        lines=lines,
        limited=limited,
    )


def _of_attached(vocabulary: Vocabulary, file: str, edge: Edge, end: Noun) -> NativeFile:
    properties = {**_by_column(end.properties), **_by_column(edge.properties)}
    parties = {noun.lower(): noun for noun in vocabulary.concrete(edge.source)}
    nouns: dict[str, tuple[str, ...]] = {column: (noun,) for column, noun in parties.items()}
    nouns |= {r.column: vocabulary.concrete(vocabulary.edges[r.edge].target) for r in end.references}
    columns = tuple(Reference(column, edge.type) for column in parties)
    return NativeFile(
        file,
        properties,
        _currencies(properties),
        edge=edge,
        references=(*columns, *end.references),
        nouns=nouns,
        end=end,
        parties=tuple(parties),
    )


def bound(edge: Edge, reference: Reference) -> bool:
    """Whether a rule forbids the edges of a column to lead back to their start."""
    return any(
        rule.where is None or reference.fixed.get(rule.where[0]) == rule.where[1]
        for rule in edge.rules
        if isinstance(rule, Acyclic)
    )


def _ordered(files: list[NativeFile]) -> list[NativeFile]:
    """Definitions of columns first, nouns after the nouns they name, facts last. It ends: each round places a file, or
    there is a circle."""
    nouns = sorted((one.noun for one in files if one.noun is not None), key=lambda noun: not noun.defines)
    by_noun = {noun.name: next(one for one in files if one.noun is noun) for noun in nouns}
    placed: list[NativeFile] = []
    while len(placed) < len(by_noun):
        for name, one in by_noun.items():
            named = {n for nouns in (one.nouns or {}).values() for n in nouns if n in by_noun and n != name}
            if one not in placed and all(by_noun[n] in placed for n in named):
                placed.append(one)
                break
        else:
            raise ValueError("the references of nouns with files go in circles")
    return [*placed, *(one for one in files if one.edge is not None)]


def _by_column(properties: tuple[Property, ...]) -> dict[str, Property]:
    return {p.file_column: p for p in properties if p.file_column is not None}


def _currencies(properties: dict[str, Property]) -> dict[str, str]:
    """The currency of `value` stands in `currency`, that of any other amount in `<name>_currency`."""
    return {
        column: "currency" if column == "value" else f"{column}_currency"
        for column, prop in properties.items()
        if prop.kind.name == "Money"
    }
