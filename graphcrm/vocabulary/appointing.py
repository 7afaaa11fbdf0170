"""Mutations about our own people: who is let in, as what, by which token, with which duty."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Composite, Enumeration, Noun, Question, Shape
from graphcrm.compile.mutations import Act, Field, Mutation

_APPOINTS = "users.write"
_USER = Field("user", "User", "Who.", required=True)
_DUTY = Field("duty", "ID", "The id that dutyPropose told.", required=True)
_TELLS_DUTY = (Field("dutyId", "ID", "The id to confirm, end or review it by."),)

DUTY_STATE = Enumeration(
    "DutyState",
    "Where a duty stands.",
    {
        "PROPOSED": "One administrator proposed it; another may confirm it within 24 hours.",
        "LAPSED": "Nobody confirmed it in time.",
        "HELD": "It counts.",
        "ENDED": "It ended by itself, or somebody ended it.",
    },
)
DUTY = Composite(
    "Duty",
    "Rights on top of somebody's roles, for a time, that two administrators gave together.",
    {
        "id": ("ID!", "The id to confirm, end or review it by."),
        "user": ("User!", "Whose."),
        "duty": ("String!", "Its name in the policy: privacy_officer, break_glass."),
        "state": ("DutyState!", "Where it stands."),
        "reason": ("String!", "Why, as who proposed it said."),
        "request_number": ("String", "The request it was proposed under."),
        "proposed_by": ("User", "The administrator who proposed it."),
        "proposed_at": ("DateTime!", "When."),
        "confirmed_by": ("User", "The administrator who confirmed it."),
        "confirmed_at": ("DateTime", "When; from then on it counts."),
        "ends_at": ("DateTime", "When it ends by itself."),
        "ended_at": ("DateTime", "When somebody ended it before."),
        "outcome": ("String", "What came of the review."),
    },
)
API_TOKEN = Composite(
    "ApiToken",
    "A token that acts for a user with no more than they have at that moment.",
    {
        "prefix": ("String!", "What names it: the eight letters after gcrm_."),
        "role": ("String", "The one role it acts in; null: all of the user's."),
        "scopes": ("[String!]", "The permissions it is cut down to; null: all that its roles have."),
        "created_at": ("DateTime!", "When it was made."),
        "expires_at": ("DateTime!", "When it ends."),
        "used_at": ("DateTime", "When it was last used, to the minute; null: not yet."),
    },
)
SESSION = Composite(
    "Session",
    "A browser in which a user is signed in.",
    {
        "id": ("ID!", "The id to end it by."),
        "agent": ("String", "What the browser calls itself."),
        "created_at": ("DateTime!", "When they signed in."),
        "seen_at": ("DateTime!", "When it was last used, to the minute; after half an hour without use it ends."),
        "ends_at": ("DateTime!", "When it ends at the latest."),
    },
)
COMPOSITES = (DUTY, API_TOKEN, SESSION)


def _of_user(field: str, shape: Shape, **more: object) -> Question:
    return Question(field, f"users/{field}", shape, "User", bind="user", **more)  # type: ignore[arg-type]


QUESTIONS = (
    _of_user("permissions", Shape.SCALAR),
    _of_user("duties", Shape.LIST, row_type="Duty"),
    _of_user("tokens", Shape.LIST, row_type="ApiToken"),
    _of_user("sessions", Shape.LIST, row_type="Session"),
    Question("duties", "users/all_duties", Shape.LIST, row_type="Duty", permission=_APPOINTS, page_limit=500),
)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """The acts over these nouns."""
    return (*_of_users(nouns), *_of_credentials(nouns), *_of_duties(nouns))


def _of_users(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    user = nouns["User"]
    return (
        Mutation(
            "userRoleSet",
            Act.SEVERAL,
            user,
            "The roles a user may act in, in place of those they had. Nobody sets their own; the last administrator "
            "stays one.",
            fields=(_USER, Field("roles", "String", "All their roles from now on.", required=True, many=True)),
            permission=_APPOINTS,
        ),
        Mutation(
            "userDisable",
            Act.SEVERAL,
            user,
            "A user may sign in no more; their sessions, tokens and duties end. The last administrator stays.",
            fields=(_USER,),
            permission=_APPOINTS,
        ),
        Mutation(
            "userEnable",
            Act.SEVERAL,
            user,
            "A user may sign in again; what ended when they could not does not come back.",
            fields=(_USER,),
            permission=_APPOINTS,
        ),
        Mutation(
            "teamMemberSet",
            Act.SEVERAL,
            nouns["Team"],
            "Says from which day on somebody is in a team, or is not, whatever was said of the time after that day.",
            fields=(
                _USER,
                Field("team", "Team", "The team.", required=True),
                Field("member", "Boolean", "false: they are in it no more; default true."),
                Field("startedOn", "Date", "From this day on; default today."),
                Field("endedOn", "Date", "Their last day in it; none: it goes on."),
            ),
            permission="teams.write",
        ),
    )


def _of_credentials(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    user = nouns["User"]
    return (
        Mutation(
            "tokenCreate",
            Act.SEVERAL,
            user,
            "Makes a token for the API: one's own, or with users.write another's. It never may more than its user at "
            "the moment.",
            fields=(
                Field("user", "User", "Whose; default yours."),
                Field("role", "String", "The one role it acts in; default all of the user's."),
                Field("scopes", "String", "The permissions it is cut down to, such as read; default all.", many=True),
                Field("expiresAt", "DateTime", "When it ends, within a year; default in 30 days."),
            ),
            permission="read",
            reasoned=False,
            tells=(
                Field("token", "String", "What to send: Authorization: Bearer TOKEN. Shown this once."),
                Field("prefix", "String", "What names it afterwards."),
                Field("expiresAt", "DateTime", "When it ends."),
                Field("notice", "String", "Why the token is not shown: the same key was sent before."),
            ),
        ),
        Mutation(
            "tokenRevoke",
            Act.SEVERAL,
            user,
            "Ends a token: one's own, or with users.write anybody's.",
            fields=(Field("prefix", "String", "Its prefix, or the token itself.", required=True),),
            permission="read",
            reasoned=False,
        ),
        Mutation(
            "sessionRevoke",
            Act.SEVERAL,
            user,
            "Ends a session: one's own, or with users.write anybody's.",
            fields=(Field("session", "ID", "Its id.", required=True),),
            permission="read",
            reasoned=False,
        ),
    )


def _of_duties(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    user = nouns["User"]
    return (
        Mutation(
            "dutyPropose",
            Act.SEVERAL,
            user,
            "Proposes a duty for somebody else; another administrator confirms it within 24 hours.",
            fields=(
                _USER,
                Field("duty", "String", "Its name in the policy: privacy_officer, break_glass.", required=True),
                Field("reason", "String", "Why.", required=True),
                Field("requestNumber", "String", "The request it is for; a privacy officer needs one."),
                Field("endsAt", "DateTime", "When it ends; default, and at most, as the policy says."),
            ),
            permission=_APPOINTS,
            tells=_TELLS_DUTY,
        ),
        Mutation(
            "dutyConfirm",
            Act.SEVERAL,
            user,
            "Confirms a duty that another administrator proposed: it is held from now on.",
            fields=(_DUTY,),
            permission=_APPOINTS,
            reasoned=False,
            tells=_TELLS_DUTY,
        ),
        Mutation(
            "dutyEnd",
            Act.SEVERAL,
            user,
            "Ends a duty before its time, or withdraws a proposal: one's own, or with users.write anybody's.",
            fields=(_DUTY,),
            permission="read",
            tells=_TELLS_DUTY,
        ),
        Mutation(
            "dutyReview",
            Act.SEVERAL,
            user,
            "Says what came of looking at what was done under a duty that has ended. Nobody reviews their own.",
            fields=(_DUTY, Field("outcome", "String", "What was found.", required=True)),
            permission=_APPOINTS,
            reasoned=False,
            tells=_TELLS_DUTY,
        ),
    )
