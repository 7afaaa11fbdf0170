"""The ledger of an import: what became of each row, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OUTCOMES = ("created", "updated", "unchanged", "linked", "queued", "rejected")
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not taken: where it stands (its line, and its number among the records), what is wrong, how to
    mend it."""

    file: str
    line: int
    column: str | None
    code: str
    sentence: str
    record: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "message": self.sentence,
            **({"record": self.record} if self.record is not None else {}),
        }


@dataclass(slots=True)
class Ledger:
    """read = created + updated + unchanged + linked + queued + rejected, per file and in total. `undoes`: the run that
    this one took back. `matches` are rows that were linked or queued, up to 1,000: of each the record it is or may be,
    and why."""

    run: str
    files: dict[str, Counter[str]] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    undoes: str | None = None
    matches: list[dict[str, Any]] = field(default_factory=list)

    def reject(
        self, file: str, line: int, column: str | None, code: str, sentence: str, record: int | None = None
    ) -> None:
        """Counts a row that was not taken, with the sentence for whoever can mend it."""
        where = f"{file}, line {line}: {column}: " if column else f"{file}, line {line}: "
        if not line:  # of a record, not of a row
            where = f"{file}: "
        self.rejected.append(Rejection(file, line, column, code, where + sentence, record))
        self.count(file, "rejected")

    def count(self, file: str, outcome: str, number: int = 1) -> None:
        self.files.setdefault(file, Counter())[outcome] += number

    def find(self, file: str, sentence: str, **more: Any) -> None:
        """Notes something that is no row: an unknown column, an empty file."""
        self.findings.append({"file": file, "message": sentence, **more})

    def match(self, file: str, matches: Sequence[Mapping[str, Any]]) -> None:
        """Notes rows that are or may be of records that are there: line, record, outcome, match, score, fields …"""
        self.matches += [{"file": file, **one} for one in matches[: _SHOWN - len(self.matches)]]

    def of(self, file: str) -> dict[str, int]:
        counted = self.files.get(file, Counter())
        found = {outcome: counted[outcome] for outcome in OUTCOMES}
        return {"read": sum(found.values()), **found}

    def total(self) -> dict[str, int]:
        sums = {outcome: sum(self.files[file][outcome] for file in self.files) for outcome in OUTCOMES}
        return {"read": sum(sums.values()), **sums}

    def as_dict(self) -> dict[str, Any]:
        return {
            "run": self.run,
            **({"undoes": self.undoes} if self.undoes is not None else {}),
            "files": {file: self.of(file) for file in self.files},
            "total": self.total(),
            "rejected": [rejection.as_dict() for rejection in self.rejected[:_SHOWN]],
            "findings": self.findings,
            **({"matches": self.matches} if self.matches else {}),
        }

    @property
    def clean(self) -> bool:
        return not self.rejected and not self.findings
