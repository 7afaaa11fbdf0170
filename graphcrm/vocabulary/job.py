"""Job: work that outlives the request that asked for it. Which kinds of it there are, and what each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphcrm.compile.declarations import Noun, Property, Question, Shape
from graphcrm.compile.kinds import CHOICE, CODE, INSTANT, INTEGER, JSON, TEXT
from graphcrm.compile.mutations import Act, Field, Mutation
from graphcrm.compile.subscription_types import JOB_STATE

EVERY_JOB = "jobs.write"
EXPORT = "export"
IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What whoever asks for a job may say: a name, the type of its JSON value, a sentence."""

    name: str
    type: type
    description: str


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: what it does, the permission that whoever asks for it must have for as long as it runs, what it
    takes. `nightly`: the server asks for it every night by itself. What does it stands in `jobs.kinds`."""

    name: str
    description: str
    permission: str
    parameters: tuple[Parameter, ...] = ()
    nightly: bool = False


# A kind is a line here, and one in `jobs.kinds` that says what does it.
KINDS = {
    kind.name: kind
    for kind in (
        JobKind(
            "audience_check",
            "Looks whether each record is for whom it should be, as follows from what is said.",
            EVERY_JOB,
            nightly=True,
        ),
        JobKind(
            "duplicates",
            "Finds the people, and the organizations, that may be one.",
            EVERY_JOB,
            nightly=True,
        ),
        JobKind(
            "merging",
            "Merges the people who are one beyond doubt: as likely as 0.99, for the same teams, and with an e-mail "
            "address that was seen to work for both and is nobody else's. `mergeUndo` with the id of the job takes "
            "all of it back.",
            EVERY_JOB,
            parameters=(Parameter("preview", bool, "Tells how many they are, and merges nobody."),),
        ),
        JobKind(
            "scores",
            "Computes who counts in each organization and who may get in touch, and makes ties anew where they never "
            "were.",
            EVERY_JOB,
            parameters=(
                Parameter("full", bool, "Everything anew, also what is made of the same as before."),
                Parameter("on", str, "As of the end of a past day, YYYY-MM-DD."),
            ),
            nightly=True,
        ),
        JobKind(
            "export",
            "Writes records to a file, to be downloaded by whoever asked. `exportStart` asks for it.",
            EXPORT,
            parameters=(
                Parameter("records", str, "Of what: people, organizations …"),
                Parameter("format", str, "What the file is: csv, xlsx …"),
                Parameter("filter", dict, "Which ones."),
                Parameter("ids", list, "Which ones, by their ids."),
                Parameter("columns", list, "Which columns."),
            ),
        ),
        JobKind(
            "import",
            "Imports a file that was brought. `importStart` asks for it.",
            IMPORT,
            parameters=(
                Parameter("upload", str, "The file, by the id that bringing it told."),
                Parameter("mapping", dict, "What its columns mean."),
                Parameter("preview", bool, "Judge every row and write nothing."),
                Parameter("onDuplicate", str, "What becomes of who may be there already: CREATE, QUEUE or LINK."),
                Parameter("source", str, "Where it comes from, for the history."),
            ),
        ),
        JobKind(
            "import_undo",
            "Takes an import back. `importUndo` asks for it.",
            IMPORT,
            parameters=(Parameter("run", str, "The run of its ledger."),),
        ),
        # After the scores, whose influence says what is most worth mending.
        JobKind(
            "quality",
            "Tells how complete, accurate and fresh what everybody may see is, what breaks a rule, and what to mend "
            "first.",
            EVERY_JOB,
            nightly=True,
        ),
    )
}

ENDED = ("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED")

_STATE = "CASE WHEN {n}.state = 'RUNNING' AND {n}._leased_until <= datetime() THEN 'PAUSED' ELSE {n}.state END"

JOB = Noun(
    "Job",
    prefix="job",
    governed=False,  # whoever asked for it sees it, and whoever may see all
    title="kind",
    writing=None,
    description="Work that outlives the request that asked for it. It runs under the rights of who asked, as they are "
    "while it runs.",
    properties=(
        Property("id", CODE, "Opaque, prefixed, time-ordered.", unique=True, required=True, column=None),
        Property("kind", CODE, "What it does: audience_check …", required=True, column=None),
        Property("state", CHOICE, "Where it stands.", choices=JOB_STATE, expression=_STATE, filterable=False),
        Property("parameters", JSON, "What was asked for.", column=None, filterable=False),
        Property("done", INTEGER, "How much of it is done, of `total`.", column=None),
        Property("total", INTEGER, "How much there is to do; null: not known yet.", column=None),
        Property("result", JSON, "What came of it.", column=None, filterable=False),
        Property("download_id", CODE, "The file it made, for /downloads.", column=None),
        Property("reason", CODE, "Why it ended, in a word: ROLE, ATTEMPTS, or the code of an error.", column=None),
        Property("message", TEXT, "Why it ended, and what to do.", column=None, filterable=False),
        Property(
            "asked_by",
            CODE,
            "The id of the user who asked; local: whoever runs the command; nightly: the server itself.",
            indexed=True,
            column=None,
        ),
        Property("created_at", INSTANT, "When it was asked for.", column=None),
        Property("started_at", INSTANT, "When a worker began it.", column=None),
        Property("finished_at", INSTANT, "When it ended.", column=None),
        Property("computed_at", INSTANT, "The instant that the result is of: whatever is older counts.", column=None),
        Property(
            "position",
            CODE,
            "The place in the change feed up to which the result has seen everything; a cursor for `graphChanged`. "
            "Null: of a graph without changes, or of nothing.",
            column=None,
        ),
    ),
)

QUESTIONS = (
    Question("job", "jobs/by_id", Shape.ONE, node="Job"),
    Question("jobs", "jobs/all", Shape.CONNECTION, node="Job"),
)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """The acts over these nouns."""
    job = nouns["Job"]
    known = "; ".join(f"{kind.name} ({kind.permission})" for kind in KINDS.values())
    return (
        Mutation(
            "jobStart",
            Act.SEVERAL,
            job,
            "Asks for a job; it runs as soon as a worker is free and no other of its kind runs. Each kind needs a "
            "permission of its own, for as long as it runs.",
            fields=(
                Field("kind", "String", f"Which, and the permission it needs: {known}.", required=True),
                Field("parameters", "JSON", "An object of what the kind takes."),
            ),
            permission="read",
            reasoned=False,
        ),
        Mutation(
            "jobCancel",
            Act.SEVERAL,
            job,
            "Ends a job that has not ended: one's own, or with jobs.write anybody's. What it wrote stays.",
            fields=(Field("job", "ID", "Its id.", required=True),),
            permission="read",
            reasoned=False,
        ),
    )
