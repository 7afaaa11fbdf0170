"""Duplicates: records that may be one, what was judged of them, and who may be there already that one is about to
enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphcrm.compile.declarations import Composite, Edge, Enumeration, Noun, Property, Question, Shape
from graphcrm.compile.kinds import INSTANT, NUMBER, TEXT
from graphcrm.compile.made_rows import Made, MadeQuestion
from graphcrm.compile.mutations import Act, Field, Mutation
from graphcrm.vocabulary.records import CONFIDENTIAL, PERSONAL

JUDGE = "duplicates.judge"
NOUN = Enumeration(
    "DuplicateNoun", "Of which records.", {"PERSON": "People.", "ORGANIZATION": "Organizations, but no units."}
)
VERDICT = Enumeration(
    "Verdict",
    "What somebody judged of two records.",
    {
        "SAME": "They are one and the same; along a chain of these too.",
        "DIFFERENT": "They are two, and so is whatever is the same as one of them.",
        "UNSURE": "Nobody can tell; asked again when either of them is changed.",
    },
)
AGREEMENT = Enumeration(
    "Agreement",
    "How far two values agree.",
    {
        "DIFFERS": "Hardly, or not.",
        "CLOSE": "They are alike: an initial, two typing errors.",
        "VERY_CLOSE": "They are very much alike: a typing error, a pet name, another script.",
        "EQUAL": "They are the same once case, accents and notation are gone, or have something in common.",
    },
)
FIELD = Composite(
    "DuplicateField",
    "What one field says of two records: weights add up, with that of any two at random, to the logarithm of the odds.",
    {
        "field": ("String!", "Which: given_name, email, employer, correspondents (whom they are in touch with) …"),
        "agreement": ("Agreement!", "How far it agrees."),
        "weight": ("Float!", "What that adds: above 0 it speaks for one record, below for two."),
        "first": ("[String!]!", "What the first has, as it is now and as you see it."),
        "second": ("[String!]!", "What the second has."),
    },
)
JUDGED = Composite(
    "DuplicateJudgement",
    "What was judged of two records.",
    {
        "id": ("ID!", "The id of the judgement."),
        "verdict": ("Verdict!", "What was judged."),
        "by": ("User", "Who did; null for a machine, and if you may not see them."),
        "machine": ("Boolean!", "No person did."),
        "at": ("DateTime!", "When."),
        "reason": ("String", "Why, as they said."),
    },
    {"reason": CONFIDENTIAL},
)
DUPLICATE = Composite(
    "Duplicate",
    "Two records that may be one.",
    {
        "first": ("Party!", "The one: the record with the smaller id."),
        "second": ("Party!", "The other."),
        "score": ("Float!", "The probability that they are one, of what everybody may see and no sensitive value."),
        "fields": ("[DuplicateField!]!", "Why, field by field."),
        "judgements": (
            "[DuplicateJudgement!]!",
            "What was judged of the two, the latest first, but for what was replaced.",
        ),
        "others": ("[Party!]!", "The rest of the cluster: what else may be one with either, by id; at most 50."),
        "computed_at": ("DateTime!", "When they were found."),
        "version": ("String!", "What they were compared with."),
    },
)
POSSIBLE = Composite(
    "PossibleDuplicate",
    "A record that may be what is about to be entered.",
    {
        "record": ("Party!", "The record."),
        "score": ("Float!", "The probability that it is, of all that you see."),
        "fields": ("[DuplicateField!]!", "Why, field by field; first is what is entered, second what the record has."),
    },
)
COMPOSITES = (FIELD, JUDGED, DUPLICATE, POSSIBLE)
ENUMERATIONS = (NOUN, VERDICT, AGREEMENT)

MAY_BE = Edge(
    "MAY_BE",
    "Party",
    "Party",
    "Two records that may be one, from the lower id to the higher: found from time to time by fields and by contacts "
    "that everybody may see.",
    PERSONAL,
    derived=True,
    properties=(
        Property("score", NUMBER, "The probability that they are one.", PERSONAL),
        Property(
            "priority",
            NUMBER,
            "The score times the influence of whoever of them has more, 0.5 where none is known.",
            PERSONAL,
            indexed=True,
        ),
        Property("computed_at", INSTANT, "When it was computed.", PERSONAL),
        Property("version", TEXT, "What it was computed with.", PERSONAL),
    ),
)

# What a score is made of: whoever does not see all of it sees no pair.
_NEEDS = ("MAY_BE", "KNOWS", "HOLDS", "REACHED_AT", "ContactPoint.address", "INFLUENTIAL_IN")


def _judged(rows: Sequence[Any]) -> Sequence[tuple[int, Mapping[str, Any]]]:
    from graphcrm.measures.matching import entering  # numpy: who asks nothing of this need not wait for it

    return entering.judged(rows)


QUESTIONS = (
    Question(
        "duplicates",
        "duplicates/queue",
        Shape.CONNECTION,
        row_type=DUPLICATE.name,
        needs=_NEEDS,
        sensitivity=PERSONAL,
        permission="read",
        noted=True,
    ),
    MadeQuestion(
        "possibleDuplicates",
        "duplicates/possible",
        Shape.LIST,
        row_type=POSSIBLE.name,
        needs=("REACHED_AT", "HOLDS"),
        sensitivity=PERSONAL,
        permission="read",
        noted=True,
        made=Made("told", ("score", "fields"), _judged),
    ),
)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """What is written of duplicates."""
    return (
        Mutation(
            "duplicateJudge",
            Act.SEVERAL,
            nouns["Person"],
            "Says of two people, or of two organizations, whether they are one. A later judgement of yours on the same "
            "two replaces the earlier; one that contradicts what follows from others is refused, and they are named.",
            fields=(
                Field("first", "Party", "The one.", required=True),
                Field("second", "Party", "The other.", required=True),
                Field("verdict", VERDICT.name, "What you judge.", required=True),
            ),
            permission=JUDGE,
            needs=("MAY_BE",),
            shows=False,
            tells=(Field("judgementId", "ID", "The id of the judgement."),),
        ),
    )
