"""Text within XML 1.0: what it may not hold becomes the sign for what cannot be shown."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_NEVER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """A text of characters that XML knows."""
    return _NEVER.sub("\ufffd", text)


def inner(text: str) -> str:
    """A text between two tags. A carriage return would be read as a line feed."""
    return escape(clean(text), {"\r": "&#13;"})


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    return quoteattr(clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
