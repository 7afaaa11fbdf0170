"""Root fields: look-ups by key, lists, nodes by id, the viewer, root questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from graphcrm.compile import decoding, merging, values
from graphcrm.compile.connections import Source
from graphcrm.compile.decoding import COUNT_CAP
from graphcrm.compile.hanging import limited
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
        if finder.property is not None:
            return self.by_key(noun, at, finder.property, c.statement.parameter(leaf))
        rule = c.rules.row(at, noun)
        where = f" WHERE {rule}" if rule else ""
        pattern = c.rules.expand(finder.pattern or "", as_of).replace("{n}", at)
        pattern = pattern.replace("$value", c.statement.parameter(leaf))
        return f"MATCH {pattern}{where}\nWITH {at} ORDER BY {at}.id LIMIT 1"

    def one(self, group: Group, noun: str, match: str, at: str, *, tells: bool = False) -> Built:
        """The record that `match` finds as `at`, or null. `tells`: that it is found tells a fact of it."""
        c = self._c
        built = c.noting.restricted(c.objects.object(group, noun, at, _TODAY), noun, at)
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
        whole = not anchor and len(conditions) == int(in_use)
        source = Source(
            importing="",
            match=match,
            conditions=[rule, *conditions] if rule else conditions,
            carried=[at],
            node=at,
            noun=noun,
            degree=None if anchor else f"(:{noun})",
            count=self._counting(noun, rule, at, in_use) if whole and rule else None,
            in_use=in_use and whole and not rule,
            anchored=anchor is not None,
            tells=c.noting.uses > uses,
        )

        def link(name: str, nodes: Group) -> Built:
            raise AssertionError(f"a root list has no link field {name}")

        return c.connections.connection(group, noun, source, page(given, 20), keys, link, _TODAY)

    def _counting(self, noun: str, rule: str, at: str, in_use: bool) -> Callable[[str], str] | None:
        """What counts the records of a noun that the viewer sees, up to the cap. Nobody looks at them where all but the
        limited ones are enough, and at few where few are limited. None where no label tells how many are."""
        if not self._c.vocabulary.limits(noun):
            return None
        used = f" AND {at}.archived_at IS NULL" if in_use else ""
        archived = f" - COUNT {{ MATCH (x:{noun}) WHERE x.archived_at IS NOT NULL AND x.id IS NOT NULL }}"
        every = f"COUNT {{ (:{noun}) }}{archived if in_use else ''}"
        hidden = f"COUNT {{ MATCH ({at}:{limited(noun)}) WHERE NOT {rule}{used} }}"
        seen = f"COUNT {{ MATCH ({at}:{noun}) WHERE {rule}{used} RETURN {at} AS counted LIMIT {COUNT_CAP + 1} }}"

        def text(total: str) -> str:
            return (
                f"CALL () {{\nWITH {every} AS every, COUNT {{ (:{limited(noun)}) }} AS few\n"
                f"RETURN CASE WHEN every - few > {COUNT_CAP} THEN {COUNT_CAP + 1}\n"
                f"WHEN few <= {COUNT_CAP} THEN every - {hidden}\nELSE {seen} END AS {total}\n}}"
            )

        return text

    def _node(self, group: Group) -> Built:
        c = self._c
        leaf = values.arguments(group[0], c.declared("Query", "node"), c.variables)["id"]
        noun = c.vocabulary.by_prefix.get(prefix(leaf.sample))
        if noun is None or not noun.governed:
            return Built("null")
        at = c.statement.variable("n")
        return self.one(group, noun.name, self.by_key(noun.name, at, "id", c.statement.parameter(leaf)), at)

    def by_key(self, noun: str, at: str, key: str, value: str) -> str:
        """A MATCH of the record that has a key, or has absorbed the one that had it, under the row rule."""
        return merging.by_key(noun, at, key, value, self._c.rules.row(at, noun), self._c.rules.met(noun))

    def by_id(self, noun: str, at: str, value: str) -> str:
        """A MATCH of a record by its id, under the row rule."""
        rule = self._c.rules.row(at, noun)
        return f"MATCH ({at}:{self._c.rules.met(noun)} {{id: {value}}})" + (f" WHERE {rule}" if rule else "")

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
            one = c.noting.restricted(c.objects.object(group, noun.name, at, _TODAY), noun.name, at)
            inner = "".join(f"{call}\n" for call in one.calls)
            built.calls.append(
                f"CALL () {{\nUNWIND {own} AS wanted\n{self.by_key(noun.name, at, 'id', 'wanted')}\n{inner}"
                f"RETURN collect([wanted, {one.expression}]) AS {result}\n}}"
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
