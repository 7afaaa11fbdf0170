"""What a document selects: fields merged by response key, fragments flattened, skip and include applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
    VariableNode,
)

Fields = dict[str, list[FieldNode]]


class Selections:
    """Collects the fields of one operation. Fragments cannot be circular: the document was validated."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self._fragments = fragments
        self._variables = variables

    def of(self, nodes: Sequence[FieldNode], fits: Callable[[str], bool]) -> Fields:
        """The fields below `nodes` (all of one response key), for the type whose fragments `fits` accepts."""
        found: Fields = {}
        for node in nodes:
            if node.selection_set is not None:
                self.into(found, node.selection_set, fits)
        return found

    def into(self, found: Fields, selection: SelectionSetNode, fits: Callable[[str], bool]) -> None:
        for node in selection.selections:
            if node.directives and not self._wanted(node.directives):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                found.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or fits(node.type_condition.name.value):
                    self.into(found, node.selection_set, fits)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                if fits(fragment.type_condition.name.value):
                    self.into(found, fragment.selection_set, fits)

    def _wanted(self, directives: Sequence[DirectiveNode]) -> bool:
        for directive in directives:
            name = directive.name.value
            if name in ("skip", "include"):
                value = directive.arguments[0].value if directive.arguments else None
                truth = self._variables.get(value.name.value) if isinstance(value, VariableNode) else value
                truth = truth.value if isinstance(truth, BooleanValueNode) else truth
                if bool(truth) is (name == "skip"):
                    return False
        return True
