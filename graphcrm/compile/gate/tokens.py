"""From the text of a statement to its tokens. Comments go, texts are written anew; what could be read in two ways is
refused: escapes that the server resolves before it parses, letters that look like signs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphcrm.errors import Gated, ParseFailed

LONGEST = 20_000
_MOST = 2_000
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"(?:\d+\.\d+|\d+(?!\.\d))(?:[eE][+-]?\d+)?(?![A-Za-z0-9_])")
_SIGNS = re.compile(r"\.\.|<=|>=|<>|[()\[\]{},.:;|=<>+\-*/%^&]")
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_WRITTEN = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `kind` WORD, NAME (in back-ticks), TEXT, NUMBER, PARAMETER, SIGN or END; `value` is what it says,
    `text` how it is written anew, `at` where it stands in what was sent, from 0."""

    kind: str
    value: str
    text: str
    at: int

    @property
    def word(self) -> str:
        """A word in capitals; empty for anything else."""
        return self.value.upper() if self.kind == "WORD" else ""


def tokens(text: str) -> list[Token]:
    """All tokens of a text, with an END. ParseFailed says what cannot be read, Gated what may not be written."""
    if len(text) > LONGEST:
        raise Gated(f"A statement may have at most {LONGEST} characters.")
    found: list[Token] = []
    at = _after_space(text, 0)
    while at < len(text):  # ends: each turn takes at least one character
        token, at = _next(text, at)
        found.append(token)
        if len(found) > _MOST:
            raise Gated(f"A statement may have at most {_MOST} words and signs.")
        at = _after_space(text, at)
    return [*found, Token("END", "", "", len(text))]


def place(text: str, at: int) -> str:
    """Where in a text something stands, for people."""
    before = text[:at]
    return f"line {before.count(chr(10)) + 1}, column {at - before.rfind(chr(10))}"


def _after_space(text: str, at: int) -> int:
    """Where the next token begins: behind spaces and comments."""
    while at < len(text):  # ends: each turn moves on
        if text[at] in " \t\r\n":
            at += 1
        elif text.startswith("//", at):
            end = next((i for i in range(at, len(text)) if text[i] in "\r\n"), len(text))
            _plain(text, at, end)
            at = end
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                raise ParseFailed(f"The comment that begins at {place(text, at)} has no end.")
            _plain(text, at, end)
            at = end + 2
        else:
            break
    return at


def _plain(text: str, start: int, end: int) -> None:
    """Refuses what the server would read as something else before it parses: `\\u` is resolved in comments, too."""
    found = re.search(r"\\[uU]", text[start:end])
    if found is not None:
        raise Gated(f"Write the letter itself, not \\u, at {place(text, start + found.start())}.")


def _next(text: str, at: int) -> tuple[Token, int]:
    first = text[at]
    if first in "'\"":
        return _quoted(text, at)
    if first == "`":
        found = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*)`").match(text, at)
        if found is None or text.startswith("`", found.end()):
            raise Gated(f"Between back-ticks letters, digits and _ may stand alone: {place(text, at)}.")
        return Token("NAME", found[1], found[0], at), found.end()
    if first == "$":
        found = _WORD.match(text, at + 1)
        if found is None:
            raise Gated(f"A parameter is $ and a name of letters, digits and _: {place(text, at)}.")
        return Token("PARAMETER", found[0], f"${found[0]}", at), found.end()
    for kind, form in (("NUMBER", _NUMBER), ("WORD", _WORD), ("SIGN", _SIGNS)):
        found = form.match(text, at)
        if found is not None:
            return Token(kind, found[0], found[0], at), found.end()
    raise Gated(f"This may not stand here: {first!r}, {place(text, at)}.")


def _quoted(text: str, at: int) -> tuple[Token, int]:
    quote, value, here = text[at], [], at + 1
    while here < len(text) and text[here] != quote:  # ends: each turn moves on
        one = text[here]
        if one == "\\":
            escaped = text[here + 1 : here + 2]
            if escaped not in _ESCAPES or not escaped:
                raise Gated(f"In a text \\{escaped} may not stand: {place(text, here)}.")
            value.append(_ESCAPES[escaped])
            here += 2
            _plain(text, here - 1, min(here + 1, len(text)))
            continue
        if one < " " and one not in "\t\r\n":
            raise Gated(f"A text may hold no control characters: {place(text, here)}.")
        value.append(one)
        here += 1
    if here >= len(text):
        raise ParseFailed(f"The text that begins at {place(text, at)} has no end.")
    said = "".join(value)
    return Token("TEXT", said, "'" + "".join(_WRITTEN.get(c, c) for c in said) + "'", at), here + 1
