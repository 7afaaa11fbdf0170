"""Introductions: the ways to somebody through people who know each other, and what stands on them."""

from __future__ import annotations

from graphcrm.compile.declarations import Composite, Question, Shape
from graphcrm.compile.targets import Target
from graphcrm.vocabulary.records import PERSONAL

TARGET = Target(
    "IntroductionTarget",
    "To whom: exactly one key.",
    {
        "person": ("Person", "A person."),
        "role": ("Role", "Whoever holds this seat today; of a vacant one nobody, and so no way leads there."),
        "organization": ("Organization", "Whoever holds a seat today at this organization or a unit of it."),
    },
)
STEP = Composite(
    "IntroductionStep",
    "One person who knows the next.",
    {
        "from": ("Person!", "Who knows."),
        "to": ("Person!", "Who is known."),
        "strength": ("Float", "The strength of their tie as it is now; null where they were never in touch."),
        "weight": (
            "Float!",
            "What the step counts: its strength, or what the declared relation does if that is more.",
        ),
        "last_contact_at": ("DateTime", "When they were last in touch."),
        "contact_days": ("Int!", "On how many days they were in touch."),
        "declared": ("RelationKind", "The relation that somebody declared, where it is what the step counts."),
        "reason": ("String!", "The facts behind it, as a sentence."),
    },
)
PATH = Composite(
    "IntroductionPath",
    "People who know each other, from the first to the last.",
    {
        "score": ("Float!", "The product of what its steps count."),
        "steps": ("[IntroductionStep!]!", "The steps, in order."),
    },
)
PATHS = Composite(
    "IntroductionPaths",
    "The best ways to be introduced.",
    {
        "paths": ("[IntroductionPath!]!", "The best first; none where nobody leads there."),
        "truncated": ("Boolean!", "Ways of four steps were not looked for: more than 5,000 ways of two lead on."),
    },
)
COVERAGE = Composite(
    "Coverage",
    "How well we know who holds the seats of an organization.",
    {
        "seats": ("Int!", "The seats in use, vacant ones too."),
        "covered": ("Int!", "Those to whose holder at least one of us has a tie that is FAIR or better."),
        "single_threaded": ("Int!", "Those of them where that is exactly one of us."),
        "hangs_on_one": ("Boolean!", "All covered seats hang on the same one of us."),
        "going_cold": ("[Person!]!", "The holders whose best tie to us is going cold, by id."),
        "below_wanted": ("Int!", "The seats to whose holder our best tie is of a lower grade than is wanted."),
        "by_seat": ("[SeatCoverage!]!", "Seat by seat: those below what is wanted first, then by title; at most 500."),
    },
)
SEAT_COVERAGE = Composite(
    "SeatCoverage",
    "How well we know who holds a seat, and how well the account team wants us to.",
    {
        "seat": ("Role!", "The seat."),
        "wanted": ("TieGrade", "The grade that is wanted; null: nobody said."),
        "present": ("TieGrade", "The grade of the best tie of one of us to a holder; null: none of us has one."),
        "gap": ("Boolean!", "What is wanted is not there: present is lower than wanted, or there is no tie at all."),
        "known_by": ("[Person!]!", "Who of us has a tie to a holder that is FAIR or better, by id."),
    },
)
COMPOSITES = (STEP, PATH, PATHS, COVERAGE, SEAT_COVERAGE)
TARGETS = (TARGET,)
TIES = ("KNOWS", "KNOWS.strength", "KNOWS.contact_days", "KNOWS.last_contact_at")

QUESTIONS = (
    Question(
        "introductionPaths",
        "introductions/paths",
        Shape.ROW,
        type_name=PATHS.name,
        needs=TIES,
        sensitivity=PERSONAL,
    ),
    Question(
        "whoKnows",
        "introductions/who_knows_organization",
        Shape.CONNECTION,
        "Organization",
        bind="organization",
        needs=(*TIES, "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "coverage",
        "introductions/coverage",
        Shape.ROW,
        "Organization",
        bind="organization",
        type_name=COVERAGE.name,
        needs=(*TIES, "KNOWS.first_contact_at", "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "whoKnows",
        "introductions/who_knows_person",
        Shape.CONNECTION,
        "Person",
        bind="person",
        needs=(*TIES, "HOLDS"),
        sensitivity=PERSONAL,
    ),
    Question(
        "knows",
        "introductions/known_by_person",
        Shape.CONNECTION,
        "Person",
        bind="person",
        needs=TIES,
        sensitivity=PERSONAL,
    ),
)
