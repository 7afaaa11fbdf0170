"""What a plan reads that the trail has to know of: contact, confidential and sensitive facts, and the records.

A fact is read where it is shown, and where it decides what is shown: in a filter, an order, a look-up, a search. Which
facts is known when the plan is made. The ids come back with the values: the first such value of an object is asked for
together with the id of its record, a page that such a fact decided with those of its rows, and they are put apart again
while the reply is decoded. A plan that reads no such fact is the same as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.compile import restricting
from graphcrm.compile.declarations import Edge, Property, Question
from graphcrm.compile.decoding import Decoder
from graphcrm.compile.rules import Rules
from graphcrm.compile.statement import Built
from graphcrm.compile.vocabulary import Vocabulary

WATCHED = (Sensitivity.CONFIDENTIAL, Sensitivity.SENSITIVE)


@lru_cache(8)
def watched(vocabulary: Vocabulary) -> frozenset[str]:
    """The facts of a vocabulary ("Person.birthday", "INFLUENCES") that nobody reads without the trail knowing."""
    found = {edge.type for edge in vocabulary.edges.values() if edge.sensitivity in WATCHED}
    for noun in vocabulary.nouns.values():
        found |= {f"{noun.name}.{prop.name}" for prop in noun.properties if _watched(prop)}
    for edge in vocabulary.edges.values():
        found |= {f"{edge.type}.{prop.name}" for prop in edge.properties if _watched(prop)}
    return frozenset(found)


def _watched(prop: Property) -> bool:
    return prop.noted or prop.sensitivity in WATCHED


class Noting:
    """What one plan reads. `ids` fill while a reply is decoded; decoding never waits, so no other comes between. `uses`
    counts the times a watched fact decided something: whoever makes a list compares before and after."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.facts: set[str] = set()
        self.ids: list[str | None] = []
        self.uses = 0
        self._known: set[tuple[str, str]] = set()

    def property(self, built: Built, owner: str, prop: Property, at: str, whose: str | None) -> Built:
        """A property of the node or edge `at`; `whose` is Cypher for the id of the record it is told of, where that is
        not the node itself."""
        if not _watched(prop) or self._rules.sight(owner, prop) is not Sight.SHOW:
            return built
        ends = owner in self._rules.vocabulary.edges and whose is None
        ids = [f"startNode({at}).id", f"endNode({at}).id"] if ends else [whose or f"{at}.id"]
        return self._fact(built, f"{owner}.{prop.name}", (owner, at), ids)

    def way(self, built: Built, edge: Edge, at: str) -> Built:
        """What lies along an edge from the node `at`: that there is one may be confidential by itself."""
        return self._about(built, edge.type, at) if edge.sensitivity in WATCHED else built

    def end(self, built: Built, edge: Edge, node: str) -> Built:
        """The row of a node that lies along an edge."""
        return self._about(built, edge.type, node) if edge.sensitivity in WATCHED else built

    def question(self, built: Built, question: Question, about: Sequence[str]) -> Built:
        """What a question tells of these nodes: the one it is a field of, those of its row, none at the root."""
        if not question.noted and question.sensitivity not in WATCHED:
            return built
        name = _name(question)
        return self._fact(built, name, (name, " ".join(about)), [f"{at}.id" for at in about])

    def restricted(self, built: Built, noun: str, at: str) -> Built:
        """A record looked up by one who meets restricted ones: that it is restricted is noted with its id."""
        if noun not in restricting.NOUNS or not self._rules.lens.sees_restricted:
            return built
        self.facts.add(f"{noun}.restricted")
        return self.rows(built, f"[CASE WHEN {at}:{restricting.label(noun)} THEN {at}.id END]")

    def row(self, built: Built, question: Question, columns: Mapping[str, str], nouns: Sequence[str]) -> Built:
        """A value in a row of a question whose facts are confidential, told of the records of the row: `columns` are
        the variables by column, `nouns` the columns that are records."""
        if question.sensitivity not in WATCHED:
            return built
        first = next(iter(columns.values()))
        return self._fact(built, _name(question), (question.path, first), [f"{columns[name]}.id" for name in nouns])

    # --- what decides ------------------------------------------------------------------------------------------

    def used(self, owner: str, prop: Property) -> None:
        """A property in a filter or an order; whoever may not see it was refused before."""
        if _watched(prop):
            self._use(f"{owner}.{prop.name}")

    def along(self, edge: Edge) -> None:
        """An edge that a filter follows."""
        if edge.sensitivity in WATCHED:
            self._use(edge.type)

    def needed(self, needs: Sequence[str]) -> None:
        """The facts that something reads which is declared with what it `needs`; nothing where one is not shown, since
        then none of them is read."""
        if all(need in self._rules.shown for need in needs):
            for need in needs:
                if need in watched(self._rules.vocabulary):
                    self._use(need)

    def rows(self, built: Built, ids: str) -> Built:
        """What watched facts decided; `ids` is Cypher for a list of the ids of the records that it tells of."""
        return Built(f"[{built.expression}, {ids}]", self._apart(built.decode), built.calls, built.costs)

    def _use(self, fact: str) -> None:
        self.facts.add(fact)
        self.uses += 1

    def _about(self, built: Built, name: str, at: str) -> Built:
        return self._fact(built, name, (name, at), [f"{at}.id"])

    def _fact(self, built: Built, name: str, key: tuple[str, str], ids: Iterable[str]) -> Built:
        """The part with a fact of this name, and the ids; without them where those of `key` are asked for already."""
        self.facts.add(name)
        asked = list(ids)
        if key in self._known or not asked:
            return built
        self._known.add(key)
        return self.rows(built, f"[{', '.join(asked)}]")

    def _apart(self, inner: Decoder | None) -> Decoder:
        ids = self.ids

        def decode(value: Any) -> Any:
            if value is None:  # a record that is not there
                return None
            ids.extend(value[1])
            return value[0] if inner is None else inner(value[0])

        return decode


def _name(question: Question) -> str:
    return f"{question.on or 'Query'}.{question.field}"
