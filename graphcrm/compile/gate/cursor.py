"""Reading tokens one after the other, and writing down those that were understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from graphcrm.compile.gate.allowed import RESERVED
from graphcrm.compile.gate.meaning import Meaning, Node
from graphcrm.compile.gate.tokens import Token, place, tokens
from graphcrm.errors import Gated, GraphcrmError, ParseFailed

_DEEPEST = 40
_LABEL = Token("WORD", "", "", 0)
_MISSING = "a statement that goes on"


class Cursor:
    """The tokens of a text, what of it is written anew so far, and what it means."""

    def __init__(self, text: str, meaning: Meaning) -> None:
        self.meaning = meaning
        self.parameters: set[str] = set()
        self._source = text
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        # A node without a label gets one at the end, when all its places are known.
        self._written: list[Token | Node] = []

    def peek(self, ahead: int = 0) -> Token:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def sign(self, *signs: str, ahead: int = 0) -> bool:
        """Whether the next token is one of these signs."""
        token = self.peek(ahead)
        return token.kind == "SIGN" and token.value in signs

    def word(self, *words: str, ahead: int = 0) -> bool:
        """Whether the next token is one of these words of the language."""
        return self.peek(ahead).word in words and bool(words)

    def take(self) -> Token:
        """The next token, which is written down."""
        token = self.peek()
        if token.kind == "END":
            raise ParseFailed(f"Something is missing at the end: {_MISSING}.")
        self._at += 1
        self._written.append(token)
        return token

    def take_if(self, *signs: str) -> bool:
        if self.sign(*signs):
            self.take()
            return True
        return False

    def take_word_if(self, *words: str) -> bool:
        if self.word(*words):
            self.take()
            return True
        return False

    def expect(self, *signs: str) -> None:
        if not self.take_if(*signs):
            raise self.unread(" or ".join(signs))

    def expect_word(self, *words: str) -> None:
        if not self.take_word_if(*words):
            raise self.unread(" or ".join(words))

    def name(self, what: str) -> str:
        """The name of a label, a type, a property."""
        token = self.peek()
        if token.kind not in ("WORD", "NAME"):
            raise self.unread(what)
        return self.take().value

    def new_name(self) -> str:
        """The name of a variable."""
        token = self.peek()
        if token.kind not in ("WORD", "NAME") or token.word in RESERVED:
            raise self.unread("the name of a variable")
        return self.take().value

    def is_name(self, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token.kind == "NAME" or (token.kind == "WORD" and token.word not in RESERVED)

    def write(self, node: Node) -> None:
        """Where the label of a node is written that stands without one."""
        self._written.append(node)

    def where(self) -> str:
        return place(self._source, self.peek().at)

    def unread(self, wanted: str) -> GraphcrmError:
        """What to say of a token that stands where something else must. What is no part of the language we read is
        refused; what is, stands in the wrong place."""
        token = self.peek()
        if token.kind == "END":
            return ParseFailed(f"Something is missing at the end: {wanted}.")
        if token.kind == "WORD":
            return Gated(f"{token.value} may not stand at {self.where()}: {wanted} is what can be read here.")
        return ParseFailed(f"{token.text} cannot be read at {self.where()}: {wanted} must stand there.")

    def refused(self, sentence: str) -> Gated:
        return Gated(f"{sentence} ({self.where()})")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Gated("The statement is nested too deeply.")
        try:
            yield
        finally:
            self._depth -= 1

    def separated(self, read: Callable[[], object]) -> None:
        """What `read` reads, once and again after each comma."""
        read()
        while self.take_if(","):  # ends: each turn takes tokens
            read()

    def written(self) -> str:
        """The statement as it is sent: what was understood and nothing else."""
        return self._joined({})

    def blanked(self) -> str:
        """The statement with its texts and numbers left out, for the trail."""
        return self._joined({"TEXT": "?", "NUMBER": "?"})

    def _joined(self, blanks: Mapping[str, str]) -> str:
        """What was written, with `blanks` in the place of tokens of some kinds. Words are kept apart and signs close,
        so that a column without a name of its own is called as people would write it."""
        parts: list[str] = []
        last: Token | None = None
        for one in self._written:
            if isinstance(one, Node):
                parts.append(":" + "|".join(self.meaning.labels(one)))
                last = _LABEL
                continue
            close = last is not None and _close(last, one)
            parts.append(("" if close or not parts else " ") + blanks.get(one.kind, one.text))
            last = one
        return "".join(parts)


def _close(before: Token, here: Token) -> bool:
    """Whether two tokens stand without a space between them, and are still two."""
    if here.kind == "SIGN" and here.value == "(":
        return before.kind == "WORD" and (before.word not in RESERVED or before.word == "COLLECT")
    if here.kind == "SIGN" and here.value in (")", "]", ",", ".", "..", ":"):
        return not (before.kind == "NUMBER" and here.value == ".")
    return before.kind == "SIGN" and before.value in ("(", "[", ".", "..", ":")
