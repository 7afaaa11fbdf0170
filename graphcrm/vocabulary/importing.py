"""What is brought in from files of others by the API: the acts that ask for it. What a mapping is stands in
`exchange.mapped.mapping`."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Enumeration, Noun
from graphcrm.compile.mutations import Act, Field, Mutation
from graphcrm.vocabulary.job import IMPORT

ON_DUPLICATE = Enumeration(
    "OnDuplicate",
    "What becomes of a row that would make a person or an organization who may be there already.",
    {
        "CREATE": "The record is made; nothing is compared.",
        "QUEUE": "The record is made, and the pair waits in the queue of duplicates.",
        "LINK": "Where nobody would doubt it the row is one of the record that is there; else as QUEUE.",
    },
)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """What is asked for of files."""
    return (
        Mutation(
            "importStart",
            Act.SEVERAL,
            nouns["Job"],
            "Imports a file that you brought (PUT /uploads), by a mapping, as a job under your rights. Its result is "
            "the ledger: what was read, and how many were created, updated, unchanged, linked, queued or rejected, "
            "with reasons; `downloadId` names the rejected rows as a file, for /downloads. `importUndo` takes it back.",
            fields=(
                Field("upload", "ID", "The file: the `uploadId` that bringing it told.", required=True),
                Field(
                    "mapping",
                    "JSON",
                    "What its columns mean, as `graphcrm import suggest` and POST /uploads/ID/mapping write it.",
                    required=True,
                ),
                Field("preview", "Boolean", "Judge every row and write nothing."),
                Field("onDuplicate", "OnDuplicate", "What becomes of who may be there already; default CREATE."),
                Field("source", "String", "Where it comes from, for the history: the name of a system."),
            ),
            permission=IMPORT,
            reasoned=False,
        ),
        Mutation(
            "importUndo",
            Act.SEVERAL,
            nouns["Job"],
            "Takes an import of yours back, or with jobs.write anybody's, as a job: what it made goes, values and "
            "facts are as before. What somebody changed since is kept and named in the result.",
            fields=(Field("run", "ID", "The `run` of its ledger.", required=True),),
            permission=IMPORT,
            reasoned=False,
        ),
    )
