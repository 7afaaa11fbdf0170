"""A slow, plain resolver of the whole reading API over the plain data of a world: what every compiled reply must equal.

One resolver per field by graphql-core's own executor, no Cypher. It knows the meanings of the contract and nothing of
how the compiler works. Left out: `search` (judged by laws) and cursors (judged by following pages).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any

from graphcrm.access.sensitivity import Sensitivity, Sight
from graphcrm.access.viewers import Viewer
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.declarations import Holding, Property, Shape, camel
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import WayOf
from graphcrm.errors import BadUserInput, NotFound
from graphcrm.measures import normal_forms
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile import levels, worlds
from tests.compile.structures import Structures
from tests.compile.worlds import TODAY, Link, Node, World

_PARTS = ["ORGANIZER", "FROM", "TO", "ATTENDEE", "CC", "BCC"]


@dataclass(frozen=True)
class Seen:
    """A node as a value of the reply, with the day of the question around it."""

    node: Node
    as_of: date

    @property
    def noun(self) -> str:
        return self.node.noun


@dataclass(frozen=True)
class Row:
    """A link with the node at its end; `way` tells how it is shown."""

    link: Link
    node: Node
    as_of: date
    way: WayOf


@dataclass(frozen=True)
class Page:
    """A connection: all rows, and those of the page."""

    rows: list[Any]
    cut: list[Any]
    bounded: tuple[bool, bool]


class Reference:
    """Resolves fields for one viewer over one world."""

    def __init__(self, world: World, viewer: Viewer, rules: Rules) -> None:
        self.viewer = viewer
        self.rules = rules
        visible = {
            i: n for i, n in world.nodes.items()
            if viewer.lens.sees_all or not n.audience or set(n.audience) & set(viewer.teams)
        }  # fmt: skip
        links = [
            link for link in world.links
            if link.source in visible and link.target in visible and rules.sees_edge(VOCABULARY.edges[link.type])
        ]  # fmt: skip
        self.fields = {
            (f.on, f.key): f for f in worlds.defined(world)
            if rules.lens.shows(f"{f.on}.{f.name}", f.sensitivity)
            and (f.on not in VOCABULARY.edges or rules.sees_edge(VOCABULARY.edges[f.on]))
        }  # fmt: skip
        for node in world.of("FieldDefinition"):
            on, level = node.values["on"], Sensitivity[node.values["sensitivity"]]
            edge = VOCABULARY.edges.get(on)
            if not rules.lens.shows("", level) or (edge is not None and not rules.sees_edge(edge)):
                visible.pop(node.id)
        links = [replace(link, values=levels.told(link.values, link.values, viewer)) for link in links]
        told = (levels.change(one, viewer, rules.shown) for one in world.changes)
        self.world = World(visible, links, [one for one in told if one is not None])
        self.structures = Structures(self.world)

    # --- custom fields -------------------------------------------------------------------------------------------

    def custom(self, on: str, key: str) -> CustomField:
        """The field of a noun or edge type; refused where the viewer sees none."""
        found = [self.fields.get((noun, key)) for noun in VOCABULARY.concrete(on)]
        if None in found or len({f.type for f in found if f}) != 1:
            raise BadUserInput("not usable", reason="FIELD_NOT_USABLE")
        return found[0]  # type: ignore[return-value]

    def entries(self, on: str, values: dict[str, Any], keys: list[str] | None) -> list[dict[str, Any]]:
        """The entries of `customFields`."""
        wanted = None if keys is None else {self.custom(on, key).key for key in keys}
        fields = [f for (owner, _), f in self.fields.items() if owner == on and (wanted is None or f.key in wanted)]
        found = []
        for one in sorted(fields, key=lambda f: (normal_forms.sort_key(f.label), f.key)):
            value = values.get(one.name)
            if value is not None:
                shown = {"amount": value[0], "currency": value[1]} if one.type == "MONEY" else _written(value)
                found.append({"key": one.key, "label": one.label, "type": one.type, one.value: shown})
        return found

    def custom_key(self, one: CustomField, values: dict[str, Any]) -> Any:
        """What order and comparison see of a custom field."""
        value = values.get(one.name)
        if value is None or one.type not in ("TEXT", "URL", "MONEY"):
            return value
        return float(value[0]) if one.type == "MONEY" else normal_forms.sort_key(value)

    def _custom(self, given: dict[str, Any], noun: str, node: Node) -> bool:
        one = self.custom(noun, given["key"])
        known = self.custom_key(one, node.values)
        for name, wanted in given.items():
            if name == "key" or wanted is None:
                continue
            if name == "isNull":
                good = (known is None) is wanted
            elif name != one.value:
                raise BadUserInput("the wrong type")
            elif one.type == "BOOLEAN":
                good = known is wanted
            else:
                good = all(_compared(one.property, op, w, known) for op, w in wanted.items() if w is not None)
            if not good:
                return False
        return True

    # --- values --------------------------------------------------------------------------------------------------

    def shown(self, owner: str, prop: Property, values: dict[str, Any], subject: Any) -> Any:
        sight = self.rules.sight(owner, prop)
        if sight is Sight.HIDE:
            return None
        value = self.raw(owner, prop, values, subject)
        if sight is Sight.MASK:
            return _masked(prop, value)
        if prop.name == "sharing":
            return value or "DETAILS"
        if prop.kind.name == "Money":
            return None if value is None else {"amount": value[0], "currency": value[1]}
        return _written(value)

    def raw(self, owner: str, prop: Property, values: dict[str, Any], subject: Any) -> Any:
        """The value itself, computed ones included."""
        if prop.name == "id":
            return subject.node.id
        if prop.name == "current":
            return holds(subject.link, subject.as_of)
        if prop.name == "vacant":
            return not self.structures.holders(subject.node.id, subject.as_of)
        if prop.name == "last_contact_at":
            moments = [n.values["occurred_at"] for n in self.structures.interactions(subject.node.id)]
            return max(moments, default=None)
        return values.get(prop.name)

    def key(self, owner: str, prop: Property, values: dict[str, Any], subject: Any) -> Any:
        """What order and comparison see of a value."""
        value = self.raw(owner, prop, values, subject)
        if value is None:
            return None
        if prop.kind.name in ("Text", "Name"):
            return normal_forms.sort_key(value)
        if prop.kind.name == "Email":
            return normal_forms.email(value)
        return float(value[0]) if prop.kind.name == "Money" else value

    def require(self, owner: str, prop: Property) -> None:
        if self.rules.sight(owner, prop) is not Sight.SHOW:
            raise BadUserInput("not usable", reason="FIELD_NOT_USABLE")

    # --- filters -------------------------------------------------------------------------------------------------

    def fits(self, given: dict[str, Any] | None, noun: str, node: Node, as_of: date) -> bool:
        """Whether a node fits a filter."""
        for name, value in (given or {}).items():
            if value is None:
                continue
            if name == "and":
                good = all(self.fits(part, noun, node, as_of) for part in value)
            elif name == "or":
                good = any(self.fits(part, noun, node, as_of) for part in value)
            elif name == "not":
                good = not self.fits(value, noun, node, as_of)
            elif name == "custom":
                good = all(self._custom(part, noun, node) for part in value)
            else:
                good = self._one(name, value, node, as_of)
            if not good:
                return False
        return True

    def _one(self, name: str, value: Any, node: Node, as_of: date) -> bool:
        prop = VOCABULARY.properties[node.noun].get(name)
        if prop is not None and prop.filterable:
            return self._property(node.noun, prop, value, node, as_of)
        if name in ("worksFor", "email", "phone", "near"):
            return self._condition(name, value, node, as_of)
        way = VOCABULARY.ways[node.noun][name]
        if way.way.shape is Shape.ONE:
            return any(self.fits(value, way.target, r.node, as_of) for r in self.rows(way, node, as_of, None))
        day, current = value.get("asOf") or as_of, value.get("current")
        rows = self.rows(way, node, day, current)
        some, none = value.get("some"), value.get("none")
        if some is not None and not any(self.fits(some, way.target, r.node, day) for r in rows):
            return False
        return none is None or not any(self.fits(none, way.target, r.node, day) for r in rows)

    def _property(self, owner: str, prop: Property, value: Any, node: Node, as_of: date) -> bool:
        known = self.key(owner, prop, node.values, Seen(node, as_of))
        if prop.kind.name == "Boolean":
            return bool(known) is value
        return all(_compared(prop, op, wanted, known) for op, wanted in value.items() if wanted is not None)

    def _condition(self, name: str, value: dict[str, Any], node: Node, as_of: date) -> bool:
        if name == "near":
            here = node.values.get("latitude"), node.values.get("longitude")
            if None in here:
                return False
            return distance(here, (value["latitude"], value["longitude"])) <= value["km"] * 1000  # type: ignore[arg-type]
        if name == "worksFor":
            return self._works_for(value, node, as_of)
        medium = name.upper()
        form = normal_forms.email if medium == "EMAIL" else normal_forms.phone
        part = normal_forms.email if medium == "EMAIL" else normal_forms.phone_part
        for link in self.structures.out(node.id, "REACHED_AT"):
            point = self.world.nodes[link.target].values
            if point["medium"] != medium or not holds(link, as_of):
                continue
            key, good = point["address_key"], True
            for op, wanted in value.items():
                if wanted is None:
                    continue
                good = (
                    good
                    and {
                        "eq": lambda w=wanted, k=key: k == form(w),
                        "in": lambda w=wanted, k=key: k in [form(x) for x in w],
                        "contains": lambda w=wanted, k=key: part(w) in k,
                        "startsWith": lambda w=wanted, k=key: k.startswith(part(w)),
                        "domain": lambda w=wanted, p=point: p.get("domain") == normal_forms.domain(w),
                    }[op]()
                )
            if good:
                return True
        return False

    def _works_for(self, value: dict[str, Any], node: Node, as_of: date) -> bool:
        for link in self.structures.out(node.id, "HOLDS"):
            if not holds(link, as_of):
                continue
            for at in self.structures.out(link.target, "AT"):
                above = {at.target}
                if value.get("withUnits"):
                    above |= self.structures.closure(at.target, {"PART_OF"}, True, as_of)
                for identifier in above:
                    found = self.world.nodes[identifier]
                    if value.get("id") not in (None, found.id):
                        continue
                    if value.get("externalId") not in (None, found.values["external_id"]):
                        continue
                    return True
        return False

    # --- ways and lists ------------------------------------------------------------------------------------------

    def rows(self, way: WayOf, node: Node, as_of: date, current: bool | None) -> list[Row]:
        """The links of a way from a node that hold as it says, unordered."""
        found = []
        for link in self.world.links:
            near, far = (link.source, link.target) if way.outgoing else (link.target, link.source)
            if link.type != way.edge.type or near != node.id:
                continue
            other = self.world.nodes[far]
            where = way.way.where
            if "SOLID" in where and link.values.get("kind") != "SOLID":
                continue
            if "DOTTED" in where and link.values.get("kind") != "DOTTED":
                continue
            if "medium" in where and other.values["medium"] not in where:
                continue
            if way.way.holding is Holding.ON_DATE and not holds(link, as_of):
                continue
            if current is not None and holds(link, as_of) is not current:
                continue
            found.append(Row(link, other, as_of, way))
        return found

    def way_keys(self, way: WayOf) -> list[tuple[Callable[[Row], Any], bool]]:
        """The default order of a way: (key of a row, descending)."""
        keys: list[tuple[Callable[[Row], Any], bool]] = []
        properties = {p.name: p for p in way.edge.properties}
        named = set()
        for key in way.way.order:
            if key.on == "edge":
                if f"{way.edge.type}.{key.property}" not in self.rules.shown:
                    continue
                named.add(key.property)
                keys.append((self._link_key(key.property, key.expression), key.descending))
            else:
                name = key.property.removesuffix("_key")
                if all(f"{noun}.{name}" in self.rules.shown for noun in VOCABULARY.concrete(way.target)):
                    keys.append((self._node_key(name), key.descending))
        for name in (*way.edge.identity, *(("started_on",) if way.edge.dated else ())):
            if name not in named and f"{way.edge.type}.{name}" in self.rules.shown:
                prop = properties[name]
                keys.append((lambda r, p=prop: self.key(r.way.edge.type, p, r.link.values, r), False))
        return [*keys, *self.last_keys(way)]

    def last_keys(self, way: WayOf) -> list[tuple[Callable[[Row], Any], bool]]:
        """What ends every order: the id, and for who may not see two links whole what still tells them apart."""
        apart = way.edge.shared and not self.viewer.lens.sees_all
        return [(lambda r: r.node.id, False), *([(lambda r: r.link.apart, False)] if apart else [])]

    def _link_key(self, name: str, expression: str | None) -> Callable[[Row], Any]:
        if name == "part":
            return lambda r: _PARTS.index(r.link.values["part"])
        if name == "current":
            return lambda r: holds(r.link, r.as_of)
        if expression is not None:
            return lambda r: r.link.values.get("started_on") or date.min
        return lambda r: r.link.values.get(name)

    def _node_key(self, name: str) -> Callable[[Row], Any]:
        def key(row: Row) -> Any:
            prop = next((p for p in VOCABULARY.nouns[row.node.noun].properties if p.name == name), None)
            if prop is None:
                return None
            if row.node.noun == "ContactPoint" and name == "address":
                return row.node.values["address_key"]
            return self.key(row.node.noun, prop, row.node.values, Seen(row.node, row.as_of))

        return key

    def ordered(self, rows: list[Any], keys: list[tuple[Callable[[Any], Any], bool]]) -> list[Any]:
        """Stable sorts from the last key to the first; what is unknown stands last either way."""
        for key, descending in reversed(keys):
            known = [r for r in rows if key(r) is not None]
            unknown = [r for r in rows if key(r) is None]
            rows = (
                sorted(known, key=key, reverse=descending) + unknown
                if not descending
                else (_stable_reverse(known, key) + unknown)
            )
        return rows

    def order_by(
        self, given: list[dict[str, Any]], noun: str, way: WayOf | None
    ) -> list[tuple[Callable[[Any], Any], bool]]:
        keys: list[tuple[Callable[[Any], Any], bool]] = []
        for one in given:
            descending = one["direction"] == "DESC"
            if one.get("custom") is not None:
                keys.append((self._custom_order(one["custom"], noun, way), descending))
                continue
            name = one["field"].lower()
            links = {p.name: p for p in way.edge.properties} if way else {}
            if way is not None and name in links and links[name].expression is None:
                self.require(way.edge.type, links[name])
                keys.append((lambda r, p=links[name]: self.key(r.way.edge.type, p, r.link.values, r), descending))
                continue
            for concrete in VOCABULARY.concrete(noun):
                prop = next((p for p in VOCABULARY.nouns[concrete].properties if p.name == name), None)
                if prop is not None:
                    self.require(concrete, prop)
            keys.append((self._node_key(name), descending))
        return keys

    def _custom_order(self, key: str, noun: str, way: WayOf | None) -> Callable[[Any], Any]:
        """By a field of the link where it has one of this key, else of the node."""
        on_link = way is not None and (way.edge.type, key) in self.fields
        one = self.custom(way.edge.type if way is not None and on_link else noun, key)
        if one.type == "MULTI_CHOICE":
            raise BadUserInput("no order")
        return lambda row: self.custom_key(one, row.link.values if on_link else row.node.values)

    def page(self, rows: list[Any], arguments: dict[str, Any], default: int = 20) -> Page:
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise BadUserInput("both")
        if last is not None:
            return Page(rows, rows[-last:] if last else [], (False, len(rows) > last))
        size = default if first is None else first
        return Page(rows, rows[:size], (len(rows) > size, False))


def holds(link: Link, as_of: date) -> bool:
    start, end = link.values.get("started_on"), link.values.get("ended_on")
    return (start is None or start <= as_of) and (end is None or end >= as_of)


def _stable_reverse(rows: list[Any], key: Callable[[Any], Any]) -> list[Any]:
    return sorted(rows, key=key, reverse=True)  # keeps the order of equals


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _masked(prop: Property, value: Any) -> Any:
    if value is None:
        return None
    if prop.kind.name == "Name":
        return "".join(word[:1] + "." for word in value.split(" "))
    if prop.kind.name == "Email":
        return f"{value[:1]}***@***"
    return None


def _compared(prop: Property, op: str, wanted: Any, known: Any) -> bool:
    """Whether a value (its key) stands the comparison; an unknown one stands none but isNull."""
    if op == "isNull":
        return (known is None) is wanted
    if known is None:
        return False
    kind = prop.kind.name
    if kind in ("Text", "Name"):
        whole = [
            normal_forms.fold(w) + normal_forms.SEPARATOR for w in (wanted if isinstance(wanted, list) else [wanted])
        ]
        if op in ("eq", "in"):
            return any(known.startswith(w) for w in whole)
        folded = normal_forms.fold(wanted)
        if op in ("lt", "gte"):
            return (known < folded) is (op == "lt")
        return known.startswith(folded) if op == "startsWith" else folded in known
    if kind == "Texts":
        folds = [normal_forms.fold(w) for w in known]
        return any(normal_forms.fold(w) in folds for w in (wanted if op == "hasAny" else [wanted]))
    if kind == "Money":
        wanted = float(wanted)
    normal = normal_forms.NORMAL_FORMS.get(prop.normal or ("email" if kind == "Email" else ""))
    if normal:
        wanted = [normal(w) for w in wanted] if isinstance(wanted, list) else normal(wanted)
    return bool({
        "eq": lambda: known == wanted, "in": lambda: known in wanted, "lt": lambda: known < wanted,
        "lte": lambda: known <= wanted, "gt": lambda: known > wanted, "gte": lambda: known >= wanted,
        "startsWith": lambda: known.startswith(wanted), "contains": lambda: wanted in known,
    }[op]())  # fmt: skip


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres on a sphere; the test's points lie far from any border."""
    (p, q), (r, s) = ((radians(x), radians(y)) for x, y in (a, b))
    return 2 * 6_378_140 * asin(sqrt(sin((r - p) / 2) ** 2 + cos(p) * cos(r) * sin((s - q) / 2) ** 2))


__all__ = ["TODAY", "NotFound", "Page", "Reference", "Row", "Seen", "camel", "holds"]
