"""Documents: parsed, guarded and validated once for each text."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)

from graphcrm.api import guards
from graphcrm.api.guards import Limits
from graphcrm.errors import BadUserInput, ParseFailed, QueryTooComplex, ValidationFailed

_KEPT = 512
_KEPT_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a validated document. `key` names text and operation; `introspects`: it asks for the schema."""

    key: str
    digest: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    document: DocumentNode
    introspects: bool

    @property
    def subscribes(self) -> bool:
        """It goes on: a reply for each event, until somebody ends it."""
        return self.node.operation is OperationType.SUBSCRIPTION


class Invalid(ValidationFailed):
    """A document that does not fit the schema, with up to five errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("The document does not fit the schema.")
        self.errors = errors


class UnknownOperation(BadUserInput):
    """The document has no operation of the name given, or several and none was named."""


class NotSafe(BadUserInput):
    """An operation that changes something, sent by a method that must not."""

    status = 405


@dataclass(slots=True)
class _Document:
    node: DocumentNode
    digest: str
    operations: dict[str | None, Operation] = field(default_factory=dict)


class Documents:
    """The documents of one schema, the 512 used last (fewer, where they are long)."""

    def __init__(self, schema: GraphQLSchema, limits: Limits | None = None) -> None:
        self._schema = schema
        self._limits = limits or Limits()
        self._known: OrderedDict[str, _Document] = OrderedDict()
        self._characters = 0

    @property
    def limits(self) -> Limits:
        return self._limits

    def operation(self, text: str, name: str | None, *, only_queries: bool = False) -> Operation:
        """The operation of a document. ParseFailed, ValidationFailed, QueryTooComplex; UnknownOperation where the name
        fits none; NotSafe where `only_queries` may be sent and it is none."""
        document = self._known.get(text)
        if document is None:
            node = self._parse(text)
            guards.check(node, self._limits)
            if only_queries:
                _require_query(node, name)
            document = self._validated(node, text)
            self._keep(text, document)
        else:
            self._known.move_to_end(text)
        operation = document.operations.get(name)
        if operation is None:
            operation = document.operations[name] = _chosen(document, name)
        if only_queries:
            _require_query(document.node, name)
        return operation

    def _parse(self, text: str) -> DocumentNode:
        limits = self._limits
        try:
            return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
        except GraphQLSyntaxError as error:
            if error.message.startswith("Syntax Error: Document contains "):
                message = f"A document may have at most {limits.tokens} tokens and as many comments."
                raise QueryTooComplex(message, reason="TOKENS") from error
            if error.message.startswith("Syntax Error: Document is nested too deeply"):
                raise guards.too_deep() from error
            raise SyntaxFailed(error) from error

    def _validated(self, node: DocumentNode, text: str) -> _Document:
        try:
            errors = validate(self._schema, node, specified_rules, max_errors=self._limits.errors)
        except RecursionError as error:
            raise guards.too_deep() from error
        if errors:
            raise Invalid(list(errors)[: self._limits.errors])
        return _Document(node, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    def _keep(self, text: str, document: _Document) -> None:
        self._known[text] = document
        self._characters += len(text)
        while len(self._known) > _KEPT or (self._characters > _KEPT_CHARACTERS and len(self._known) > 1):
            oldest, _ = self._known.popitem(last=False)
            self._characters -= len(oldest)


class SyntaxFailed(ParseFailed):
    """A text that is no GraphQL, with the place where that shows."""

    def __init__(self, error: GraphQLSyntaxError) -> None:
        super().__init__(error.message)
        self.errors: list[GraphQLError] = [error]


def _found(document: DocumentNode, name: str | None) -> list[OperationDefinitionNode]:
    definitions = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return [d for d in definitions if name is None or (d.name is not None and d.name.value == name)]


def _require_query(document: DocumentNode, name: str | None) -> None:
    found = _found(document, name)
    if len(found) == 1 and found[0].operation is not OperationType.QUERY:
        raise NotSafe("Only queries can be sent by this method. Send POST.", reason="METHOD")


def _chosen(document: _Document, name: str | None) -> Operation:
    found = _found(document.node, name)
    if len(found) > 1:
        raise UnknownOperation("The document has several operations; say with operationName which one to run.")
    if not found:
        raise UnknownOperation("The document has no operation of that name.")
    fragments = {d.name.value: d for d in document.node.definitions if isinstance(d, FragmentDefinitionNode)}
    introspects = _introspects(found[0], fragments)
    return Operation(f"{document.digest}:{name}", document.digest, found[0], fragments, document.node, introspects)


def _introspects(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether `__schema` or `__type` stands at the root, fragments followed. Validated, so there are no circles."""
    todo = [operation.selection_set]
    while todo:
        for selection in todo.pop().selections:
            if isinstance(selection, FieldNode):
                if selection.name.value in ("__schema", "__type"):
                    return True
            elif hasattr(selection, "selection_set"):
                todo.append(selection.selection_set)
            else:
                todo.append(fragments[selection.name.value].selection_set)  # type: ignore[attr-defined]
    return False
