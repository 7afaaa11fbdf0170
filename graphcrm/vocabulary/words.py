"""The whole vocabulary in one value: what `compile`, `records` and `exchange` derive everything from."""

from __future__ import annotations

from graphcrm.compile.declarations import Abstract, Question, Shape
from graphcrm.compile.subscription_types import CHANGE_KIND, JOB_STATE
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.vocabulary import (
    acts,
    appointing,
    choices,
    contact,
    deal,
    field_definition,
    hanging,
    history,
    influence,
    interaction,
    introductions,
    job,
    location,
    organization,
    person,
    prediction,
    preference,
    relationship,
    role,
    saved_filter,
    scoring,
    trail,
    user,
    what_if,
    work,
)

_NOUNS = (
    person.PERSON,
    organization.ORGANIZATION,
    role.ROLE,
    deal.PIPELINE,
    deal.DEAL,
    interaction.INTERACTION,
    location.LOCATION,
    user.USER,
    user.TEAM,
    preference.PREFERENCE,
    work.TASK,
    work.NOTE,
    contact.CONTACT_POINT,
    contact.CATEGORY,
    trail.AUDIT_ENTRY,
    job.JOB,
)

_EDGES = (
    person.HOLDS,
    person.INFLUENCES,
    person.RELATED_TO,
    person.KNOWS,
    influence.INFLUENTIAL_IN,
    prediction.MAY_CONNECT,
    role.AT,
    role.REPORTS_TO,
    role.MAY_APPROVE,
    organization.SUBSIDIARY_OF,
    organization.PART_OF,
    deal.WITH,
    deal.STAKEHOLDER_IN,
    interaction.TOOK_PART_IN,
    interaction.CONCERNS,
    location.LOCATED_AT,
    location.WITHIN,
    contact.REACHED_AT,
    contact.CLASSIFIED_AS,
    contact.TOWARDS,
    user.IS,
    user.MEMBER_OF,
    user.BELONGS_TO,
    user.COVERS,
    preference.PREFERS,
    work.ASSIGNED_TO,
    work.REQUESTED_BY,
    work.ASKS,
    work.ABOUT,
    work.CONCERNING,
)

_ABSTRACTS = (
    Abstract("Party", "A person or an organization.", ("Person", "Organization"), label="Party"),
    Abstract("Concern", "What an interaction or a category can be about.", ("Organization", "Deal")),
    Abstract(
        "Subject", "What a task or a note can be about.", ("Person", "Organization", "Role", "Deal", "Interaction")
    ),
)

_ROOT_QUESTIONS = (
    Question(
        "search",
        "search/everything",
        Shape.CONNECTION,
        node="Node",
        finds_by=("REACHED_AT", "ContactPoint.address"),  # any word may be part of an address
    ),
)

VOCABULARY = Vocabulary(
    nouns=(*_NOUNS, field_definition.noun(_NOUNS, _EDGES)),
    edges=_EDGES,
    abstracts=_ABSTRACTS,
    acts=lambda nouns: (
        *acts.acts(nouns),
        *appointing.acts(nouns),
        *influence.acts(nouns),
        *job.acts(nouns),
        *saved_filter.acts(nouns),
    ),
    enumerations=(
        choices.HIERARCHY_KIND,
        choices.SCOPE,
        choices.SEARCH_KIND,
        choices.TIE_GRADE,
        CHANGE_KIND,
        appointing.DUTY_STATE,
        JOB_STATE,
        saved_filter.FILTERED,
    ),
    hanging=hanging.HANGING,
    targets=(influence.AROUND, *introductions.TARGETS),
    composites=(
        *history.COMPOSITES,
        *hanging.COMPOSITES,
        user.ACCOUNT_TEAM_MEMBER,
        *appointing.COMPOSITES,
        *scoring.COMPOSITES,
        *influence.COMPOSITES,
        *introductions.COMPOSITES,
        *relationship.COMPOSITES,
        *what_if.COMPOSITES,
        *saved_filter.COMPOSITES,
    ),
    questions=(
        *person.QUESTIONS,
        *organization.QUESTIONS,
        *role.QUESTIONS,
        *deal.QUESTIONS,
        *history.questions(_NOUNS),
        *hanging.QUESTIONS,
        *influence.QUESTIONS,
        *trail.QUESTIONS,
        *appointing.QUESTIONS,
        *relationship.QUESTIONS,
        *prediction.QUESTIONS,
        *what_if.QUESTIONS,
        *introductions.QUESTIONS,
        *job.QUESTIONS,
        *saved_filter.QUESTIONS,
        *_ROOT_QUESTIONS,
    ),
)
