"""The plan of a statement, as the server means to run it: every operator is one that only reads what patterns name, and
no step is expected to give too many rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graphcrm.errors import Gated

MOST_ROWS = 20_000_000.0
# By the name before the bracket: versions differ in what stands in it. Scans of all nodes or relations are not here.
_NAMES = """
ProduceResults Projection Filter Argument EmptyRow Optional Limit ExhaustiveLimit Skip Sort PartialSort Top PartialTop
Distinct OrderedDistinct EagerAggregation OrderedAggregation Unwind Union OrderedUnion Eager CacheProperties Anti
NullifyMetadata
NodeByLabelScan UnionNodeByLabelsScan IntersectionNodeByLabelsScan NodeIndexSeek NodeUniqueIndexSeek MultiNodeIndexSeek
NodeIndexSeekByRange NodeUniqueIndexSeekByRange NodeIndexScan NodeIndexContainsScan NodeIndexEndsWithScan
NodeCountFromCountStore RelationshipCountFromCountStore
DirectedRelationshipTypeScan UndirectedRelationshipTypeScan DirectedUnionRelationshipTypesScan
UndirectedUnionRelationshipTypesScan DirectedRelationshipIndexSeek UndirectedRelationshipIndexSeek
DirectedRelationshipIndexScan UndirectedRelationshipIndexScan DirectedRelationshipIndexSeekByRange
UndirectedRelationshipIndexSeekByRange
Expand OptionalExpand VarLengthExpand PruningVarLengthExpand BFSPruningVarLengthExpand ShortestPath StatefulShortestPath
Repeat RepeatOptions BidirectionalRepeat ProjectEndpoints
Apply SemiApply AntiSemiApply SelectOrSemiApply SelectOrAntiSemiApply LetSemiApply LetAntiSemiApply LetSelectOrSemiApply
LetSelectOrAntiSemiApply ConditionalApply AntiConditionalApply RollUpApply CartesianProduct NodeHashJoin ValueHashJoin
NodeLeftOuterHashJoin NodeRightOuterHashJoin LeftOuterHashJoin RightOuterHashJoin TriadicSelection TriadicBuild
TriadicFilter AssertSameNode
"""
_OPERATORS = frozenset(_NAMES.split())
# A subquery within CASE or a list does not stand in the plan, only in the text of the step it is part of.
_WITHIN = re.compile(r"\b(COLLECT|EXISTS|COUNT)\s*\{")


def judge(kind: str | None, plan: Mapping[str, Any] | None, *, understood: bool = False) -> None:
    """Gated unless the server says that a statement only reads, by steps that are known, of a size that is sensible.
    `understood`: the grammar has read all of it, so that subqueries which no plan shows are known too."""
    if kind != "r" or plan is None:
        raise Gated("The database would not run this as a question that only reads.")
    for step in _steps(plan):
        name = re.split(r"[(@]", str(step.get("operatorType", "")))[0].strip()
        if name not in _OPERATORS:
            raise Gated(f"The database would run this by a step that may not be used: {name or 'unknown'}.")
        told = step.get("args", {})
        if not understood and _WITHIN.search(str(told.get("Details", ""))):
            raise Gated("A subquery may not stand within CASE or a list: give it a name in a WITH before.")
        if float(told.get("EstimatedRows", 0.0)) > MOST_ROWS:
            raise Gated("This would look at very many rows. Tie its patterns to each other, or begin with a filter.")


def _steps(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    todo = [plan]
    while todo:  # ends: a plan is a tree
        step = todo.pop()
        yield step
        todo.extend(step.get("children", ()))
