"""Cells that a spreadsheet would take for a formula: an apostrophe before them makes them text. What reads our files
takes exactly that apostrophe away, so that every text comes back as it was."""

from __future__ import annotations

import re

# What a spreadsheet passes over before it looks for a formula: space, control characters, marks without width.
_PASSED_OVER = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*"
_FORMULA = re.compile(rf"'*{_PASSED_OVER}[=+\-@|%＝＋－＠｜％]")


def guarded(cell: str) -> str:
    """The cell as it is written: with an apostrophe where it could be run, or where it looks as if it had one."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The cell that was guarded."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
