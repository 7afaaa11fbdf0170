"""The formats of files by name: what each is called, what it can hold, what writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from graphcrm.errors import BadUserInput
from graphcrm.exchange.writers import cards
from graphcrm.exchange.writers.cards import Cards
from graphcrm.exchange.writers.graphs import GraphMl
from graphcrm.exchange.writers.json_lines import JsonLines
from graphcrm.exchange.writers.separated import CsvFile
from graphcrm.exchange.writers.stated import MOST_LISTED, Heading, Stated
from graphcrm.exchange.writers.trees import XmlFile
from graphcrm.exchange.writers.workbooks import Workbook


class Writer(Protocol):
    """A file on its way: a row has the values of its headings, in their order. It ends whole (`close`), or nobody will
    read it (`abandon`)."""

    def row(self, values: Sequence[Any]) -> None: ...
    def close(self) -> None: ...
    def abandon(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `nouns`: the records that it can hold (None: any); `wants`: the columns it is made of where nobody
    chooses, of these the first `most`; `needs`: those it cannot do without; `lines`: it tells what is between the
    records as well."""

    name: str
    description: str
    open: Callable[[Path, Stated, Sequence[Heading]], Writer]
    nouns: tuple[str, ...] | None = None
    wants: tuple[str, ...] | None = None
    most: int | None = None
    needs: tuple[str, ...] = ()
    lines: bool = False


# What a list of these records shows where nobody chooses.
_LISTED = (
    *("name", "title", "subject", "text", "topic", "kind", "jobTitle", "organization", "partOf", "emails", "phones"),
    *(
        "email",
        "city",
        "country",
        "stage",
        "value",
        "valueCurrency",
        "expectedCloseOn",
        "occurredAt",
        "status",
        "dueOn",
    ),
    *("assignee", "reportsTo", "industry", "employees", "stages", "person", "wish", "within", "parent"),
)


def _pdf(path: Path, stated: Stated, _said: Sequence[Heading]) -> Writer:
    from graphcrm.exchange.writers.pages import PdfFile  # it loads HarfBuzz, which nothing else needs

    return PdfFile(path, stated)


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("csv", "A table as text, for any program.", lambda path, stated, _: CsvFile(path, stated)),
        Format("xlsx", "A workbook for spreadsheets.", lambda path, stated, _: Workbook(path, stated)),
        Format(
            "xml",
            "XML, with its schema beside it.",
            lambda path, stated, _: XmlFile(path, stated, path.with_suffix(".xsd")),
        ),
        Format("jsonl", "JSON Lines, for programs.", lambda path, stated, _: JsonLines(path, stated)),
        Format(
            "pdf",
            "Pages to read and print: a list, or with more than eight columns a profile of each.",
            _pdf,
            wants=_LISTED,
            most=MOST_LISTED,
        ),
        Format(
            "vcf",
            "Cards (vCard 4.0) of people or organizations.",
            lambda path, stated, _: Cards(path, stated),
            nouns=cards.NOUNS,
            wants=cards.COLUMNS,
        ),
        Format(
            "graphml",
            "A graph: the records, and what is between them.",
            GraphMl,
            needs=("id",),
            lines=True,
        ),
    )
}

# What is written beside a file, by format: they belong together.
ARCHIVED: Mapping[str, tuple[str, ...]] = {"xml": ("xsd",)}
MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "jsonl": "application/jsonl",
    "vcf": "text/vcard; charset=utf-8",
    "graphml": "application/xml",
}


def format_of(name: str, records: str) -> Format:
    """A format that can hold such records (`people`). BadUserInput where there is none."""
    found = FORMATS.get(name)
    if found is None:
        raise BadUserInput(f"There is no format {name[:40]!r}. Choose one of {', '.join(FORMATS)}.", reason="FORMAT")
    if found.nouns is not None and records not in found.nouns:
        raise BadUserInput(f"{name} is for {' and '.join(found.nouns)}. Choose another format.", reason="FORMAT")
    return found
