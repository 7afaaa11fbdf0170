"""Sort keys from declared properties and from `orderBy`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphcrm.access.sensitivity import Act
from graphcrm.compile.declarations import Property
from graphcrm.compile.ordering import TEMPORAL, SortKey
from graphcrm.compile.rules import AS_OF, HERE, not_usable
from graphcrm.compile.values import NULL, Leaf
from graphcrm.errors import BadUserInput

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

_KEYS = 5

Links = tuple[str, dict[str, Property], str]


class Orders:
    """Makes the keys of an order. What a viewer does not see is refused as a key."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def given(self, order: Any, noun: str, at: str, as_of: str, links: Links | None = None) -> list[SortKey]:
        """The keys of an `orderBy`; `links` are the properties of the edge: its type, its properties, its variable."""
        if isinstance(order, Leaf):  # null: no order is asked for
            return []
        if len(order) > _KEYS:
            raise BadUserInput(f"An order has at most {_KEYS} keys.")
        found = []
        for one in order:
            descending = one["direction"].sample == "DESC"
            field, custom = one.get("field", NULL).sample, one.get("custom", NULL).sample
            if (field is None) is (custom is None):
                raise BadUserInput("Each key of an order names a field or a custom field: one of the two.")
            if field is None:
                found.append(self._custom(custom, noun, at, as_of, descending, links))
                continue
            name = field.lower()
            if links is not None:
                prop = next((p for p in links[1].values() if p.name == name), None)
                if prop is not None:
                    self._usable(links[0], prop)
                    found.append(self.key(links[0], prop, links[2], as_of, descending=descending))
                    continue
            found.append(self._of_node(name, noun, at, as_of, descending))
        return found

    def _custom(self, key: str, noun: str, at: str, as_of: str, descending: bool, links: Links | None) -> SortKey:
        """The key of a custom field: of the edge where that has it, else of the node."""
        fields = self._c.fields
        if links is not None and key in fields.of(links[0]):
            noun, at = links[0], links[2]
        found = fields.usable(noun, key)
        if found.type == "MULTI_CHOICE":
            raise BadUserInput(f"The custom field {key!r} holds several words: nothing can be ordered by it.")
        self._usable(noun, found.property)
        if found.property.enciphered:
            message = f"The custom field {key!r} is kept enciphered: nothing can be ordered by it."
            raise BadUserInput(message, reason="FIELD_NOT_USABLE")
        return self.key(noun, found.property, at, as_of, descending=descending)

    def _of_node(self, name: str, noun: str, at: str, as_of: str, descending: bool) -> SortKey:
        prop = None
        for concrete in self._c.vocabulary.concrete(noun):
            prop = self._c.vocabulary.property_of(concrete, name)
            if prop is not None:
                self._usable(concrete, prop)
        assert prop is not None, "validated against the schema"
        return self.key(noun, prop, at, as_of, descending=descending)

    def _usable(self, owner: str, prop: Property) -> None:
        if not self._c.rules.may(Act.SORT, owner, prop):
            raise not_usable(prop.name, f"{owner}.{prop.name}")
        self._c.noting.used(owner, prop)

    def key(self, owner: str, prop: Property, at: str, as_of: str, *, descending: bool = False) -> SortKey:
        """The sort key of a property of the node or edge `at`; `owner` is its noun or type. What is not told of an edge
        has no place in the order."""
        rules = self._c.rules
        if prop.expression is not None:
            text = rules.computed(prop.expression, owner).replace(HERE, at).replace(AS_OF, as_of)
        else:
            text = rules.guarded(owner, prop.name, at, f"{at}.{prop.order_key}")
        return SortKey(
            text,
            prop.name,
            descending,
            nullable=not prop.required or bool(rules.told(owner, prop.name, at)),
            indexed=prop.indexed or prop.unique,
            temporal=TEMPORAL.get(prop.kind.name),
        )
