"""What is written to files on request: which records, in which formats, and the act that asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from graphcrm.compile.declarations import Composite, Enumeration, Noun, Question, Shape
from graphcrm.compile.listings import MOST_COLUMNS, MOST_IDS, exported
from graphcrm.compile.mutations import Act, Field, Mutation
from graphcrm.vocabulary.job import EXPORT

FORMAT = Enumeration(
    "ExportFormat",
    "What a file is.",
    {
        "CSV": "A table as text.",
        "XLSX": "A workbook.",
        "XML": "XML; with its schema in one archive (ZIP).",
        "JSONL": "JSON Lines: an object a line, the first tells what the file is of.",
        "PDF": "Pages to read and print: a list, or with more than eight columns a profile of each.",
        "VCF": "Cards (vCard 4.0) of people or organizations.",
        "GRAPHML": "A graph: the records, and what is between them.",
    },
)

EVERY = Enumeration("ExportEvery", "How often.", {"NIGHTLY": "Every night.", "WEEKLY": "Every seventh night."})
SCHEDULE = Composite(
    "ExportSchedule",
    "A file that is written again and again, each time as a job of yours under your rights of then.",
    {
        "id": ("ID!", "The id to remove it by."),
        "records": ("String!", "Of what: people …"),
        "format": ("String!", "What the file is: csv …"),
        "filter": ("String", "Which ones, as JSON; null: all that are in use."),
        "columns": ("[String!]", "Which columns; null: the usual ones."),
        "every": ("ExportEvery!", "How often."),
        "saved_at": ("DateTime!", "Since when."),
        "last_on": ("Date", "The night it was asked for last."),
    },
)
QUESTIONS = (
    Question(
        "exportSchedules",
        "exports/schedules",
        Shape.LIST,
        row_type=SCHEDULE.name,
        page_limit=100,
        permission=EXPORT,
    ),
)


def records(nouns: tuple[Noun, ...]) -> Enumeration:
    """The records that files are of."""
    said = {str(noun.plural).upper(): f"{noun.plural}." for noun in nouns if exported(noun)}
    return Enumeration("ExportedRecords", "The records of a file.", said)


def acts(nouns: Mapping[str, Noun]) -> tuple[Mutation, ...]:
    """What is asked for of files."""
    said = (
        Field("records", "ExportedRecords", "Of what.", required=True),
        Field("format", "ExportFormat", "What the file is.", required=True),
        Field("filter", "JSON", "Which ones: the `filter` of their list, as an object."),
        Field("columns", "String", f"Which columns, {MOST_COLUMNS} at most; default the usual.", many=True),
    )
    return (
        Mutation(
            "exportStart",
            Act.SEVERAL,
            nouns["Job"],
            "Asks for a file of records: all that are in use, what a filter chooses, or some by their ids. It is a "
            "job; once that has succeeded, `downloadId` names the file for /downloads, for a day, for you alone, and "
            "as long as your rights are the same and nothing was taken out of your sight.",
            fields=(
                *said,
                Field("ids", "ID", f"Which ones, by their ids: 1 to {MOST_IDS}. Not beside a filter.", many=True),
            ),
            permission=EXPORT,
            reasoned=False,
        ),
        Mutation(
            "exportScheduleSave",
            Act.SEVERAL,
            nouns["Job"],
            "Has a file written again and again, from the next night on: each time a job of yours.",
            fields=(*said, Field("every", "ExportEvery", "How often.", required=True)),
            permission=EXPORT,
            reasoned=False,
            shows=False,
            tells=(Field("exportScheduleId", "ID", "The id to remove it by."),),
        ),
        Mutation(
            "exportScheduleRemove",
            Act.SEVERAL,
            nouns["Job"],
            "Ends that a file of yours is written again.",
            fields=(Field("id", "ID", "Its id.", required=True),),
            permission=EXPORT,
            reasoned=False,
            shows=False,
        ),
    )
