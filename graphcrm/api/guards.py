"""What a document may ask at most, judged in one walk before validation, however its fragments are nested.

Each fragment is measured once, so that a bomb of fragments costs no more than its text.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from graphcrm.errors import QueryTooComplex


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document. `fields` counts every selection with its fragments written out."""

    tokens: int = 2000
    depth: int = 12
    introspection_depth: int = 20
    aliases: int = 30
    directives: int = 30
    root_fields: int = 10
    fields: int = 1000
    repeats: int = 20
    errors: int = 5


@dataclass(slots=True)
class _Size:
    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0

    def add(self, other: _Size) -> None:
        self.depth = max(self.depth, other.depth)
        self.aliases += other.aliases
        self.directives += other.directives
        self.fields += other.fields


class _Measure:
    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self._limits = limits
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[str, _Size] = {}
        self._open: set[str] = set()

    def selections(self, selection_set: SelectionSetNode) -> _Size:
        size = _Size()
        repeats: dict[str, int] = {}
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                repeats[key] = repeats.get(key, 0) + 1
                if repeats[key] > self._limits.repeats:
                    raise QueryTooComplex(f"The field {key} is selected too often in one place.", reason="TOKENS")
            size.add(self._selection(selection))
            _refuse(size, self._limits)
        return size

    def _selection(self, selection: SelectionNode) -> _Size:
        own = _Size(directives=len(selection.directives or ()))
        names = [directive.name.value for directive in selection.directives or ()]
        if len(set(names)) != len(names):
            raise QueryTooComplex("A directive stands twice at one place. Write it once.", reason="DIRECTIVES")
        if isinstance(selection, FieldNode):
            own.fields = 1
            own.aliases = 1 if selection.alias else 0
            own.depth = 1
            if selection.selection_set is not None:
                inner = self.selections(selection.selection_set)
                own.add(_Size(inner.depth + 1, inner.aliases, inner.directives, inner.fields))
        elif isinstance(selection, FragmentSpreadNode):
            own.add(self._fragment(selection.name.value))
        elif getattr(selection, "selection_set", None) is not None:
            own.add(self.selections(selection.selection_set))  # type: ignore[attr-defined]
        return own

    def _fragment(self, name: str) -> _Size:
        if name in self._open or name not in self._fragments:
            return _Size()  # a circle or an unknown one: validation says so
        if name not in self._known:
            self._open.add(name)
            self._known[name] = self.selections(self._fragments[name].selection_set)
            self._open.discard(name)
        return self._known[name]


def check(document: DocumentNode, limits: Limits) -> None:
    """Refuses a document that asks too much: QueryTooComplex with the one reason found first."""
    measure = _Measure(document, limits)
    try:
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                _check_operation(definition, measure, limits)
            elif isinstance(definition, FragmentDefinitionNode):
                _refuse(measure._fragment(definition.name.value), limits)
    except RecursionError as error:
        raise QueryTooComplex("The document is nested too deeply.", reason="DEPTH") from error


def _check_operation(operation: OperationDefinitionNode, measure: _Measure, limits: Limits) -> None:
    if len(operation.selection_set.selections) > limits.root_fields:
        raise QueryTooComplex(f"At most {limits.root_fields} fields may stand at the root.", reason="ALIASES")
    size = measure.selections(operation.selection_set)
    _refuse(size, limits)
    introspects = any(
        isinstance(s, FieldNode) and s.name.value.startswith("__") for s in operation.selection_set.selections
    )
    most = limits.introspection_depth if introspects else limits.depth
    if size.depth > most:
        raise QueryTooComplex(f"Fields may be nested {most} deep at most.", reason="DEPTH")


def _refuse(size: _Size, limits: Limits) -> None:
    if size.aliases > limits.aliases:
        raise QueryTooComplex(f"At most {limits.aliases} aliases may be used.", reason="ALIASES")
    if size.directives > limits.directives:
        raise QueryTooComplex(f"At most {limits.directives} directives may be used.", reason="DIRECTIVES")
    if size.fields > limits.fields:
        raise QueryTooComplex(f"At most {limits.fields} fields may be selected.", reason="TOKENS")
    if size.depth > limits.introspection_depth:
        raise QueryTooComplex("The document is nested too deeply.", reason="DEPTH")
