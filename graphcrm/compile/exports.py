"""Statements that read whole nouns and edges out, page by page, for files: under the viewer's rights, as everywhere.

A page is cut by the external id of a record, those without one come after by their id: so equal graphs are read in the
same order. Each statement answers with one record: the key after which the next page begins (null: there is none), and
the rows as one list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphcrm.access.sensitivity import Act, Sight
from graphcrm.compile import enciphered, restricting
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Edge, Noun, Property, Reference
from graphcrm.compile.hanging import SAID, SUBSIDIARIES
from graphcrm.compile.rules import HERE, Rules
from graphcrm.compile.writing import other_end

TEAM = "Team"
KEYS = ("external_id", "id")


class Exports:
    """What one viewer may take out."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.vocabulary = rules.vocabulary

    def sees(self, owner: Noun | Edge, prop: Property) -> bool:
        """Whether a property may stand in a file: a mask may not, nor what is not to leave."""
        name = owner.name if isinstance(owner, Noun) else owner.type
        return self.rules.sight(name, prop) is Sight.SHOW and self.rules.may(Act.EXPORT, name, prop)

    def sees_reference(self, reference: Reference) -> bool:
        """Whether a list of a noun may stand in a file: with its edges, and with what it says of them and of their
        ends."""
        edge = self.vocabulary.edges[reference.edge]
        end = self.vocabulary.nouns.get(other_end(edge, reference))
        shown = not (end is not None and not end.governed) or self.sees(end, _title(end))
        said = [p for p in edge.properties if p.name == reference.suffix or p.name in reference.fixed]
        return (
            edge.type in self.rules.shown & self.rules.usable(Act.EXPORT)
            and shown
            and all(self.sees(edge, prop) for prop in said)
        )

    def taken(self, facts: Iterable[str]) -> bool:
        """Whether these facts may all stand in a file."""
        return self.rules.usable(Act.EXPORT).issuperset(facts)

    def value(self, owner: Noun | Edge, variable: str, prop: Property) -> str:
        """The value of a property that the viewer sees; of an enciphered one to be deciphered."""
        if prop.enciphered:
            return self._cell(owner, variable, prop.name, prop)
        return prop.kind.shown.replace("{x}", self.rules.stored(prop).replace(HERE, variable))

    def currency(self, owner: Noun | Edge, variable: str, prop: Property) -> str:
        """The currency of an amount that the viewer sees."""
        if prop.enciphered:
            return self._cell(owner, variable, f"{prop.name}_currency", prop)
        return f"{variable}.{prop.name}_currency"

    def custom(self, variable: str, field: CustomField) -> str:
        """The value of a custom field that the viewer sees; of an amount, with its currency. What is enciphered, to be
        deciphered: of an amount both parts."""
        if field.property.enciphered:
            amount, currency = (
                enciphered.cell(self.vocabulary, field.on, variable, name, field.property.kind)
                for name in (field.name, f"{field.name}_currency")
            )
            return f"[{amount}, {currency}]" if field.type == "MONEY" else amount
        if field.type == "MONEY":
            return f"{variable}.{field.name} + ' ' + {variable}.{field.name}_currency"
        return field.property.kind.shown.replace("{x}", f"{variable}.{field.name}")

    def _cell(self, owner: Noun | Edge, variable: str, name: str, prop: Property) -> str:
        label = owner.name if isinstance(owner, Noun) else owner.type
        return enciphered.cell(self.vocabulary, label, variable, name, prop.kind)

    def key(self, variable: str, noun: str) -> str:
        """What a file calls a record: its external id, else its id. `noun` may be abstract: then as its nouns are."""
        cases = {self._named(one) for one in self.vocabulary.concrete(noun)}
        return f"coalesce({variable}.external_id, {variable}.id)" if cases == {True} else f"{variable}.id"

    def listed(self, variable: str, reference: Reference, order: Sequence[str]) -> str:
        """The list of a column of a node, as [key, what stands after it, whether a reader of the file takes another
        record for it]. `order` are the nouns that a name is looked for in, one after the other."""
        edge = self.vocabulary.edges[reference.edge]
        end = other_end(edge, reference)
        left, right = ("<-", "-") if reference.incoming else ("-", "->")
        on_edge = {p.name for p in edge.properties}
        where = [f"{'e' if name in on_edge else 'm'}.{name} = '{said}'" for name, said in reference.fixed.items()]
        where += [rule] if (rule := self._row("m", end)) else []
        hangs = end in self.vocabulary.nouns and not self.vocabulary.nouns[end].governed
        key = f"m.{self.vocabulary.nouns[end].title}" if hangs else self.key("m", end)
        suffix = f"e.{reference.suffix}" if reference.suffix else "null"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        pattern = f"({variable}){left}[e:{edge.type}]{right}(m:{self.vocabulary.label(end)})"
        return f"COLLECT {{ MATCH {pattern}{condition} RETURN [{key}, {suffix}, {self._mistaken(order)}] }}"

    def party(self, noun: str) -> str:
        """What a file calls the source a of a fact, where it is of this noun."""
        return f"CASE WHEN a:{noun} THEN {self.key('a', noun)} END"

    def audience(self) -> str:
        """The teams that n is said to be for alone; what follows from that for others follows again."""
        return self.teams(f"n.{SAID}")

    def teams(self, ids: str) -> str:
        """Teams of which there are ids, named as in a list of a column."""
        key = self.key("m", TEAM)
        return f"COLLECT {{ MATCH (m:{TEAM}) WHERE m.id IN {ids} RETURN [{key}, null, false] }}"

    def beyond(self, edge: Edge, references: Sequence[Reference], fields: Iterable[CustomField]) -> list[str]:
        """What an edge r to b says that none of these lists tells of, as conditions."""
        fixed = {name: {r.fixed[name] for r in references if name in r.fixed} for r in references for name in r.fixed}
        told = {*fixed, *(r.suffix for r in references)}
        said = [*(p for p in self._stored(edge) if p.name not in told), *(one.property for one in fields)]
        found = [f"{self.rules.stored(prop).replace(HERE, 'r')} IS NOT NULL" for prop in said]
        end = self.vocabulary.nouns.get(edge.target)
        return found if end is None or end.governed else [*found, *self._beyond_end(end, fixed)]

    def _beyond_end(self, end: Noun, fixed: Mapping[str, set[str]]) -> Iterator[str]:
        for prop in self._stored(end):
            if prop.name in fixed:
                yield f"NOT b.{prop.name} IN {sorted(fixed[prop.name])}"
            elif not prop.required and prop.file_column is not None:
                yield f"b.{prop.name} IS NOT NULL"
        for reference in filter(self.sees_reference, end.references):
            about = self.vocabulary.edges[reference.edge]
            rule = self._row("m", about.target)
            where = f" WHERE {rule}" if rule else ""
            yield f"EXISTS {{ MATCH (b)-[:{about.type}]->(m:{self.vocabulary.label(about.target)}){where} }}"

    def _stored(self, owner: Noun | Edge) -> list[Property]:
        return [p for p in owner.properties if p.expression is None and self.sees(owner, p)]

    def records(self, noun: Noun, columns: Iterable[str], by: str) -> str:
        """$after, $size, $teams → [last key, rows]: each the id and `columns`, which are Cypher over n. `by` is the key
        of the page: one of `KEYS`."""
        return (
            f"{self._page('n', noun.name, by)} WITH collect(n) AS page\n"
            f"RETURN page[-1].{by}, COLLECT {{ UNWIND page AS n RETURN [{', '.join(['n.id', *columns])}] }}"
        )

    def facts(self, edge: Edge, source: str, columns: Iterable[str], by: str) -> str:
        """$after, $size, $teams → [last key, rows]: the edges r from a to b that leave so many records of the noun
        `source`, each the ids of its ends and `columns`. One that is not whole for the viewer is left out: what else a
        file told of it would be imported as another fact."""
        rules = [*([rule] if (rule := self._row("b", edge.target)) else []), *self.rules.whole(edge, "r")]
        where = f" WHERE {' AND '.join(rules)}" if rules else ""
        label = self.vocabulary.label(edge.target)
        told = ", ".join(["a.id", "b.id", *columns])
        return (
            f"{self._page('a', source, by)} WITH collect(a) AS page\n"
            f"RETURN page[-1].{by}, COLLECT {{ UNWIND page AS a MATCH (a)-[r:{edge.type}]->(b:{label}){where} "
            f"RETURN [{told}] }}"
        )

    def keys(self, noun: str) -> tuple[str, ...]:
        """By which keys the records of a noun are read, one after the other."""
        return KEYS if self._named(noun) else KEYS[1:]

    def any_fact(self, edge: Edge, conditions: Sequence[str]) -> str:
        """$teams → whether the viewer sees an edge r from a to b of which one of `conditions` holds."""
        rules = [rule for v, noun in (("a", edge.source), ("b", edge.target)) if (rule := self._row(v, noun))]
        where = " AND ".join([*rules, *self.rules.whole(edge, "r"), f"({' OR '.join(conditions)})"])
        ends = (self.vocabulary.label(edge.source), self.vocabulary.label(edge.target))
        return f"RETURN EXISTS {{ MATCH (a:{ends[0]})-[r:{edge.type}]->(b:{ends[1]}) WHERE {where} }}"

    def limited(self, noun: Noun) -> str:
        """$teams → how many records the viewer sees that are for some teams alone."""
        where = " AND ".join(filter(None, [self._row("n", noun.name), "n.audience IS NOT NULL"]))
        return f"MATCH (n:{noun.name}) WHERE {where} RETURN count(n)"

    def with_subsidiaries(self) -> str:
        """→ how many organizations are limited together with their subsidiaries."""
        return f"MATCH (n:Organization) WHERE n.{SUBSIDIARIES} RETURN count(n)"

    def restricted(self) -> str:
        """→ how many persons are restricted."""
        return f"MATCH (n:{restricting.label(restricting.PERSON)}) RETURN count(n)"

    def has_value(self, owner: Noun | Edge, field: CustomField) -> str:
        """→ whether anything has a value of a field, whoever may see it."""
        kept = self.rules.stored(field.property)
        if isinstance(owner, Edge):
            return f"RETURN EXISTS {{ MATCH ()-[r:{owner.type}]->() WHERE {kept.replace(HERE, 'r')} IS NOT NULL }}"
        return f"RETURN EXISTS {{ MATCH (n:{owner.name}) WHERE {kept.replace(HERE, 'n')} IS NOT NULL }}"

    def _page(self, variable: str, noun: str, by: str) -> str:
        where = [f"{variable}.{by} > $after"]
        if by == "id" and "external_id" in self.keys(noun):
            where.append(f"{variable}.external_id IS NULL")
        where += [rule] if (rule := self._row(variable, noun)) else []
        return (
            f"MATCH ({variable}:{self.vocabulary.label(noun)}) WHERE {' AND '.join(where)}\n"
            f"WITH {variable} ORDER BY {variable}.{by} LIMIT $size"
        )

    def _row(self, variable: str, noun: str) -> str:
        return self.rules.row(variable, noun)

    def _named(self, noun: str) -> bool:
        """Whether the viewer sees what the records of a noun are called by where they come from."""
        declared = self.vocabulary.nouns[noun]
        return any(p.name == "external_id" and self.sees(declared, p) for p in declared.properties)

    def _mistaken(self, order: Sequence[str]) -> str:
        cases = []
        for index, noun in enumerate(order[1:], start=1):
            others = " OR ".join(self._called_alike(other) for other in order[:index])
            cases.append(f"WHEN m:{noun} THEN {others}")
        return f"CASE {' '.join(cases)} ELSE false END" if cases else "false"

    def _called_alike(self, noun: str) -> str:
        rule = self._row("x", noun)
        where = f" WHERE {rule}" if rule else ""
        return f"EXISTS {{ MATCH (x:{noun} {{external_id: m.external_id}}){where} }}"


def _title(noun: Noun) -> Property:
    """The property by which a file names what hangs on a record: an address, a category."""
    return next(prop for prop in noun.properties if prop.name == noun.title)
