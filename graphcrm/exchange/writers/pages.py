"""PDF: a list with a row for each record, or, where its columns are too many for the width of a page, profiles.

A list is for reading and printing: a long value is cut after some lines, and says so with a sign. A profile tells all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphcrm.exchange.writers import fonts
from graphcrm.exchange.writers.documents import Document, Drawing
from graphcrm.exchange.writers.fonts import Line
from graphcrm.exchange.writers.stated import MOST_LISTED, Heading, Stated, flat

_WIDE, _TALL = (841.89, 595.28), (595.28, 841.89)
_MARGIN, _GAP = 36.0, 6.0
_SIZE, _LEADING, _TITLE = 8.0, 11.0, 14.0
_LINES = 4
_LABEL = 130.0
_CUT = "…"


class PdfFile:
    """A PDF on its way."""

    def __init__(self, path: Path, stated: Stated) -> None:
        self._stated = stated
        self._listed = len(stated.headings) <= MOST_LISTED
        self._page_size = _WIDE if self._listed else _TALL
        self._document = Document(path, self._page_size)
        self._drawing = Drawing()
        self._pages = 0
        self._unknown = 0
        self._y = 0.0
        self._width = self._page_size[0] - 2 * _MARGIN
        self._cell = self._width / len(stated.headings)
        self._began = False
        self._begin()

    def row(self, values: Sequence[Any]) -> None:
        told = [(one, flat(one.kind, value)) for one, value in zip(self._stated.headings, values, strict=True)]
        if self._listed:
            self._row([text for _, text in told])
        else:
            self._profile(told)

    def close(self) -> None:
        if self._unknown:
            self._fits(2 * _LEADING)
            self._y -= _LEADING
            self._draw(fonts.line(f"{self._unknown} letters are of scripts that no font here has, and stand as boxes."))
        self._end()
        told = {"Title": f"{self._stated.records} · {self._stated.moment}", "Subject": self._stated.line}
        self._document.close({**told, "Producer": "graphcrm"}, self._stated.at)

    def abandon(self) -> None:
        self._document.abandon()

    # --- lists and profiles ------------------------------------------------------------------------------------------

    def _row(self, texts: Sequence[str]) -> None:
        cells = [self._cut(text, self._cell - _GAP) for text in texts]
        height = max(map(len, cells), default=1) * _LEADING + 4
        self._fits(height)
        for number, lines in enumerate(cells):
            for at, line in enumerate(lines):
                self._draw(line, _MARGIN + number * self._cell, at * _LEADING, self._cell - _GAP)
        self._y -= height
        self._drawing.rule(_MARGIN, self._y + _LEADING - 3, self._width, 0.9)

    def _head(self) -> None:
        for number, heading in enumerate(self._stated.headings):
            line = self._cut(heading.name, self._cell - _GAP)[0]
            self._draw(line, _MARGIN + number * self._cell)
        self._drawing.rule(_MARGIN, self._y - 4, self._width, 0.3)
        self._y -= _LEADING + 6

    def _profile(self, told: Sequence[tuple[Heading, str]]) -> None:
        if self._began:
            self._end()
            self._begin()
        self._began = True
        title = next((text for heading, text in told if heading.name in ("name", "title", "subject") and text), "")
        for line in _wrapped(title, self._width / _TITLE):
            self._y -= _TITLE
            self._draw(line, size=_TITLE)
            self._y -= 4
        self._y -= 6
        for heading, text in told:
            lines = list(_wrapped(text, (self._width - _LABEL) / _SIZE)) if text else []
            for at, line in enumerate(lines):
                self._fits(_LEADING)
                if at == 0:
                    self._draw(fonts.line(heading.name))
                self._draw(line, _MARGIN + _LABEL, 0.0, self._width - _LABEL)
                self._y -= _LEADING

    # --- pages -------------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._pages += 1
        self._drawing, self._y = Drawing(), self._page_size[1] - _MARGIN - _SIZE
        if self._pages == 1:
            for line in _wrapped(self._stated.line, self._width / _SIZE):
                self._draw(line)
                self._y -= _LEADING
            self._y -= _LEADING
        if self._listed:
            self._head()

    def _end(self) -> None:
        self._y = _MARGIN - _LEADING
        self._draw(fonts.line(f"{self._stated.records} · {self._stated.moment} · {self._pages}"))
        self._document.page(self._drawing)

    def _fits(self, height: float) -> None:
        """Turns the page where so much does not fit on it."""
        if self._y - height < _MARGIN:
            self._end()
            self._begin()

    def _draw(
        self, line: Line, x: float = _MARGIN, below: float = 0.0, width: float | None = None, size: float = _SIZE
    ) -> None:
        """Draws a line at the place where we are; one that runs from right to left ends at the right of its width."""
        self._unknown += line.unknown
        left = x + width - line.width * size if width is not None and line.leftwards else x
        self._drawing.line(line, left, self._y - below, size)

    def _cut(self, text: str, width: float) -> list[Line]:
        """The lines of a cell, the last with a sign where there are more."""
        lines: list[str] = []
        for line in _texts(text, width / _SIZE):
            if len(lines) == _LINES:
                last = lines.pop()
                return [*map(fonts.line, lines), fonts.line(last[: max(1, len(last) - 2)] + _CUT)]
            lines.append(line)
        return [fonts.line(one) for one in lines] or [fonts.line("")]


def _wrapped(text: str, width: float) -> Iterator[Line]:
    return map(fonts.line, _texts(text, width))


def _texts(text: str, width: float) -> Iterator[str]:
    """A text in lines of at most `width` em: broken at spaces, and within words that are longer. Ends: each line takes
    some of it."""
    current = ""
    for word in fonts.shown(text).split(" "):
        joined = f"{current} {word}" if current else word
        if fonts.line(joined).width <= width:
            current = joined
            continue
        if current:
            yield current
        current = word
        while fonts.line(current).width > width and len(current) > 1:
            fits = _fitting(current, width)
            yield current[:fits]
            current = current[fits:]
    if current:
        yield current


def _fitting(word: str, width: float) -> int:
    """How many letters of a word fit, at least one; found by halving."""
    least, most = 1, len(word)
    while least < most:  # ends: the distance is halved
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fonts.line(word[:middle]).width <= width else (least, middle - 1)
    return least
