"""Scores: what each tells beside its number."""

from __future__ import annotations

from graphcrm.compile.declarations import Composite

PART = Composite(
    "ScorePart",
    "One factor of a score: the contributions of its parts add up to its value.",
    {
        "name": ("String!", "What is looked at."),
        "value": ("Float!", "How much of it there is, 0–1."),
        "weight": ("Float!", "What it counts."),
        "contribution": ("Float!", "What it adds to the score."),
        "reason": ("String!", "The facts behind it, as a sentence."),
    },
)
COMPOSITES = (PART,)
