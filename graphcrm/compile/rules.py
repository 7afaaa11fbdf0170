"""The viewer's rights as Cypher: the row rule of a variable, and what is seen of each fact.

One `Rules` per lens, made once. Whoever writes a MATCH asks `row`, whoever shows, filters or orders asks `sight`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from graphcrm.access.rights import Lens
from graphcrm.access.sensitivity import Act, Sensitivity, Sight
from graphcrm.compile import enciphered, restricting, sharing
from graphcrm.compile.declarations import Edge, Noun, Property, Question, camel
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import NotUsable

_PLACEHOLDER = re.compile(r"\{(visible|holds):(\w+)\}")
HERE = "\x00"
AS_OF = "\x02"


def holds(edge: str, as_of: str) -> str:
    """That a dated edge holds on a day."""
    return (
        f"({edge}.started_on IS NULL OR {edge}.started_on <= {as_of}) "
        f"AND ({edge}.ended_on IS NULL OR {edge}.ended_on >= {as_of})"
    )


class Rules:
    """What one lens sees of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, lens: Lens) -> None:
        self.vocabulary = vocabulary
        self.lens = lens
        self.shown = self._facts(lens.shows)
        self._usable: dict[Act, frozenset[str]] = {}
        self._fields: dict[tuple[str, str], str] = {}
        self._hidden: dict[str, frozenset[str]] = {}

    def row(self, variable: str, noun: str) -> str:
        """The row rule of a variable; empty where there is none to state. An undeclared noun is an error."""
        if noun in self.vocabulary.nouns and self.vocabulary.nouns[noun].defines:
            return self._definition(variable)
        if self.lens.sees_all:
            return ""
        if noun in self.vocabulary.nouns and not self.vocabulary.nouns[noun].governed:
            return ""
        return f"({variable}.audience IS NULL OR any(t IN {variable}.audience WHERE t IN $teams))"

    def met(self, noun: str) -> str:
        """The label by which records of a noun are looked up: the viewer may meet restricted ones as well."""
        return restricting.with_restricted(noun) if self.lens.sees_restricted else noun

    def _definition(self, variable: str) -> str:
        """A definition is seen by who sees facts of its class on what it stands on."""
        hidden = [edge.type for edge in self.vocabulary.edges.values() if not self.sees_edge(edge)]
        levels = [level.name for level in Sensitivity if self.lens.shows("", level)]
        rule = f"({variable}.sensitivity IN {levels} AND NOT {variable}.on IN {hidden})"
        said = sorted({fact for view in self.lens.views for fact, _ in view.facts if ".x_" in fact})
        if not said:
            return rule
        # The policy speaks of single fields: their facts decide, by the class the definition has.
        shown = [f"{fact} {level.name}" for fact in said for level in Sensitivity if self.lens.shows(fact, level)]
        fact = f"{variable}.on + '.x_' + {variable}.key"
        single = f"{fact} + ' ' + {variable}.sensitivity IN {shown} AND NOT {variable}.on IN {hidden}"
        return f"CASE WHEN {fact} IN {said} THEN {single} ELSE {rule} END"

    def told(self, owner: str, name: str, at: str) -> str:
        """The sharing rule of a stored property of a node or edge: when it is told; empty where there is none to
        state."""
        edge = self.vocabulary.edges.get(owner)
        return "" if edge is None or self.lens.sees_all else sharing.told(edge, name, at)

    def guarded(self, owner: str, name: str, at: str, value: str) -> str:
        """Cypher for the value of a property of a node or edge: null where it is not told."""
        told = self.told(owner, name, at)
        return f"CASE WHEN {told} THEN {value} END" if told else value

    def whole(self, edge: Edge, at: str) -> list[str]:
        """The condition that all of an edge is told; none where there is none to state."""
        return [] if self.lens.sees_all or not edge.shared else [sharing.whole(at)]

    def holds(self, edge: Edge, at: str, as_of: str) -> str:
        """That a dated edge holds on a day: one of which no days are told does."""
        told = self.told(edge.type, "started_on", at)
        return f"CASE WHEN {told} THEN {holds(at, as_of)} ELSE true END" if told else holds(at, as_of)

    def expand(self, text: str, as_of: str) -> str:
        """A declared piece of Cypher with its {visible:x}, {holds:r} and {as_of} written out."""

        def written(found: re.Match[str]) -> str:
            if found[1] == "holds":
                return f"({holds(found[2], as_of)})"
            return "true" if self.lens.sees_all else self.row(found[2], "Node")

        return _PLACEHOLDER.sub(written, text).replace("{as_of}", as_of)

    def sight(self, owner: str, prop: Property) -> Sight:
        return self.lens.sight(f"{owner}.{prop.name}", prop.sensitivity)

    def may(self, act: Act, owner: str, prop: Property) -> bool:
        """Whether more than looking is allowed with a property of a noun or edge type."""
        return self.lens.may(act, f"{owner}.{prop.name}", prop.sensitivity)

    def usable(self, act: Act) -> frozenset[str]:
        """The facts with which an act is allowed."""
        if act not in self._usable:
            self._usable[act] = self._facts(lambda fact, level: self.lens.may(act, fact, level))
        return self._usable[act]

    def sees_edge(self, edge: Edge) -> bool:
        return self.lens.shows(edge.type, edge.sensitivity)

    def sees_question(self, question: Question) -> bool:
        """Whether the facts a question is made of are shown."""
        name = f"{question.on or 'Query'}.{question.field}"
        return self.lens.shows(name, question.sensitivity) and all(need in self.shown for need in question.needs)

    def hidden(self, owner: Noun | Edge) -> frozenset[str]:
        """The fields of an input that the viewer may not write: properties, and lists that are made of edges."""
        name = owner.name if isinstance(owner, Noun) else owner.type
        if name not in self._hidden:
            self._hidden[name] = self._not_written(name, owner)
        return self._hidden[name]

    def _not_written(self, name: str, owner: Noun | Edge) -> frozenset[str]:
        found = {camel(p.name) for p in owner.properties if not self.may(Act.WRITE, name, p)}
        if isinstance(owner, Noun):
            found |= {camel(r.column) for r in owner.references if r.edge not in self.usable(Act.WRITE)}
        return frozenset(found)

    def require(self, needs: tuple[str, ...], what: str, act: Act = Act.FILTER) -> None:
        """Refuses a filter or order over facts with which it is not allowed. Depends on the role, never on data."""
        hidden = [need for need in needs if need not in self.usable(act)]
        if hidden:
            raise not_usable(what, *hidden)

    def field(self, owner: str, prop: Property) -> str:
        """Cypher that shows a property of HERE on the day AS_OF: shown, masked or null."""
        key = (owner, prop.name)
        if key not in self._fields:
            self._fields[key] = self._field(owner, prop)
        return self._fields[key]

    def _field(self, owner: str, prop: Property) -> str:
        sight = self.sight(owner, prop)
        if sight is Sight.HIDE:
            return "null"
        if prop.enciphered:  # a mask would have to know it, or tell whether it is there
            return self.cell(owner, prop) if sight is Sight.SHOW else "null"
        stored = self.stored(prop, owner)
        if owner in self.vocabulary.edges and prop.name == sharing.LEVEL:
            return f"coalesce({stored}, '{sharing.DETAILS}')"
        form = prop.kind.masked if sight is Sight.MASK else prop.kind.shown
        return form.replace("{x}", stored)

    def cell(self, owner: str, prop: Property) -> str:
        """Cypher over HERE for an enciphered property, to be deciphered."""
        return self.guarded(owner, prop.name, HERE, enciphered.cell(self.vocabulary, owner, HERE, prop.name, prop.kind))

    def stored(self, prop: Property, owner: str = "") -> str:
        """Cypher for the value itself, over HERE and AS_OF; of an enciphered one for what is stored of it. `owner` is
        the edge type where it is of an edge that a viewer may not see whole."""
        if prop.enciphered:
            return self.guarded(owner, prop.name, HERE, enciphered.value(HERE, prop.name))
        if prop.expression is None:
            return self.guarded(owner, prop.name, HERE, f"{HERE}.{_quoted(prop.name)}")
        return self.computed(prop.expression, owner)

    def computed(self, expression: str, owner: str = "") -> str:
        """A declared expression over {n}, or over an edge as {r}, as Cypher over HERE and AS_OF; `owner` as in
        `stored`."""
        edge = self.vocabulary.edges.get(owner)
        if expression == "{holds:r}":
            return f"({holds(HERE, AS_OF) if edge is None else self.holds(edge, HERE, AS_OF)})"
        if edge is not None and edge.shared:
            text = self.expand(expression.replace("{r}", HERE), AS_OF)
            return self.guarded(owner, "", HERE, text)
        return self.expand(expression.replace("{n}", HERE).replace("{r}", HERE), AS_OF)

    def _facts(self, judge: Callable[[str, Sensitivity], bool]) -> frozenset[str]:
        """The facts that `judge` is for, by name and class."""
        facts = set()
        for noun in self.vocabulary.nouns.values():
            facts |= {name for p in noun.properties if judge(name := f"{noun.name}.{p.name}", p.sensitivity)}
        for edge in self.vocabulary.edges.values():
            if judge(edge.type, edge.sensitivity):
                facts.add(edge.type)
                facts |= {name for p in edge.properties if judge(name := f"{edge.type}.{p.name}", p.sensitivity)}
        for noun in self.vocabulary.nouns.values():  # a list of a record is seen with the edges it is made of
            facts |= {f"{noun.name}.{r.column}" for r in noun.references if r.edge in facts}
        for composite in self.vocabulary.composites.values():
            names = ((f"{composite.name}.{name}", guard) for name, guard in composite.guarded.items())
            facts |= {name for name, guard in names if judge(name, guard)}
        return frozenset(facts)


def not_usable(what: str, *facts: str) -> NotUsable:
    """The refusal of what a user calls `what`; `facts` are the names of it that the policy knows."""
    message = f"You may not filter or order by {what}: your role does not see it."
    return NotUsable(message, [fact for fact in facts if fact])


def _quoted(name: str) -> str:
    """A property name as Cypher takes it; `as` and its like are words of the language."""
    return f"`{name}`" if name in {"as", "in", "is", "and", "or", "not", "end", "order"} else name
