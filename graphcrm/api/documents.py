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
    parse,
    specified_rules,
    validate,
)

from graphcrm.api import guards
from graphcrm.api.guards import Limits
from graphcrm.errors import BadUserInput, GraphcrmError, ParseFailed, QueryTooComplex

_KEPT = 512


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a validated document. `key` names text and operation; `introspects`: it asks for the schema."""

    key: str
    digest: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    document: DocumentNode
    introspects: bool


class Invalid(GraphcrmError):
    """A document that does not fit the schema, with up to five errors."""

    code = "VALIDATION_FAILED"
    status = 400

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("The document does not fit the schema.")
        self.errors = errors


@dataclass(slots=True)
class _Document:
    node: DocumentNode
    digest: str
    operations: dict[str | None, Operation] = field(default_factory=dict)


class Documents:
    """The documents of one schema, the 512 used last."""

    def __init__(self, schema: GraphQLSchema, limits: Limits | None = None) -> None:
        self._schema = schema
        self._limits = limits or Limits()
        self._known: OrderedDict[str, _Document] = OrderedDict()

    def operation(self, text: str, name: str | None) -> Operation:
        """The operation of a document. ParseFailed, Invalid, QueryTooComplex; BadUserInput where the name fits none."""
        document = self._known.get(text)
        if document is None:
            document = self._read(text)
            self._known[text] = document
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(text)
        operation = document.operations.get(name)
        if operation is None:
            operation = document.operations[name] = _chosen(document, name)
        return operation

    def _read(self, text: str) -> _Document:
        node = self._parse(text)
        guards.check(node, self._limits)
        try:
            errors = validate(self._schema, node, specified_rules, max_errors=self._limits.errors)
        except RecursionError as error:
            raise QueryTooComplex("The document is nested too deeply.", reason="DEPTH") from error
        if errors:
            raise Invalid(list(errors)[: self._limits.errors])
        return _Document(node, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self._limits.tokens)
        except GraphQLSyntaxError as error:
            if "tokens" in error.message:
                message = f"A document may have at most {self._limits.tokens} tokens."
                raise QueryTooComplex(message, reason="TOKENS") from error
            if "nested too deeply" in error.message:
                raise QueryTooComplex("The document is nested too deeply.", reason="DEPTH") from error
            raise ParseFailed(error.message) from error
        except RecursionError as error:
            raise QueryTooComplex("The document is nested too deeply.", reason="DEPTH") from error


def _chosen(document: _Document, name: str | None) -> Operation:
    definitions = [d for d in document.node.definitions if isinstance(d, OperationDefinitionNode)]
    if name is None and len(definitions) > 1:
        raise BadUserInput("The document has several operations; say with operationName which one to run.")
    found = [d for d in definitions if name is None or (d.name is not None and d.name.value == name)]
    if not found:
        raise BadUserInput("The document has no operation of that name.")
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
