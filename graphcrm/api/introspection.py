"""Questions about the schema itself, answered by graphql-core over the schema alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    execute_sync,
)

from graphcrm.api.documents import Operation


def answers(schema: GraphQLSchema, operation: Operation, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `__schema` and `__type` at the root of an operation by their keys. `variables` as they were sent;
    they have been found to fit."""
    node = operation.node
    only = OperationDefinitionNode(
        operation=node.operation,
        variable_definitions=node.variable_definitions,
        selection_set=_about_the_schema(node.selection_set, operation.fragments),
    )
    document = DocumentNode(definitions=(only, *operation.fragments.values()))
    result = execute_sync(schema, document, variable_values=dict(variables))
    assert isinstance(result, ExecutionResult)
    if result.errors:
        raise RuntimeError("the schema could not be read") from result.errors[0]
    return dict(result.data or {})


def _about_the_schema(
    selection_set: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> SelectionSetNode:
    """The selections without every field that is not about the schema; spreads are written out, of which the guards
    have found that there are few."""
    kept: list[SelectionNode] = []
    for selection in selection_set.selections:
        if isinstance(selection, FieldNode):
            if selection.name.value in ("__schema", "__type"):
                kept.append(selection)
        elif isinstance(selection, InlineFragmentNode):
            kept.append(_inline(selection, selection.type_condition, selection.selection_set, fragments))
        elif isinstance(selection, FragmentSpreadNode):
            fragment = fragments[selection.name.value]
            kept.append(_inline(selection, fragment.type_condition, fragment.selection_set, fragments))
    return SelectionSetNode(selections=tuple(kept))


def _inline(
    at: InlineFragmentNode | FragmentSpreadNode,
    type_condition: Any,
    selection_set: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
) -> InlineFragmentNode:
    return InlineFragmentNode(
        type_condition=type_condition,
        directives=at.directives,
        selection_set=_about_the_schema(selection_set, fragments),
    )
