"""Root fields: look-ups by key, lists, nodes by id, the viewer, root questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding, values
from graphcrm.compile.connections import Source
from graphcrm.compile.objects import Group
from graphcrm.compile.ordering import SortKey, page
from graphcrm.compile.places import ROOT
from graphcrm.compile.statement import ONE, Built, Cost
from graphcrm.compile.values import NULL, Leaf, prefix
from graphcrm.errors import BadUserInput
from graphcrm.measures.normal_forms import NORMAL_FORMS

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

_TODAY = "$today"
_IDS = 100


class Roots:
    """Compiles the fields of Query."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def root(self, group: Group) -> Built:
        c = self._c
        name = group[0].name.value
        if name in c.words.plurals:
            return self._list(group, c.words.plurals[name])
        if name in c.words.singulars:
            given = values.arguments(group[0], c.declared("Query", name), c.variables)
            noun = c.words.singulars[name]
            at, uses = c.statement.variable("n"), c.noting.uses
            match = self.find(noun, given["by"], at, _TODAY)
            return self.one(group, noun, match, at, tells=c.noting.uses > uses)
        if name == "node":
            return self._node(group)
        if name == "nodes":
            return self._nodes(group)
        if name == "viewer":
            at = c.statement.variable("n")
            return self.one(group, "User", f"MATCH ({at}:User {{id: $viewer}})", at)
        return c.questions.question(group, c.vocabulary.questions_on[None][name], ROOT, _TODAY)

    def find(self, noun: str, by: Any, at: str, as_of: str) -> str:
        """A MATCH of the record that a `by` names: at most one row."""
        c = self._c
        given = [(key, leaf) for key, leaf in by.items() if leaf is not NULL and leaf.sample is not None]
        if len(given) != 1:
            raise BadUserInput(f"Look a {noun} up by exactly one key.")
        finder = c.words.finders[noun][given[0][0]]
        leaf = given[0][1]
        if finder.needs:
            c.rules.require(finder.needs, finder.name)
            c.noting.needed(finder.needs)
        if finder.normal:
            leaf = leaf.map(NORMAL_FORMS[finder.normal])
        rule = c.rules.row(at, noun)
        where = f" WHERE {rule}" if rule else ""
        if finder.property is not None:
            return f"MATCH ({at}:{noun} {{{finder.property}: {c.statement.parameter(leaf)}}}){where}"
        pattern = c.rules.expand(finder.pattern or "", as_of).replace("{n}", at)
        pattern = pattern.replace("$value", c.statement.parameter(leaf))
        return f"MATCH {pattern}{where}\nWITH {at} ORDER BY {at}.id LIMIT 1"

    def one(self, group: Group, noun: str, match: str, at: str, *, tells: bool = False) -> Built:
        """The record that `match` finds as `at`, or null. `tells`: that it is found tells a fact of it."""
        c = self._c
        built = c.objects.object(group, noun, at, _TODAY)
        if tells:
            built = c.noting.rows(built, f"[{at}.id]")
        result = c.statement.variable("c")
        inner = "".join(f"{call}\n" for call in built.calls)
        text = f"CALL () {{\n{match}\n{inner}RETURN collect({built.expression})[0] AS {result}\n}}"
        return Built(result, built.decode, [text], [Cost(ONE, built.costs)])

    def _list(self, group: Group, noun: str) -> Built:
        c = self._c
        given = values.arguments(group[0], c.declared("Query", group[0].name.value), c.variables)
        at, uses = c.statement.variable("n"), c.noting.uses
        keys = c.orders.given(given.get("orderBy") or [], noun, at, _TODAY)
        keys.append(SortKey(f"{at}.id", "id", nullable=False, indexed=True))
        rule = c.rules.row(at, noun)
        anchor = c.filters.anchor(given.get("filter"), noun, at, _TODAY)
        match, rest = anchor if anchor else (f"MATCH ({at}:{noun})", given.get("filter", {}))
        conditions = c.filters.predicate(rest, noun, at, _TODAY)
        in_use = not speaks_of("archivedAt", given.get("filter")) and "archivedAt" in c.vocabulary.properties[noun]
        if in_use:
            conditions.append(f"{at}.archived_at IS NULL")
        source = Source(
            importing="",
            match=match,
            conditions=[rule, *conditions] if rule else conditions,
            carried=[at],
            node=at,
            noun=noun,
            degree=None if anchor else f"(:{noun})",
            in_use=in_use and len(conditions) == 1 and not rule,
            anchored=anchor is not None,
            tells=c.noting.uses > uses,
        )

        def link(name: str, nodes: Group) -> Built:
            raise AssertionError(f"a root list has no link field {name}")

        return c.connections.connection(group, noun, source, page(given, 20), keys, link, _TODAY)

    def _node(self, group: Group) -> Built:
        c = self._c
        leaf = values.arguments(group[0], c.declared("Query", "node"), c.variables)["id"]
        noun = c.vocabulary.by_prefix.get(prefix(leaf.sample))
        if noun is None or not noun.governed:
            return Built("null")
        at = c.statement.variable("n")
        return self.one(group, noun.name, self.by_id(noun.name, at, c.statement.parameter(leaf)), at)

    def by_id(self, noun: str, at: str, value: str) -> str:
        """A MATCH of a record by its id, under the row rule."""
        rule = self._c.rules.row(at, noun)
        return f"MATCH ({at}:{noun} {{id: {value}}})" + (f" WHERE {rule}" if rule else "")

    def _nodes(self, group: Group) -> Built:
        c = self._c
        leaf: Leaf = values.arguments(group[0], c.declared("Query", "nodes"), c.variables)["ids"].map(_bounded)
        ids = c.statement.parameter(leaf)
        built = Built("", None)
        parts, decoders = [ids], []
        for start in sorted({prefix(identifier) for identifier in leaf.sample}):
            noun = c.vocabulary.by_prefix.get(start)
            if noun is None or not noun.governed:
                continue
            at, result = c.statement.variable("n"), c.statement.variable("c")
            own = c.statement.parameter(leaf.map(_of_prefix(start)))
            one = c.objects.object(group, noun.name, at, _TODAY)
            inner = "".join(f"{call}\n" for call in one.calls)
            built.calls.append(
                f"CALL () {{\nUNWIND {own} AS wanted\n{self.by_id(noun.name, at, 'wanted')}\n{inner}"
                f"RETURN collect([{at}.id, {one.expression}]) AS {result}\n}}"
            )
            parts.append(result)
            decoders.append(one.decode or (lambda value: value))
            built.costs.append(Cost(leaf.map(len), one.costs))
        built.expression = f"[{', '.join(parts)}]"
        built.decode = decoding.by_id(decoders)
        return built


def speaks_of(name: str, given: Any) -> bool:
    """Whether a lifted filter has a condition of this name, at any depth of and, or, not."""
    if isinstance(given, list):
        return any(speaks_of(name, one) for one in given)
    if not isinstance(given, dict):
        return False
    return name in given or any(speaks_of(name, given.get(key)) for key in ("and", "or", "not"))


def _bounded(ids: list[str]) -> list[str]:
    if len(ids) > _IDS:
        raise BadUserInput(f"At most {_IDS} ids at once; {len(ids)} were given.")
    return ids


def _of_prefix(start: str) -> Any:
    return lambda ids: list(dict.fromkeys(i for i in ids if prefix(i) == start))
