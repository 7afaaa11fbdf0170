"""What breaks when people go: computed without writing, by the same formulas as of what is."""

from __future__ import annotations

from graphcrm.compile.declarations import Composite, Question, Shape
from graphcrm.vocabulary.records import PERSONAL

_NEEDS = ("KNOWS", "TOOK_PART_IN", "HOLDS")
_COMMITTEE = (*_NEEDS, "STAKEHOLDER_IN", "STAKEHOLDER_IN.buying_role")

WHAT_IF = Composite(
    "WhatIf",
    "What would be lost if people went: their ties and seats are taken away, nothing else.",
    {"people": ("[Person!]!", "Who would be gone: the person, or who holds seats at the unit alone.")},
)
COMPOSITES = (WHAT_IF,)


def _question(field: str, path: str, shape: Shape, **more: object) -> Question:
    given = {"needs": _NEEDS, "sensitivity": PERSONAL, "binds": (("leavers", "leavers"),), **more}
    return Question(field, f"what_if/{path}", shape, WHAT_IF.name, **given)  # type: ignore[arg-type]


QUESTIONS = (
    Question(
        "whatIf",
        "what_if/leaving",
        Shape.ROW,
        type_name=WHAT_IF.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
    ),
    _question("lostCoverage", "lost_coverage", Shape.LIST, row_type="LostCoverage"),
    _question("orphanedReports", "orphaned_reports", Shape.LIST),
    _question("dealsAtRisk", "deals_at_risk", Shape.LIST, needs=_COMMITTEE),
    _question("cutOff", "cut_off", Shape.LIST),
    _question("replacements", "replacements", Shape.CONNECTION),
)
