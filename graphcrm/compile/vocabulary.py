"""The vocabulary as the compiler sees it: every look-up made once, contradictions refused at import.

A field of a noun is one of: a Property, a Way with its Edge and direction, a Question. An abstract noun ("Party",
"Concern", "Node") has the fields its nouns share.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphcrm.compile.declarations import (
    Abstract,
    Composite,
    Edge,
    Enumeration,
    Noun,
    Property,
    Question,
    Way,
    camel,
    takes_fields,
)
from graphcrm.compile.hanging import Hanging
from graphcrm.compile.targets import Target

if TYPE_CHECKING:  # mutations are derived from a vocabulary
    from graphcrm.compile.mutations import Mutation


@dataclass(frozen=True, slots=True)
class WayOf:
    """A way together with its edge and the end it starts from. `outgoing`: it follows the arrow."""

    way: Way
    edge: Edge
    outgoing: bool

    @property
    def target(self) -> str:
        return self.edge.target if self.outgoing else self.edge.source


class Vocabulary:
    """Nouns, edges, abstracts and questions with their look-ups. Raises ValueError where they contradict."""

    def __init__(
        self,
        *,
        nouns: tuple[Noun, ...],
        edges: tuple[Edge, ...],
        abstracts: tuple[Abstract, ...],
        questions: tuple[Question, ...],
        enumerations: tuple[Enumeration, ...] = (),
        composites: tuple[Composite, ...] = (),
        targets: tuple[Target, ...] = (),
        hanging: tuple[Hanging, ...] = (),
        acts: Callable[[Mapping[str, Noun]], Sequence[Mutation]] = lambda _: (),
    ) -> None:
        node = Abstract("Node", "Whatever has an id.", tuple(n.name for n in nouns if n.governed))
        self.nouns = {noun.name: noun for noun in nouns}
        self.edges = {edge.type: edge for edge in edges}
        self.abstracts = {abstract.name: abstract for abstract in (node, *abstracts)}
        self.questions = questions
        self.enumerations = enumerations
        self.composites = {composite.name: composite for composite in composites}
        self.targets = {target.name: target for target in targets}
        self.hanging = hanging
        self.hangs = self._hangs()
        self.acts = tuple(acts(self.nouns))
        self.by_prefix = {noun.prefix: noun for noun in nouns}
        self._check(nouns, edges)
        self.properties = {noun.name: {camel(p.name): p for p in noun.properties} for noun in nouns}
        self.ways = {noun.name: self._ways_of(noun.name) for noun in nouns}
        self.field_owners = [
            *(noun.name for noun in nouns if takes_fields(noun)),
            *(edge.type for edge in edges if takes_fields(edge)),
        ]
        self.questions_on = {name: {q.field: q for q in questions if q.on == name} for name in self._owners()}

    def _owners(self) -> Sequence[str | None]:
        """What questions are fields of: nouns, composites, the root (None)."""
        return (*self.nouns, *self.composites, None)

    def _check(self, nouns: tuple[Noun, ...], edges: tuple[Edge, ...]) -> None:
        if len(self.by_prefix) != len(nouns):
            raise ValueError("two nouns share an id prefix")
        if len(self.edges) != len(edges):
            raise ValueError("two edges share a type")
        known = {*self.nouns, *self.abstracts}
        for edge in edges:
            for end in (edge.source, edge.target):
                if end not in known:
                    raise ValueError(f"edge {edge.type} ends at {end}, which is no noun")
        self._check_enciphered(nouns, edges)

    def _check_enciphered(self, nouns: tuple[Noun, ...], edges: tuple[Edge, ...]) -> None:
        """What is kept enciphered, nothing in the database can look into."""
        for edge in edges:
            for prop in edge.properties:
                if prop.enciphered and (prop.name in edge.identity or prop.name in ("started_on", "ended_on")):
                    raise ValueError(f"{edge.type}.{prop.name} tells facts apart and cannot be enciphered")
        for noun in nouns:
            for prop in (p for p in noun.properties if p.enciphered):
                if not noun.governed or prop.name == noun.title:
                    raise ValueError(f"{noun.name}.{prop.name} names a record and cannot be enciphered")
                if prop.indexed or prop.unique or prop.search or prop.made_of or prop.required:
                    raise ValueError(f"{noun.name}.{prop.name} is looked for and cannot be enciphered")

    def _hangs(self) -> dict[str, frozenset[int]]:
        """By edge type the ends that hang on the other: 0 the source, 1 the target."""
        found: dict[str, frozenset[int]] = {}
        for one in self.hanging:
            climbed = ("PART_OF", "SUBSIDIARY_OF") if one.climbs else ()
            for edges, outgoing in ((climbed, True), *((tier.edges, tier.outgoing) for tier in one.tiers)):
                for type_ in edges:
                    found[type_] = found.get(type_, frozenset()) | {0 if outgoing else 1}
        return found

    def concrete(self, name: str) -> tuple[str, ...]:
        """The nouns that `name` stands for: itself, or those of an abstract or a target."""
        if name in self.targets:
            return self.targets[name].nouns
        return self.abstracts[name].nouns if name in self.abstracts else (name,)

    @property
    def all_enumerations(self) -> list[Enumeration]:
        """Every closed list of words: those of properties, and those that only questions take."""
        owners: list[Noun | Edge] = [*self.nouns.values(), *self.edges.values()]
        used = [prop.choices for owner in owners for prop in owner.properties if prop.choices is not None]
        return list({choices.name: choices for choices in (*used, *self.enumerations)}.values())

    def is_record(self, name: str) -> bool:
        """Whether a word of a header stands for records: a noun, or an abstract one."""
        return name in self.nouns or name in self.abstracts

    def label(self, name: str) -> str:
        """What stands in a pattern for `name`: ":Person", ":Party", ":Organization|Deal"."""
        if name in self.nouns:
            return name
        if name in self.targets:
            return "|".join(self.targets[name].nouns)
        abstract = self.abstracts[name]
        return abstract.label or "|".join(abstract.nouns)

    def _ways_of(self, noun: str) -> dict[str, WayOf]:
        found: dict[str, WayOf] = {}
        for edge in self.edges.values():
            for end, ways, outgoing in ((edge.source, edge.forward, True), (edge.target, edge.back, False)):
                if noun not in self.concrete(end):
                    continue
                for way in ways:
                    if way.name in found:
                        raise ValueError(f"{noun} has two ways called {way.name}")
                    found[way.name] = WayOf(way, edge, outgoing)
        return found

    def property_of(self, noun: str, stored: str) -> Property | None:
        """The declared property behind a stored name: name and name_key → name."""
        for prop in self.nouns[noun].properties:
            if stored in (prop.name, f"{prop.name}_key", f"{prop.name}_currency"):
                return prop
        return None
