"""The edges on which labels of other records depend: they are taken away by a statement that looks at those again."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge
from graphcrm.compile.vocabulary import Vocabulary


def of(vocabulary: Vocabulary, noun: str) -> list[Edge]:
    """Those that records of a noun may be at the end of."""
    return [
        edge
        for edge in vocabulary.edges.values()
        if edge.marks is not None and noun in {*vocabulary.concrete(edge.source), *vocabulary.concrete(edge.target)}
    ]
