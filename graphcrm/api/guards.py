"""What a document may ask at most, judged before validation, however its fragments are nested.

Two walks, both bounded by the text and not by what it multiplies to. The first measures each fragment once and so
learns what the document amounts to with its fragments written out; once that is small, the second writes them out and
looks at what stands in one place. What validation would find at great cost (a fragment within itself, an unused one)
is found here at none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
)

from graphcrm.errors import QueryTooComplex, ValidationFailed

_INTROSPECTION = ("__schema", "__type")


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document. `selections` counts fields, spreads and inline fragments with all fragments written
    out; `repeats` the fields that answer under one key at one place; `input_depth` lists and objects within values;
    `places` is how long a list of that name may be in a variable: as many as a map has people."""

    tokens: int = 2000
    depth: int = 12
    introspection_depth: int = 20
    aliases: int = 30
    directives: int = 30
    root_fields: int = 10
    selections: int = 1000
    repeats: int = 20
    operations: int = 20
    arguments: int = 30
    variables: int = 100
    input_depth: int = 24
    input_list: int = 500
    places: int = 2000
    input_values: int = 10_000
    errors: int = 5


@dataclass(slots=True)
class _Size:
    aliases: int = 0
    directives: int = 0
    selections: int = 0

    def add(self, other: _Size) -> None:
        self.aliases += other.aliases
        self.directives += other.directives
        self.selections += other.selections


def check(document: DocumentNode, limits: Limits) -> None:
    """Refuses a document that asks too much: QueryTooComplex with the one reason found first, ValidationFailed for
    fragments that include themselves or that nobody uses."""
    try:
        _Check(document, limits).document()
    except RecursionError as error:
        raise too_deep() from error


def check_variables(given: Mapping[str, Any], limits: Limits) -> None:
    """Refuses variable values (as JSON gives them) that are nested too deeply or too many."""
    values = 0
    level: list[tuple[str, Any]] = [("", given)]
    for depth in range(limits.input_depth + 1):  # ends: one level of nesting at a time
        inner: list[tuple[str, Any]] = []
        for name, value in level:
            items = value.items() if isinstance(value, Mapping) else (("", item) for item in value)
            most = limits.places if name == "places" else limits.input_list
            if depth and isinstance(value, list) and len(value) > most:
                raise _long_list(most)
            values += len(value)
            inner.extend((key, item) for key, item in items if isinstance(item, dict | list))
        if values > limits.input_values:
            raise QueryTooComplex(f"At most {limits.input_values} values may be sent at once.", reason="TOKENS")
        if not inner:
            return
        level = inner
    raise too_deep()


def too_deep() -> QueryTooComplex:
    return QueryTooComplex("The document is nested too deeply.", reason="DEPTH")


def _long_list(most: int) -> QueryTooComplex:
    return QueryTooComplex(f"A list may have at most {most} values.", reason="TOKENS")


class _Check:
    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        definitions = document.definitions
        self._limits = limits
        self._operations = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self._fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        self._known: dict[str, _Size] = {}
        self._open: set[str] = set()

    def document(self) -> None:
        limits = self._limits
        if len(self._operations) > limits.operations:
            message = f"A document may have at most {limits.operations} operations."
            raise QueryTooComplex(message, reason="TOKENS")
        selections = 0
        for operation in self._operations:
            size = self._operation(operation)
            selections += size.selections
            if selections > limits.selections:
                raise _selections(limits)
        unused = next((name for name in self._fragments if name not in self._known), None)
        if unused is not None and self._operations:
            raise ValidationFailed(f"Fragment {unused} is never used. Leave it out.")
        for operation in self._operations:
            self._written_out(operation)

    # The first walk: each fragment once.

    def _operation(self, operation: OperationDefinitionNode) -> _Size:
        variables = operation.variable_definitions or ()
        if len(variables) > self._limits.variables:
            message = f"An operation may have at most {self._limits.variables} variables."
            raise QueryTooComplex(message, reason="TOKENS")
        size = _Size(directives=self._directives(operation.directives or ()))
        for variable in variables:
            size.directives += self._directives(variable.directives or ())
            if variable.default_value is not None:
                self._value(variable.default_value)
        size.add(self._selections(operation.selection_set))
        self._refuse(size)
        return size

    def _selections(self, selection_set: SelectionSetNode) -> _Size:
        size = _Size()
        for selection in selection_set.selections:
            size.add(self._selection(selection))
            self._refuse(size)
        return size

    def _selection(self, selection: SelectionNode) -> _Size:
        size = _Size(selections=1)
        if selection.directives:
            size.directives = self._directives(selection.directives)
        if isinstance(selection, FieldNode):
            if selection.alias:
                size.aliases = 1
            if selection.arguments:
                self._arguments(selection.arguments)
            if selection.selection_set is not None:
                size.add(self._selections(selection.selection_set))
        elif isinstance(selection, FragmentSpreadNode):
            size.add(self._fragment(selection.name.value))
        elif isinstance(selection, InlineFragmentNode):
            size.add(self._selections(selection.selection_set))
        return size

    def _fragment(self, name: str) -> _Size:
        if name in self._open:
            raise ValidationFailed(f"Fragment {name} includes itself. Leave one of its spreads out.")
        found = self._known.get(name)
        if found is not None:
            return found
        fragment = self._fragments.get(name)
        if fragment is None:
            return _Size()  # validation says that there is none
        self._open.add(name)
        found = _Size(directives=self._directives(fragment.directives or ()))
        found.add(self._selections(fragment.selection_set))
        self._open.discard(name)
        self._known[name] = found
        return found

    def _directives(self, directives: Iterable[DirectiveNode]) -> int:
        names = [directive.name.value for directive in directives]
        if len(set(names)) != len(names):
            raise QueryTooComplex("A directive stands twice at one place. Write it once.", reason="DIRECTIVES")
        for directive in directives:
            self._arguments(directive.arguments or ())
        return len(names)

    def _arguments(self, arguments: Iterable[ArgumentNode]) -> None:
        given = list(arguments)
        if len(given) > self._limits.arguments:
            message = f"A field may have at most {self._limits.arguments} arguments."
            raise QueryTooComplex(message, reason="TOKENS")
        for argument in given:
            if isinstance(argument.value, ListValueNode | ObjectValueNode):
                self._value(argument.value)

    def _value(self, value: ValueNode) -> None:
        level = [value]
        for _ in range(self._limits.input_depth + 1):  # ends: one level of nesting at a time
            inner: list[ValueNode] = []
            for node in level:
                if isinstance(node, ListValueNode):
                    if len(node.values) > self._limits.input_list:
                        raise _long_list(self._limits.input_list)
                    inner.extend(node.values)
                elif isinstance(node, ObjectValueNode):
                    inner.extend(field.value for field in node.fields)
            if not inner:
                return
            level = inner
        raise too_deep()

    def _refuse(self, size: _Size) -> None:
        limits = self._limits
        if size.selections > limits.selections:
            raise _selections(limits)
        if size.aliases > limits.aliases:
            raise QueryTooComplex(f"At most {limits.aliases} aliases may be used.", reason="ALIASES")
        if size.directives > limits.directives:
            raise QueryTooComplex(f"At most {limits.directives} directives may be used.", reason="DIRECTIVES")

    # The second walk: fragments written out, which the first has found to be at most `selections` steps.

    def _written_out(self, operation: OperationDefinitionNode) -> None:
        roots = self._grouped([operation.selection_set])
        if len(roots) > self._limits.root_fields:
            message = f"At most {self._limits.root_fields} fields may stand at the root."
            raise QueryTooComplex(message, reason="ALIASES")
        schemas = 0
        for group in roots.values():
            name = group[0].name.value
            schemas += name == "__schema"
            most = self._limits.introspection_depth if name in _INTROSPECTION else self._limits.depth
            self._place(group, 1, most, plain=name in _INTROSPECTION)
        if schemas > 1:
            raise QueryTooComplex("The schema may be asked for once in an operation.", reason="ALIASES")

    def _place(self, group: list[FieldNode], depth: int, most: int, *, plain: bool) -> None:
        if depth > most:
            raise QueryTooComplex(f"Fields may be nested {most} deep at most.", reason="DEPTH")
        inner = [field.selection_set for field in group if field.selection_set is not None]
        for fields in self._grouped(inner).values() if inner else ():
            if plain and fields[0].alias is not None:
                # An alias multiplies what the schema answers, a megabyte with thirty of them.
                raise QueryTooComplex("Aliases may not be used below __schema and __type.", reason="ALIASES")
            self._place(fields, depth + 1, most, plain=plain)

    def _grouped(self, selection_sets: list[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """The fields of one place by the key they answer under, in order."""
        found: dict[str, list[FieldNode]] = {}
        todo = [iter(one.selections) for one in reversed(selection_sets)]
        while todo:
            selection = next(todo[-1], None)
            if selection is None:
                todo.pop()
            elif isinstance(selection, FieldNode):
                key = selection.alias.value if selection.alias else selection.name.value
                group = found.setdefault(key, [])
                group.append(selection)
                if len(group) > self._limits.repeats:
                    raise QueryTooComplex("A field is selected too often in one place.", reason="TOKENS")
            elif isinstance(selection, InlineFragmentNode):
                todo.append(iter(selection.selection_set.selections))
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value in self._fragments:
                todo.append(iter(self._fragments[selection.name.value].selection_set.selections))
        return found


def _selections(limits: Limits) -> QueryTooComplex:
    return QueryTooComplex(f"At most {limits.selections} fields may be selected.", reason="TOKENS")
