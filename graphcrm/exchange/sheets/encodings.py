"""In which encoding a text stands: UTF-8, or the one that was named. Where neither fits, people are shown how words
would read in others and say which is right: detectors guess wrong too often to be trusted.
"""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from graphcrm.errors import BadUserInput

_CANDIDATES = ("cp1252", "cp1250", "iso8859-15", "iso8859-2", "cp1251", "mac_roman", "cp850", "cp437")
_CHUNK = 1 << 20
_SHOWN = 20
_WORD = re.compile(r"\w*[^\x00-\x7f]\w*")
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16", codecs.BOM_UTF32_LE: "UTF-32"}


def codec(name: str) -> str:
    """The codec of an encoding. BadUserInput for none, or one whose lines and commas are not those of ASCII."""
    try:
        found = codecs.lookup(name).name.replace("utf-8-sig", "utf-8")
        plain = 'a,"\n'.encode(found) == b'a,"\n'
    except (LookupError, UnicodeError) as error:
        raise BadUserInput(f"{name} is no encoding known here. Name one such as latin-1 or cp1252.") from error
    if not plain:
        raise BadUserInput(f"Files in {name} cannot be read line by line. Save them as UTF-8.")
    return found


def of(path: Path, name: str, stated: str | None) -> str:
    """The encoding of a text file. BadUserInput where it is no text, or not UTF-8 and nobody said what else."""
    with path.open("rb") as file:
        head = file.read(4096)
        for mark, told in _MARKS.items():
            if head.startswith(mark):
                raise BadUserInput(f"{name} stands in {told}. Save it as UTF-8.")
        if head.startswith(b"PK\x03\x04") or head.count(0) * 10 > len(head):
            raise BadUserInput(f"{name} holds bytes that are no text. Is it another kind of file?")
        if stated is not None:
            return codec(stated)
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        samples: list[bytes] = []
        good = True
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                good = False
            if len(samples) < _SHOWN:
                samples += _foreign(chunk)
            if not good and len(samples) >= _SHOWN:
                break
        try:
            decoder.decode(b"", final=good)
        except UnicodeDecodeError:
            good = False
    if good:
        return "utf-8"
    raise BadUserInput(f"{name} is not UTF-8. {candidates(samples[:_SHOWN])}")


def candidates(samples: list[bytes]) -> str:
    """How sample words read in other encodings, as sentences; those that read alike stand together."""
    read: dict[str, list[str]] = {}
    for name in _CANDIDATES:
        try:
            words = [word for one in samples for word in _WORD.findall(one.decode(name))]
        except UnicodeDecodeError:
            continue
        text = ", ".join(list(dict.fromkeys(words))[:_SHOWN])
        if text and text.isprintable():
            read.setdefault(text, []).append(name)
    told = "; ".join(f"{' or '.join(names)}: {text}" for text, names in read.items())
    return f"Name the encoding in which its words read right, with --encoding: {told}." if told else "Save it as UTF-8."


def _foreign(chunk: bytes) -> list[bytes]:
    """Words with bytes beyond ASCII."""
    return re.findall(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,20}", chunk)[:_SHOWN]
