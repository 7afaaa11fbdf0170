"""The native files: which file is which noun or edge, and what its columns mean; derived from the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from graphcrm.compile.declarations import Edge, Noun, Property, Reference
from graphcrm.compile.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class NativeFile:
    """One kind of file. `properties` by column; `currencies` names the column of a money's currency; `references` by
    column are lists of a noun, `ends` the columns of a fact's source and target."""

    name: str
    properties: dict[str, Property]
    currencies: dict[str, str]
    noun: Noun | None = None
    edge: Edge | None = None
    references: tuple[Reference, ...] = ()
    ends: tuple[str, str] = ("", "")

    @property
    def columns(self) -> list[str]:
        ends = list(self.ends) if self.edge else []
        return [*ends, *self.properties, *self.currencies.values(), *(r.column for r in self.references)]

    @property
    def required(self) -> list[str]:
        """Columns without which the file cannot be read. A person's name may come in two parts instead."""
        named = [column for column, prop in self.properties.items() if prop.required or column == "external_id"]
        if self.edge is not None:
            return [*self.ends, *named]
        optional = {"name"} if "first_name" in self.properties else set()
        # A kind of organization has a default, so the column may be missing.
        defaulted = {"kind"} if self.noun is not None and self.noun.name == "Organization" else set()
        references = [r.column for r in self.references if r.required]
        return [c for c in (*named, *references) if c not in optional | defaulted]

    @property
    def self_references(self) -> tuple[Reference, ...]:
        """Columns that name other records of the same file."""
        if self.noun is None:
            return ()
        return tuple(r for r in self.references if r.column in ("part_of", "reports_to", "dotted_to"))


def native_files(vocabulary: Vocabulary) -> dict[str, NativeFile]:
    """All native files by name, in the order in which they depend on each other."""
    found: dict[str, NativeFile] = {}
    for noun in vocabulary.nouns.values():
        if noun.file is not None:
            properties = _by_column(noun.properties)
            found[noun.file] = NativeFile(
                noun.file, properties, _currencies(properties), noun=noun, references=noun.references
            )
    for edge in vocabulary.edges.values():
        if edge.file is not None and edge.ends is not None:
            properties = _by_column(edge.properties)
            found[edge.file] = NativeFile(edge.file, properties, {}, edge=edge, ends=edge.ends)
    order = ("organizations", "people", "roles", "deals", "interactions")
    return {name: found[name] for name in (*order, *(n for n in found if n not in order))}


def _by_column(properties: tuple[Property, ...]) -> dict[str, Property]:
    return {p.import_column: p for p in properties if p.import_column is not None}


def _currencies(properties: dict[str, Property]) -> dict[str, str]:
    """The currency of `value` stands in `currency`, that of any other amount in `<name>_currency`."""
    return {
        column: "currency" if column == "value" else f"{column}_currency"
        for column, prop in properties.items()
        if prop.kind.name == "Money"
    }
