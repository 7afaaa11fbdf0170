"""What the names of a statement stand for, and whether the viewer may meet what it asks for.

A name is judged by all its places in the statement together, whatever their order and scope: so a mistake about scopes
cannot show anything. Where a node stands without a label, that of its other places is written to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graphcrm.compile.custom_fields import STORED
from graphcrm.compile.gate.allowed import PARTS
from graphcrm.compile.gate.reach import Reach
from graphcrm.compile.gate.values import ENTITY, PROPERTY, Value
from graphcrm.errors import Gated


@dataclass(slots=True)
class Node:
    """A node where it stands in a pattern: its variable, its labels, the types of the single relations at its sides
    with the node at their other end."""

    name: str | None
    labels: list[str]
    where: str
    beside: list[tuple[list[str], Node]] = field(default_factory=list)


@dataclass(slots=True)
class _Name:
    """All that a name was seen to be."""

    nouns: set[str] = field(default_factory=set)
    types: set[str] = field(default_factory=set)
    values: list[Value] = field(default_factory=list)


class Meaning:
    """Gathers what a statement says, and judges it at its end."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.facts: set[str] = set()
        self._names: dict[str, _Name] = {}
        self._nodes: list[Node] = []
        self._asked: list[tuple[Value, str, str]] = []
        self._returned: list[tuple[Value, str]] = []
        self._indexed: list[tuple[Value, str]] = []

    # --- what is said ---

    def node(self, node: Node) -> None:
        for label in node.labels:
            if label not in self.reach.labels:
                raise Gated(
                    f"There is no label {label} that you may ask for, at {node.where}. /model lists those you may."
                )
        self._nodes.append(node)
        if node.name is not None:
            self._named(node.name).nouns.update(self._nouns(node.labels))

    def relation(self, name: str | None, types: list[str], where: str, *, walks: bool) -> None:
        for type_ in types:
            if type_ not in self.reach.types:
                raise Gated(
                    f"There is no relation {type_} that you may ask for, at {where}. /model lists those you may."
                )
        unnamed = sorted(set(types) - self.reach.walkable)
        if walks and unnamed:
            raise Gated(
                f"Of several steps by {unnamed[0]} each node needs its label: write "
                f"((a:LABEL)-[:{unnamed[0]}]-(b:LABEL)){{1,3}}, at {where}."
            )
        self.facts.update(types)
        if name is not None:
            self._named(name).types.update(types)

    def value(self, name: str, value: Value) -> None:
        """A name for a value."""
        self._named(name).values.append(value)

    def variable(self, name: str) -> Value:
        """The value of a name, as far as it was said what it is."""
        known = self._names.get(name)
        alone = frozenset((name,))
        said = [ENTITY] if known is None or known.nouns or known.types or not known.values else known.values
        return Value(
            alone,
            direct=name,
            size=max(one.size for one in said),
            many=max(one.many for one in said),
            each=max(one.each for one in said),
            whole=alone,
        )

    def everything(self) -> Value:
        """All that has a name: `*`."""
        names = frozenset(self._names)
        return replace(ENTITY, names=names, whole=names)

    def property(self, base: Value, key: str, where: str) -> Value:
        """A property that is read of a value."""
        self._asked.append((base, key, where))
        return PROPERTY

    def indexed(self, base: Value, where: str) -> None:
        """An element of a value that is not named by a number: of a node or relation it would be a property."""
        self._indexed.append((base, where))

    def returned(self, value: Value, where: str) -> None:
        """A value that the statement gives."""
        self._returned.append((value, where))

    def property_of(self, owners: Iterable[str], key: str, where: str) -> None:
        """A property that a pattern says of a node or relation with these labels or types."""
        found = sorted({noun for one in owners for noun in self.reach.labels.get(one, (one,))})
        self._usable(found, key, where)

    # --- what follows ---

    def judge(self) -> None:
        """Gated where something may not be asked for."""
        for node in self._nodes:
            self._beside(node)
        for base, where in self._indexed:
            if self._owners(base) != set():
                raise Gated(f"What stands in [ ] at {where} must be a whole number: a property is named by .name.")
        for value, where in self._returned:
            if self._within(value, set()) and self._is_gathered(value, set()):
                raise Gated(f"Give nodes and relations in rows of their own, or collect a property of theirs: {where}.")
        for base, key, where in self._asked:
            owners = self._owners(base)
            if owners is None:
                self._unknown(key, where)
            elif owners:
                self._usable(sorted(owners), key, where)

    def labels(self, node: Node) -> list[str]:
        """The nouns of a node: its own, else those of its name."""
        if node.labels:
            return self._nouns(node.labels)
        nouns = set() if node.name is None else self._entities(node.name, set())
        if not nouns or not nouns <= set(self.reach.labels):
            raise Gated(f"Say what the node at {node.where} is: (x:Person), (:Organization) …")
        return sorted(nouns)

    def _nouns(self, labels: Iterable[str]) -> list[str]:
        return sorted({noun for label in labels for noun in self.reach.labels[label]})

    def _named(self, name: str) -> _Name:
        return self._names.setdefault(name, _Name())

    def _entities(self, name: str, seen: set[str]) -> set[str]:
        """The nouns and types of a name; {"?"} where they are not known, nothing where it is a plain value."""
        known = self._names.get(name)
        if known is None:
            return {"?"}
        found = known.nouns | known.types
        if name not in seen:
            for value in known.values:
                found |= self._within(value, {*seen, name})
        return found

    def _within(self, value: Value, seen: set[str]) -> set[str]:
        if value.direct is not None:
            return self._entities(value.direct, seen)
        holds = value.entity or any(self._entities(name, seen) for name in value.names)
        return {"?"} if holds else set()

    def _is_gathered(self, value: Value, seen: set[str]) -> bool:
        """Whether as many as there are rows may be in a value: a node in a row counts as one, in a list as nothing."""
        if value.gathered:
            return True
        names = value.whole - seen
        said = [one for name in names if name in self._names for one in self._names[name].values]
        return any(self._is_gathered(one, seen | names) for one in said)

    def _owners(self, base: Value) -> set[str] | None:
        """What a property is read of; None where that is not known, nothing where it is no node or relation."""
        found = self._within(base, set())
        return None if "?" in found else found

    def _usable(self, owners: list[str], key: str, where: str) -> None:
        custom = key.startswith(STORED)  # of those that the viewer does not see nothing is known here
        facts = [self.reach.usable[owner].get(key) for owner in owners if custom or key in self._stored(owner)]
        if not facts or None in facts:
            missing = max(owners, key=lambda o: key not in self.reach.usable[o] and key in self._stored(o))
            raise Gated(
                f"{missing} has no property {key} that you may ask for, at {where}. /model lists those you may.",
                facts=[f"{missing}.{key}"],
            )
        self.facts.update(fact for fact in facts if fact is not None)

    def _stored(self, owner: str) -> frozenset[str]:
        return self.reach.declared[owner] | self.reach.usable[owner].keys()

    def _unknown(self, key: str, where: str) -> None:
        """A property of something that may be any node or relation: all that have one must show it."""
        if key in PARTS:
            return
        owners = [owner for owner in self.reach.usable if key in self._stored(owner)]
        if not owners or key.startswith(STORED):
            raise Gated(
                f"It is not clear what .{key} is read of, at {where}. Give the node or relation a name of its own."
            )
        self._usable(owners, key, where)

    def _beside(self, node: Node) -> None:
        """An address or a category is met only beside what it hangs on: others hang on persons nobody may meet."""
        hung = self.reach.hung & set(self.labels(node))
        if not hung:
            return
        for types, other in node.beside:
            if types and set(types) <= self.reach.hangs and not self.reach.hung & set(self.labels(other)):
                return
        raise Gated(
            f"Beside the {sorted(hung)[0]} at {node.where} name what it hangs on: "
            "(p:Person)-[:REACHED_AT]->(c:ContactPoint)."
        )
