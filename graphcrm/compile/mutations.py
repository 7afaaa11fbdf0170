"""Mutations, derived from what nouns and edges declare: their names, what they do, the record they show.

Those that need more than a declaration (a transfer, a hand-over) are listed in `vocabulary.acts`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graphcrm.compile import sharing
from graphcrm.compile.declarations import Edge, Noun, Property, Reference, Writing
from graphcrm.compile.vocabulary import Vocabulary

MANY = 500


class Act(StrEnum):
    """What a mutation does to a record (the first four) or to a fact; SEVERAL: an act of its own."""

    CREATE = "create"
    UPDATE = "update"
    ARCHIVE = "archive"
    RESTORE = "restore"
    ADD = "add"
    CORRECT = "correct"
    END = "end"
    RETRACT = "retract"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Field:
    """An input of an act of its own: a noun or abstract (looked up by its `By`), a target, or a GraphQL scalar or
    enumeration; with `parts` an object of such inputs, whose type is called `<type>Input`. `needs` are the facts
    ("STAKEHOLDER_IN") that whoever gives it must see."""

    name: str
    type: str
    description: str
    required: bool = False
    many: bool = False
    needs: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mutation. `noun` is that of the record (or, `many`, the records) its payload shows; `edge` the one whose
    facts it writes; `fields` are the inputs of an act of its own, `needs` the facts that its writer must see; `tells`
    are fields of its payload that come from the write itself and stand in no record. `reasoned`: its input may say
    why. `shows`: its payload shows a record at all."""

    name: str
    act: Act
    noun: Noun
    description: str
    edge: Edge | None = None
    many: bool = False
    fields: tuple[Field, ...] = field(default=())
    permission: str = "write"
    needs: tuple[str, ...] = ()
    tells: tuple[Field, ...] = ()
    reasoned: bool = True
    shows: bool = True

    @property
    def one(self) -> str:
        """The name of the mutation for a single item."""
        return self.name.removesuffix("Many") if self.many else self.name

    @property
    def tells_ties(self) -> bool:
        """Whether its payload tells what became of people's ties."""
        return self.act is Act.CREATE and self.noun.ties and not self.many

    @property
    def tells_duplicates(self) -> bool:
        """Whether its payload tells who or what may be there already that it made."""
        return self.act is Act.CREATE and self.noun.party and not self.many and not self.fields

    @property
    def source(self) -> tuple[str, str]:
        """The field that names a fact's source, and its noun: that of the record shown where the edge has several."""
        assert self.edge is not None, f"{self.name} writes facts"
        if self.writing.shows == "target" or self.edge.source == self.noun.name:
            return self.writing.source, self.edge.source
        return singular(self.noun), self.noun.name

    @property
    def writing(self) -> Writing:
        assert self.edge is not None and self.edge.writing is not None, f"{self.name} writes facts"
        return self.edge.writing


_RECORD = {
    Act.UPDATE: "Changes what is given of a {noun}: what is absent stays, null clears.",
    Act.ARCHIVE: "Puts a {noun} away: lists, search and scores leave it out, its edges stay.",
    Act.RESTORE: "Takes an archived {noun} back.",
}
_ALL_OR_NONE = "As {one}, at most 500 at once, all or none."


def mutations(vocabulary: Vocabulary) -> dict[str, Mutation]:
    """All mutations by name."""
    found: list[Mutation] = []
    for noun in vocabulary.nouns.values():
        if noun.writing is not None:
            found += _of_noun(noun)
    for edge in vocabulary.edges.values():
        if edge.writing is not None:
            found += _of_edge(vocabulary, edge, edge.writing)
    found += vocabulary.acts
    return {one.name: one for one in found}


def singular(noun: Noun) -> str:
    """The field that shows one record of a noun."""
    return noun.name[0].lower() + noun.name[1:]


def writable(owner: Noun | Edge) -> list[Property]:
    """The properties that a client may state."""
    return [
        p for p in owner.properties if p.expression is None and (isinstance(owner, Edge) or p.import_column is not None)
    ]


def told_apart(edge: Edge) -> list[Property]:
    """The properties that, beside the ends, name one fact among several."""
    names = [*sharing.identity(edge), *(("started_on",) if edge.dated else ())]
    return [p for p in edge.properties if p.name in names]


def _of_noun(noun: Noun) -> list[Mutation]:
    name = singular(noun)
    found = []
    may = noun.permission
    text = f"Makes a {noun.name}. {noun.description}"
    first = Mutation(f"{name}{noun.writing}", Act.CREATE, noun, text, permission=may)
    others = [
        Mutation(f"{name}{act.title()}", act, noun, text.format(noun=noun.name), permission=may)
        for act, text in _RECORD.items()
        if noun.put_away or act is Act.UPDATE
    ]
    for one in (first, *others):
        found += [one, _many(one)]
    return found


def attached(vocabulary: Vocabulary, edge: Edge) -> Noun | None:
    """The noun at the end of an edge that belongs to the fact and is no record of its own: an address, a category. An
    input says what it is in place of looking it up."""
    noun = vocabulary.nouns.get(edge.target)
    return noun if noun is not None and not noun.governed else None


def _of_edge(vocabulary: Vocabulary, edge: Edge, writing: Writing) -> list[Mutation]:
    """The mutations of an edge; of one with several nouns at the end that is shown, those of each by its name."""
    end = edge.source if writing.shows == "source" else edge.target
    if end in vocabulary.nouns:
        return _facts(vocabulary.nouns[end], edge, writing, lambda name: name)
    found = []
    for name in vocabulary.concrete(end):
        prefix = singular(noun := vocabulary.nouns[name])
        found += _facts(noun, edge, writing, lambda name, prefix=prefix: f"{prefix}{name[0].upper()}{name[1:]}")  # type: ignore[misc]
    return found


def _facts(noun: Noun, edge: Edge, writing: Writing, named: Callable[[str], str]) -> list[Mutation]:
    text = f" {edge.description}"
    add = "Says that a fact holds, and ends the one it follows." if writing.replaces else "Says that a fact holds."

    def one(name: str, act: Act, sentence: str) -> Mutation:
        return Mutation(named(name), act, noun, sentence + text, edge, permission=writing.permission)

    first = one(f"{writing.name}{writing.add}", Act.ADD, add)
    found = [first, _many(first)]
    if writing.update is not None:
        found.append(one(writing.update, Act.CORRECT, "Corrects what a fact says."))
    if edge.dated:
        end_ = one(f"{writing.name}End", Act.END, "Says that a fact stopped being true.")
        found += [end_, _many(end_)]
    retract = "Withdraws a fact that never was true; history says so."
    found.append(one(f"{writing.name}Retract", Act.RETRACT, retract))
    return found


def _many(one: Mutation) -> Mutation:
    description = _ALL_OR_NONE.format(one=one.name)
    return replace(one, name=f"{one.name}Many", description=description, many=True)


def reference_noun(vocabulary: Vocabulary, reference: Reference) -> str:
    """The noun or abstract at the other end of a reference."""
    edge = vocabulary.edges[reference.edge]
    return edge.source if reference.incoming else edge.target
