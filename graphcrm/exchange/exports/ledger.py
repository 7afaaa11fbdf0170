"""The ledger of an export: how many rows each file has, what was left out, and what the files cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class ExportLedger:
    """`left_out` are columns and files that the viewer does not see; a finding is something the files do not say, so
    that what is imported from them is not the whole."""

    run: str
    folder: str
    files: dict[str, int] = field(default_factory=dict)
    left_out: list[dict[str, str | None]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)

    def leave_out(self, file: str, column: str | None) -> None:
        self.left_out.append({"file": file, "column": column})

    def find(self, file: str, code: str, sentence: str) -> None:
        self.findings.append({"file": file, "code": code, "message": f"{file}: {sentence}"})

    @property
    def total(self) -> int:
        return sum(self.files.values())

    def as_dict(self) -> dict[str, Any]:
        return {
            "run": self.run,
            "folder": self.folder,
            "files": self.files,
            "total": self.total,
            "leftOut": self.left_out,
            "findings": self.findings,
        }
