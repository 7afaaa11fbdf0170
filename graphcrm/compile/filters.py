"""Filters as predicates, and the place a search for them best begins.

A filter arrives lifted (see `values`). Whatever a viewer does not see is refused at any depth; related records carry
the row rule inside EXISTS, so that a hidden one can neither satisfy nor spoil a condition.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from graphcrm.access.sensitivity import Act
from graphcrm.compile import custom_parts, restricting
from graphcrm.compile.custom_fields import FieldsSeen
from graphcrm.compile.declarations import Argument, Condition, Holding, Property, Shape
from graphcrm.compile.noting import Noting
from graphcrm.compile.rules import AS_OF, HERE, Rules, not_usable
from graphcrm.compile.values import NULL, Leaf
from graphcrm.compile.vocabulary import Vocabulary, WayOf
from graphcrm.errors import BadUserInput
from graphcrm.measures.normal_forms import NORMAL_FORMS, SEPARATOR, fold

_DEPTH = 3
_LIST = 100
_TEXT = 500
_COMPARISON = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


class Names(Protocol):
    """What a filter needs of the statement it becomes part of."""

    def parameter(self, leaf: Leaf) -> str: ...
    def variable(self, kind: str) -> str: ...


class Filters:
    """Predicates over one statement under one set of rules."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        rules: Rules,
        names: Names,
        fields: Callable[[], FieldsSeen],
        noting: Noting,
    ) -> None:
        self.vocabulary = vocabulary
        self.rules = rules
        self.names = names
        self.fields = fields
        self.noting = noting

    def predicate(self, given: Any, noun: str, at: str, as_of: str, depth: int = 0) -> list[str]:
        """The conditions of a lifted filter on variable `at`, to be joined by AND."""
        found: list[str] = []
        for key, value in given.items() if isinstance(given, dict) else ():
            if value is NULL:
                continue
            if key == "and":
                for part in _limited(value):
                    found.extend(self.predicate(part, noun, at, as_of, depth))
            elif key == "or":
                parts = [self._all(part, noun, at, as_of, depth) for part in _limited(value)]
                found.append(f"({' OR '.join(parts)})" if parts else "false")
            elif key == "not":
                found.append(f"NOT coalesce({self._all(value, noun, at, as_of, depth)}, false)")
            else:
                found.extend(self._one(key, value, noun, at, as_of, depth))
        return found

    def _all(self, given: Any, noun: str, at: str, as_of: str, depth: int) -> str:
        parts = self.predicate(given, noun, at, as_of, depth)
        return f"({' AND '.join(parts)})" if parts else "true"

    def _one(self, key: str, value: Any, noun: str, at: str, as_of: str, depth: int) -> list[str]:
        """A property, a way or a condition of a noun (of an abstract: one that its nouns share)."""
        if key == "custom":
            return custom_parts.conditions(self, _limited(value), noun, at, as_of)
        concrete = self.vocabulary.concrete(noun)[0]
        for name in self.vocabulary.concrete(noun):
            prop = self.vocabulary.properties[name].get(key)
            if prop is not None and prop.filterable:
                if not self.rules.may(Act.FILTER, name, prop):
                    raise not_usable(key, f"{name}.{prop.name}")
                self.noting.used(name, prop)
        prop = self.vocabulary.properties[concrete].get(key)
        if prop is not None and prop.filterable:
            return self.property(prop, value, at, as_of)
        for condition in self.vocabulary.nouns[concrete].conditions:
            if condition.name == key:
                return [self._condition(condition, condition.cypher, value, at, as_of)]
        return self._way(key, value, noun, at, as_of, depth)

    def _way(self, key: str, value: Any, noun: str, at: str, as_of: str, depth: int) -> list[str]:
        """A condition on related records. The nouns of an abstract may have ways of one name along other edges."""
        ways: dict[tuple[str, bool], list[str]] = {}
        for name in self.vocabulary.concrete(noun):
            way = self.vocabulary.ways[name][key]
            ways.setdefault((way.edge.type, way.outgoing), []).append(name)
        found = [
            (names, self._relation(self.vocabulary.ways[names[0]][key], value, at, as_of, depth))
            for names in ways.values()
        ]
        if len(found) == 1:
            return found[0][1]
        cases = [f"({at}:{'|'.join(names)} AND {' AND '.join(conditions) or 'true'})" for names, conditions in found]
        return [f"({' OR '.join(cases)})"]

    # --- properties --------------------------------------------------------------------------------------------

    def property(self, prop: Property, value: Any, at: str, as_of: str) -> list[str]:
        """The conditions on one property. `value` is a lifted operator object, or a leaf for a Boolean."""
        plain = self.rules.stored(prop).replace(HERE, at).replace(AS_OF, as_of)
        if isinstance(value, Leaf):
            truth = plain if prop.expression else f"coalesce({plain}, false)"
            return [truth if value.sample else f"NOT {truth}"]
        key = plain if prop.expression is not None else f"{at}.{prop.order_key}"
        return [self._operator(prop, name, leaf, plain, key) for name, leaf in value.items() if leaf is not NULL]

    def _operator(self, prop: Property, operator: str, leaf: Leaf, plain: str, key: str) -> str:
        if operator == "isNull":
            return f"{plain} IS {'NULL' if leaf.sample else 'NOT NULL'}"
        leaf = _checked(leaf)
        if prop.kind.name == "Money":
            return f"{key} {_COMPARISON[operator]} {self.names.parameter(leaf.map(_number))}"
        if prop.kind.name in ("Text", "Name"):
            return self._text(operator, leaf, key)
        if operator in _COMPARISON:
            return f"{key} {_COMPARISON[operator]} {self.names.parameter(leaf)}"
        if prop.kind.name == "Texts":
            name = self.names.parameter(leaf.map(_each(fold)))
            return f"{name} IN {key}" if operator == "has" else f"any(word IN {name} WHERE word IN {key})"
        normal = NORMAL_FORMS.get(prop.normal or ("email" if prop.kind.name == "Email" else ""))
        name = self.names.parameter(leaf.map(_each(normal)) if normal else leaf)
        return f"{key} {_WORDS[operator]} {name}"

    def _text(self, operator: str, leaf: Leaf, key: str) -> str:
        if operator == "eq":
            return f"{key} STARTS WITH {self.names.parameter(leaf.map(_whole))}"
        if operator == "in":
            name = self.names.parameter(leaf.map(_each(_whole)))
            return f"any(word IN {name} WHERE {key} STARTS WITH word)"
        # A key begins with the fold, so what begins with it, or is it, comes from there on in the order.
        compare = _COMPARISON.get(operator) or _WORDS[operator]
        return f"{key} {compare} {self.names.parameter(leaf.map(fold))}"

    # --- related records ---------------------------------------------------------------------------------------

    def _relation(self, way: WayOf, value: Any, at: str, as_of: str, depth: int) -> list[str]:
        if depth >= _DEPTH:
            raise BadUserInput(f"A filter may go through at most {_DEPTH} levels of related records.")
        self._follow(way)
        if way.way.shape is Shape.ONE:
            return [f"EXISTS {{ {self.related(way, value, at, as_of, depth)} }}"]
        leaf = value.get("asOf", NULL)
        day = self.names.parameter(leaf) if leaf is not NULL else as_of
        found = []
        for word, given in value.items():
            if word in ("some", "none") and given is not NULL:
                exists = f"EXISTS {{ {self.related(way, given, at, day, depth, value.get('current'))} }}"
                found.append(exists if word == "some" else f"NOT {exists}")
        return found

    def _follow(self, way: WayOf) -> None:
        self.rules.require((way.edge.type,), way.way.name)
        self.noting.along(way.edge)

    def related(
        self, way: WayOf, given: Any, at: str, as_of: str, depth: int, current: Leaf | None = None, begin: str = ""
    ) -> str:
        """`MATCH (at)-[…]->(m) WHERE …` for the related records that fit; `begin` is m where it was matched before."""
        edge, node = self.names.variable("r"), begin or self.names.variable("n")
        conditions = self.way_conditions(way, edge, node, as_of, current)
        if not begin:
            conditions += self.predicate(given, way.target, node, as_of, depth + 1)
        arrow = ("-", "->") if way.outgoing else ("<-", "-")
        text = f"MATCH ({at}){arrow[0]}[{edge}:{way.edge.type}]{arrow[1]}({node})"
        return f"{text} WHERE {' AND '.join(conditions)}" if conditions else text

    def way_conditions(self, way: WayOf, edge: str, node: str, as_of: str, current: Leaf | None = None) -> list[str]:
        """What must hold for an edge and the node at its end to be followed: date, kind, row rule."""
        found = []
        if way.way.where:
            found.append(way.way.where.replace("{r}", edge).replace("{m}", node))
        if way.way.holding is Holding.ON_DATE:
            found.append(self.rules.holds(way.edge, edge, as_of))
            if current is not None and current.sample is False:  # only what holds is there
                found.append("false")
        elif current is not None and current.sample is not None:
            text = f"({self.rules.holds(way.edge, edge, as_of)})"
            found.append(text if current.sample else f"NOT {text}")
        found += restricting.met(node, self.vocabulary.concrete(way.target))
        rule = self.rules.row(node, way.target)
        return [*found, rule] if rule else found

    # --- conditions --------------------------------------------------------------------------------------------

    def _condition(self, condition: Condition, text: str, value: Any, at: str, as_of: str) -> str:
        given = [a for a in condition.arguments if a.piece and value.get(a.name, NULL) is not NULL]
        for needs in (condition.needs, *(argument.needs for argument in given)):
            self.rules.require(needs, condition.name)
            self.noting.needed(needs)
        pieces = [self._piece(argument, value[argument.name]) for argument in given]
        if not pieces and any(a.piece for a in condition.arguments):
            raise BadUserInput(f"The filter {condition.name} needs one of its keys.")
        text = self.rules.expand(text.replace("{n}", at), as_of).replace("{given}", " AND ".join(pieces))
        for argument in condition.arguments:
            if argument.piece is None:
                leaf = value.get(argument.name, NULL)
                leaf = Leaf(argument.default) if leaf is NULL else leaf
                if argument.bounds is not None:
                    leaf = leaf.map(_within(argument.name, argument.bounds))
                text = text.replace(f"${argument.name}", self.names.parameter(leaf))
        return text

    def _piece(self, argument: Argument, leaf: Leaf) -> str:
        normal = NORMAL_FORMS[argument.normal] if argument.normal else None
        leaf = _checked(leaf)
        name = self.names.parameter(leaf.map(_each(normal)) if normal else leaf)
        return (argument.piece or "").replace("$value", name)

    # --- where to begin ----------------------------------------------------------------------------------------

    def anchor(self, given: Any, noun: str, at: str, as_of: str) -> tuple[str, Any] | None:
        """A MATCH that finds `at` from the related side, and what is left of the filter; None where it may not help."""
        if not isinstance(given, dict):
            return None
        for condition in self.vocabulary.nouns[noun].conditions:
            value = given.get(condition.name, NULL)
            if condition.anchor and value is not NULL:
                rest = {k: v for k, v in given.items() if k != condition.name}
                return self._condition(condition, condition.anchor, value, at, as_of), rest
        for key, way in self.vocabulary.ways[noun].items():
            value = given.get(key)
            if isinstance(value, dict) and self._selective(way, value):
                return self._from_related(way, value, noun, at, as_of), {k: v for k, v in given.items() if k != key}
        return None

    def _selective(self, way: WayOf, value: dict[str, Any]) -> bool:
        """Whether an index finds few related records: equality on an indexed property, and nothing but `some`."""
        some = value.get("some")
        if not isinstance(some, dict) or value.get("none", NULL) is not NULL or way.target not in self.vocabulary.nouns:
            return False
        properties = self.vocabulary.properties[way.target]
        return any(
            key in properties
            and (properties[key].indexed or properties[key].unique)
            and isinstance(v, dict)
            and any(v.get(word, NULL) is not NULL for word in ("eq", "in"))
            for key, v in some.items()
        )

    def _from_related(self, way: WayOf, value: dict[str, Any], noun: str, at: str, as_of: str) -> str:
        self._follow(way)
        node = self.names.variable("n")
        leaf = value.get("asOf", NULL)
        day = self.names.parameter(leaf) if leaf is not NULL else as_of
        found = self.predicate(value["some"], way.target, node, day, 1)
        related = self.related(way, {}, f"{at}:{noun}", day, 0, value.get("current"), begin=node)
        # An index on a property ends with the id, and is of use only where something is said of both.
        begin = f"MATCH ({node}:{way.target}) WHERE {' AND '.join([*found, f'{node}.id IS NOT NULL'])}"
        return f"{begin}\n{related}\nWITH DISTINCT {at}"


_WORDS = {"eq": "=", "in": "IN", "contains": "CONTAINS", "startsWith": "STARTS WITH"}


def _whole(text: str) -> str:
    return fold(text) + SEPARATOR


def _number(amount: Any) -> float:
    try:
        return float(Decimal(str(amount)))
    except (ArithmeticError, ValueError) as error:
        raise BadUserInput(f"{str(amount)[:40]!r} is not an amount.") from error


def _each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: [change(item) for item in value] if isinstance(value, list) else change(value)


def _limited(value: Any) -> list[Any]:
    parts = value if isinstance(value, list) else [value]
    if len(parts) > _LIST:
        raise BadUserInput(f"A filter may hold at most {_LIST} parts in `and`, `or` or `custom`.")
    return parts


def _check(value: Any) -> Any:
    if isinstance(value, list) and len(value) > _LIST:
        raise BadUserInput(f"A list in a filter may hold at most {_LIST} values.")
    if isinstance(value, str) and len(value) > _TEXT:
        raise BadUserInput(f"A text in a filter may have at most {_TEXT} characters.")
    return value


def _within(name: str, bounds: tuple[float, float]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not bounds[0] <= value <= bounds[1]:
            raise BadUserInput(f"{name} must lie between {bounds[0]:g} and {bounds[1]:g}.")
        return value

    return check


def _checked(leaf: Leaf) -> Leaf:
    return leaf.map(_check)
