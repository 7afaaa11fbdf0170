"""What may come: new ties, silence, and who is like whom. Short lists with reasons, never claims."""

from __future__ import annotations

from graphcrm.compile.declarations import Edge, Property, Question, Shape
from graphcrm.compile.kinds import INSTANT, NUMBER, TEXT
from graphcrm.vocabulary.records import PERSONAL

_NEEDS = ("KNOWS", "TOOK_PART_IN")

MAY_CONNECT = Edge(
    "MAY_CONNECT",
    "Person",
    "Person",
    "Two people without a tie who may get in touch, computed from time to time over what everybody may see: the fifty "
    "likeliest of each.",
    PERSONAL,
    derived=True,
    properties=(
        Property("score", NUMBER, "The sum over their common contacts; comparable within one run.", PERSONAL),
        Property("computed_at", INSTANT, "When it was computed.", PERSONAL),
        Property("version", TEXT, "What it was computed with.", PERSONAL),
    ),
)


def _question(field: str, **more: object) -> Question:
    path = {"likelyContacts": "likely_contacts", "likelySilence": "likely_silence", "similar": "similar_people"}[field]
    given = {"bind": "person", "needs": _NEEDS, "sensitivity": PERSONAL, **more}
    return Question(field, f"predictions/{path}", Shape.CONNECTION, "Person", **given)  # type: ignore[arg-type]


QUESTIONS = (
    _question("likelyContacts", needs=(*_NEEDS, "MAY_CONNECT"), page=10, page_limit=50),
    _question("likelySilence"),
    _question("similar", page=10, page_limit=50),
    Question(
        "similar",
        "predictions/similar_organizations",
        Shape.CONNECTION,
        "Organization",
        bind="organization",
        page=10,
        page_limit=50,
        needs=(*_NEEDS, "HOLDS"),
        sensitivity=PERSONAL,
    ),
)
