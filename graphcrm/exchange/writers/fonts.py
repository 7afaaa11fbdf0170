"""Letters as they are drawn: which font has them, how HarfBuzz sets them, and the part of a font that a file needs.

The fonts (Noto, IBM Plex, Heebo; SIL Open Font License) come as packages of their own. A letter that none of them has
is drawn as an empty box and counted, so that the file can say so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby

import uharfbuzz as hb

from graphcrm.exchange.writers import directions

# By the order in which they are looked at: package, file.
_FILES = (
    ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf"),
    ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf"),
    ("fontpkg_ibm_plex_sans_arabic", "files/IBMPlexSansArabic-Regular.ttf"),
    ("fontpkg_heebo", "files/Heebo[wght].ttf"),
    ("fontpkg_noto_sans_thai", "files/NotoSansThai[wdth,wght].ttf"),
)
_JOINED = ("Mn", "Me", "Mc")  # marks, which stand with the letter before them
_JOINERS = "\u200c\u200d"
# Tables that set letters: in a file they are set already.
_UNUSED = ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "meta", "vhea", "vmtx", "VORG", "BASE")
_UNKNOWN = "\ufffd"  # what the box for a letter that no font has stands for
_DROPPED = ("Cc", "Cf", "Cs", "Co", "Cn")


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that can be drawn with."""

    number: int
    face: hb.Face
    font: hb.Font
    letters: frozenset[int]

    @property
    def is_cff(self) -> bool:
        return "CFF " in self.face.table_tags

    @property
    def em(self) -> int:
        return int(self.face.upem)

    def width(self, glyph: int) -> int:
        return int(self.font.get_glyph_h_advance(glyph))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph as it is set: how far the next one is, how far it is moved itself, in units of the em; the text it
    stands for, empty where another one of its cluster says that."""

    id: int
    advance: int
    right: int
    up: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, from left to right; `turned`: that is not the way they are read."""

    typeface: Typeface
    glyphs: tuple[Glyph, ...]
    turned: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is set: what it says, its runs from left to right, its width in em, whether it runs from right to
    left, how many letters no font has."""

    text: str
    runs: tuple[Run, ...]
    width: float
    leftwards: bool
    unknown: int


@cache
def typefaces() -> tuple[Typeface, ...]:
    """The fonts, in their order."""
    found = []
    for number, (package, name) in enumerate(_FILES):
        face = hb.Face(hb.Blob.from_file_path(str(files(package).joinpath(name))))
        found.append(Typeface(number, face, hb.Font(face), frozenset(face.unicodes)))
    return tuple(found)


def shown(text: str) -> str:
    """A text without what is not drawn: control characters, marks of direction."""
    text = text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return "".join(one for one in text if one in _JOINERS or unicodedata.category(one) not in _DROPPED)


@lru_cache(20_000)
def line(text: str) -> Line:
    """A text set as one line."""
    text = shown(text)
    parts, leftwards = directions.parts(text)
    runs: list[Run] = []
    unknown = 0
    for part, turned in parts:
        pieces = list(_pieces(part))
        unknown += sum(len(piece) for typeface, piece in pieces if typeface is None)
        for typeface, piece in reversed(pieces) if turned else pieces:
            runs.append(_set(typeface or typefaces()[0], piece, turned))
    width = sum(glyph.advance / run.typeface.em for run in runs for glyph in run.glyphs)
    return Line(text, tuple(runs), width, leftwards, unknown)


def _pieces(text: str) -> Iterator[tuple[Typeface | None, str]]:
    """A text in pieces of one font each; None where none has the letters."""
    chosen: list[tuple[Typeface | None, str]] = []
    for letter in text:
        last = chosen[-1][0] if chosen else None
        stays = letter in _JOINERS or unicodedata.category(letter) in _JOINED or letter == " "
        if stays and last is not None and (letter in _JOINERS or ord(letter) in last.letters):
            chosen.append((last, letter))
        else:
            chosen.append((next((one for one in typefaces() if ord(letter) in one.letters), None), letter))
    for typeface, group in groupby(chosen, lambda one: one[0]):
        yield typeface, "".join(letter for _, letter in group)


def _set(typeface: Typeface, text: str, turned: bool) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if turned else "ltr"
    hb.shape(typeface.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    told: set[int] = set()
    glyphs = []
    for info, position in zip(infos, positions, strict=True):
        said = "" if info.cluster in told else text[info.cluster : ends[info.cluster]]
        told.add(info.cluster)
        glyphs.append(Glyph(info.codepoint, position.x_advance, position.x_offset, position.y_offset, said))
    return Run(typeface, tuple(glyphs), turned)


@dataclass(slots=True)
class Used:
    """What of the fonts a file has used: by font the texts of its glyphs."""

    glyphs: dict[int, dict[int, str]] = field(default_factory=dict)

    def use(self, run: Run) -> None:
        own = self.glyphs.setdefault(run.typeface.number, {})
        for glyph in run.glyphs:
            own[glyph.id] = (own.get(glyph.id) or glyph.text) if glyph.id else _UNKNOWN


def part(typeface: Typeface, glyphs: Sequence[int]) -> bytes:
    """The part of a font that these glyphs need, each under its number, at its usual weight."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, *glyphs})
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.pin_all_axes_to_default(typeface.face)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNUSED)
    return bytes(hb.subset(typeface.face, wanted).blob.data)
