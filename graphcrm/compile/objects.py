"""Objects: what is selected of a node or of a link becomes a positional row.

An object of one noun is a list of expressions. An object of an interface is a pair [noun, row], chosen by label; the
subqueries of each noun run only for its own nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import FieldNode

from graphcrm.access.sensitivity import Sight
from graphcrm.compile import decoding, enciphered
from graphcrm.compile.custom_fields import FIELD
from graphcrm.compile.declarations import Property
from graphcrm.compile.decoding import Decoder
from graphcrm.compile.pasts import PAST, Told
from graphcrm.compile.places import of_node
from graphcrm.compile.rules import AS_OF, HERE
from graphcrm.compile.statement import Built, Cost

if TYPE_CHECKING:  # the parts of a compilation refer to each other; `compilation` joins them
    from graphcrm.compile.compilation import Compilation

Group = Sequence[FieldNode]


@dataclass(slots=True)
class Parts:
    """The fields of one object: response keys, an expression each, decoders where needed."""

    keys: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    decoders: list[tuple[str, Decoder]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)

    def add(self, key: str, built: Built) -> None:
        self.keys.append(key)
        self.items.append(built.expression)
        if built.decode is not None:
            self.decoders.append((key, built.decode))
        self.calls.extend(built.calls)
        self.costs.extend(built.costs)

    @property
    def expression(self) -> str:
        return f"[{', '.join(self.items)}]"

    @property
    def decode(self) -> Decoder:
        return decoding.row(self.keys, self.decoders)


class Objects:
    """Compiles the selections below a node."""

    def __init__(self, compilation: Compilation) -> None:
        self._c = compilation

    def object(self, group: Group, noun: str, at: str, as_of: str) -> Built:
        """The node `at` (never null) as the selection of `group` wants it."""
        if noun in self._c.vocabulary.abstracts:
            return self._of_interface(group, noun, at, as_of)
        parts = self.parts(group, noun, at, as_of)
        return Built(parts.expression, parts.decode, parts.calls, parts.costs)

    def parts(self, group: Group, noun: str, at: str, as_of: str, told: Told | None = None) -> Parts:
        """The fields selected of a node of one noun; `told`: with the values it had on a day."""
        c, parts = self._c, Parts()
        properties, ways = c.vocabulary.properties[noun], c.vocabulary.ways[noun]
        for key, nodes in c.selections.of(group, c.fits(noun)).items():
            name = nodes[0].name.value
            if name in properties:
                parts.add(key, self.property(nodes, noun, properties[name], at, as_of, told))
            elif name == "__typename":
                parts.add(key, Built(f"'{noun}'"))
            elif name == FIELD:
                parts.add(key, c.custom.values(nodes, noun, at, told))
            elif name == PAST:
                parts.add(key, c.pasts.past(nodes, noun, at))
            elif name in ways and ways[name].way.field:
                parts.add(key, c.ways.way(nodes, noun, ways[name], at, as_of))
            else:
                asked = c.vocabulary.questions_on[noun][name]
                parts.add(key, c.questions.question(nodes, asked, of_node(asked, at), as_of))
        return parts

    def property(
        self,
        group: Group,
        owner: str,
        prop: Property,
        at: str,
        as_of: str,
        told: Told | None = None,
        whose: str | None = None,
    ) -> Built:
        """One property of a node or an edge at `at`, as the viewer sees it; `told`: as it was on a day; `whose` as in
        `Noting.property`."""
        past = self._c.pasts.property(owner, prop, at, told) if told is not None else None
        if prop.kind.name == "Money":
            built = self._money(group, owner, prop, at, told)
        elif prop.kind.name == "Json":
            built = Built(self._c.rules.field(owner, prop).replace(HERE, at), decoding.from_json)
        elif past is not None:
            built = Built(past, self._deciphered(owner, prop, told))
        else:
            text = self._c.rules.field(owner, prop).replace(HERE, at)
            built = Built(text.replace(AS_OF, as_of) if prop.expression else text, self._deciphered(owner, prop))
        return self._c.noting.property(built, owner, prop, at, whose)

    def _deciphered(self, owner: str, prop: Property, told: Told | None = None) -> Decoder | None:
        kept = prop.enciphered or (told is not None and enciphered.old_is_enciphered(prop))
        return self._c.deciphered() if kept and self._c.rules.sight(owner, prop) is Sight.SHOW else None

    def _money(self, group: Group, owner: str, prop: Property, at: str, told: Told | None) -> Built:
        if self._c.rules.sight(owner, prop) is not Sight.SHOW:
            return Built("null")
        amount, currency = self._c.pasts.money(owner, prop, at, told)
        stored = {"amount": amount, "currency": currency, "__typename": "'Money'"}
        parts = Parts()
        for key, nodes in self._c.selections.of(group, lambda _: True).items():
            parts.add(key, Built(stored[nodes[0].name.value], self._deciphered(owner, prop, told)))
        text = f"CASE WHEN {amount} IS NOT NULL THEN {parts.expression} END"
        return Built(text, parts.decode)

    def _of_interface(self, group: Group, noun: str, at: str, as_of: str) -> Built:
        built = Built("", None)
        cases, decoders = [], {}
        for name in self._c.vocabulary.concrete(noun):
            parts = self.parts(group, name, at, as_of)
            decoders[name] = parts.decode
            expression = parts.expression
            if parts.calls:
                result = self._c.statement.variable("c")
                inner = "\n".join(parts.calls)
                built.calls.append(
                    f"CALL ({at}) {{\nMATCH ({at}) WHERE {at}:{name}\n{inner}\n"
                    f"RETURN collect({expression})[0] AS {result}\n}}"
                )
                expression = result
            built.costs.extend(parts.costs)
            cases.append(f"WHEN {at}:{name} THEN ['{name}', {expression}]")
        built.expression = f"CASE {' '.join(cases)} END"
        built.decode = decoding.by_label(decoders)
        return built
