"""User and Team: our own people, who covers what."""

from __future__ import annotations

from graphcrm.compile.declarations import (
    Acyclic,
    Composite,
    Edge,
    Finder,
    Holding,
    Noun,
    Property,
    Reference,
    Shape,
    Single,
    Way,
    Writing,
)
from graphcrm.compile.kinds import BOOLEAN, CHOICE, EMAIL, NAME, TEXTS
from graphcrm.vocabulary import choices
from graphcrm.vocabulary.records import BY_NAME, DATED, PERSONAL, RECORD

USER = Noun(
    "User",
    prefix="usr",
    plural="users",
    title="name",
    file="users",
    permission="users.write",  # what roles somebody acts in decides what they see
    put_away=False,  # whoever is gone may sign in no more, and is still listed
    description="One of us who signs in, or a program that acts for us.",
    properties=(
        *RECORD,
        Property("email", EMAIL, "The address they sign in with.", PERSONAL, required=True, indexed=True, fixed=True),
        Property("name", NAME, "Their name.", PERSONAL, required=True, indexed=True),
        Property("access_roles", TEXTS, "The roles they may act in.", filterable=False, fixed=True),
        Property("disabled", BOOLEAN, "May not sign in any more.", fixed=True),
    ),
    finders=(
        Finder("id", "The id.", property="id"),
        Finder("external_id", "The external id.", property="external_id"),
        Finder(
            "email",
            "The address they sign in with, case ignored.",
            pattern="({n}:User {email_key: $value})",
            normal="email",
            needs=("User.email",),
        ),
    ),
)

TEAM = Noun(
    "Team",
    prefix="tea",
    plural="teams",
    title="name",
    file="teams",
    permission="users.write",  # who is above whom decides who sees what
    description="A team of users.",
    properties=(*RECORD, Property("name", NAME, "Its name.", required=True, indexed=True)),
    finders=(Finder("id", "The id.", property="id"), Finder("external_id", "The external id.", property="external_id")),
    references=(Reference("parent", "BELONGS_TO", description="The team above."),),
)

IS = Edge(
    "IS",
    "User",
    "Person",
    "The person a user is.",
    forward=(Way("person", Shape.ONE, "The person behind the user."),),
    back=(Way("user", Shape.ONE, "The user the person is."),),
    file="user_people",
    ends=("user", "person"),
    rules=(Single("This user is another person already. Withdraw that first."),),
    writing=Writing("userPerson", "user", "person", "source", permission="users.write"),
)

MEMBER_OF = Edge(
    "MEMBER_OF",
    "User",
    "Team",
    "Who is in a team, and when.",
    properties=DATED,
    forward=(Way("teams", Shape.CONNECTION, "Teams of the user.", Holding.ON_DATE, order=BY_NAME),),
    back=(Way("members", Shape.CONNECTION, "Members of the team.", Holding.ON_DATE, order=BY_NAME),),
    file="team_members",
    ends=("user", "team"),
    writing=Writing("teamMember", "user", "team", "target", permission="teams.write", own_team=True),
)

ACCOUNT_TEAM_MEMBER = Composite(
    "AccountTeamMember",
    "One of us who covers an account on a day.",
    {
        "user": ("User!", "Who."),
        "role": ("CoverageRole", "As what."),
        "through": (
            "Organization!",
            "What they cover: the organization itself, or one above it with its subsidiaries.",
        ),
        "distance": ("Int!", "Steps of control and structure up to it; 0: the organization itself."),
        "started_on": ("Date", "Their first day; none: since ever."),
        "ended_on": ("Date", "Their last day; none: it goes on."),
    },
)

BELONGS_TO = Edge(
    "BELONGS_TO",
    "Team",
    "Team",
    "A team below another.",
    forward=(Way("parent", Shape.ONE, "The team above."),),
    back=(Way("teams", Shape.CONNECTION, "The teams below.", order=BY_NAME),),
    rules=(
        Acyclic("This would make a circle: it already stands above the team named. Name another."),
        Single("It is below another team already. A team has one above it."),
    ),
)

COVERS = Edge(
    "COVERS",
    "User",
    "Organization",
    "Account teams: who covers an organization, as what, since when.",
    properties=(
        Property("as", CHOICE, "As what.", choices=choices.COVERAGE, required=True, default="MEMBER"),
        Property("with_subsidiaries", BOOLEAN, "Its subsidiaries too."),
        *DATED,
    ),
    forward=(Way("covers", Shape.CONNECTION, "Accounts the user covers.", Holding.CHOSEN, order=BY_NAME),),
    back=(Way("coveredBy", Shape.CONNECTION, "The account team.", Holding.CHOSEN, order=BY_NAME),),
    file="coverages",
    ends=("user", "organization"),
    identity=("as",),
    rules=(Single("Another of us owns the account in that time. Hand it over, or end that first.", ("as", "OWNER")),),
    ruled="target",
    writing=Writing("coverage", "user", "organization", "target", update="coverageUpdate"),
)
