"""Organizations: how their records are compared; their names without what every name of a company has."""

from __future__ import annotations

import re

from graphcrm.measures import normal_forms
from graphcrm.measures.matching.fields import Comparison, Field, Kind, Values, digits, evidence, key, of, street, words

# Legal forms, by the words they are written with once points are gone; longer ones first where one begins another.
_FORMS = {
    "gmbh co kg": "gmbh & co kg", "gmbh und co kg": "gmbh & co kg", "ag co kg": "ag & co kg",
    "gesellschaft mit beschrankter haftung": "gmbh",
    "aktiengesellschaft": "ag", "public limited company": "plc", "limited liability company": "llc",
    "societe anonyme": "sa", "private limited": "ltd", "pvt ltd": "ltd", "pty ltd": "ltd", "co ltd": "ltd",
    "s a s": "sas", "s a r l": "sarl", "s p a": "spa", "s r l": "srl", "s a": "sa", "b v": "bv", "n v": "nv",
    "a s": "as", "sp z o o": "sp zoo", "sp zoo": "sp zoo", "d o o": "doo", "e v": "ev", "e k": "ek",
    "gmbh": "gmbh", "mbh": "gmbh", "ag": "ag", "kg": "kg", "ohg": "ohg", "gbr": "gbr", "ug": "ug", "se": "se",
    "ltd": "ltd", "limited": "ltd", "plc": "plc", "llc": "llc", "llp": "llp", "inc": "inc", "incorporated": "inc",
    "corp": "corp", "corporation": "corp", "sa": "sa", "sas": "sas", "sarl": "sarl", "spa": "spa", "srl": "srl",
    "bv": "bv", "nv": "nv", "ab": "ab", "aps": "aps", "as": "as", "oy": "oy", "oyj": "oyj", "kft": "kft", "zrt": "zrt",
    "doo": "doo", "ev": "ev", "ek": "ek", "eg": "eg", "sl": "sl", "lda": "lda", "kk": "kk",
}  # fmt: skip
_FORM = re.compile(r"(?<!\S)(" + "|".join(sorted(map(re.escape, _FORMS), key=len, reverse=True)) + r")(?=\s*$)")
# Said shorter or longer, the same is meant.
_SHORT = {
    "international": "intl", "internationale": "intl", "technologies": "tech", "technology": "tech",
    "technologie": "tech", "manufacturing": "mfg", "management": "mgmt", "brothers": "bros", "gebruder": "gebr",
    "company": "co", "compagnie": "co", "services": "service", "solutions": "solution", "systems": "system",
    "systeme": "system", "holdings": "holding", "und": "", "and": "", "et": "", "the": "", "der": "", "die": "",
}  # fmt: skip


def parted(name: str) -> tuple[str, str]:
    """A name of an organization without its legal form, and that form, both in normal form; a name that is nothing but
    a form is a name: `Nordlicht Wind GmbH & Co. KG` → `nordlicht wind`, `gmbh & co kg`."""
    text = re.sub(r"[.']", "", normal_forms.fold(name)) if "." in name else normal_forms.fold(name)
    bare = words(text)
    found = _FORM.search(bare)
    if found is None or not bare[: found.start()].strip():
        return _shortened(bare), ""
    return _shortened(bare[: found.start()].strip()), _FORMS[found[1]]


def _shortened(bare: str) -> str:
    said = " ".join(filter(None, (_SHORT.get(word, word) for word in bare.split())))
    return said or bare


def _told(told: Values) -> Values:
    """The name and the legal form apart, where the form is not told."""
    name, form = parted(told.get("name", ""))
    return {**told, "name": name, "legal_form": told.get("legal_form") or form}


# A convention, held to the companies that tests and the benchmark invent.
ORGANIZATION = Kind(
    (
        Field("name", words, Comparison.TITLE, (0.06, 0.1, 0.24, 0.6), (0.995, 0.003, 0.001, 0.001)),
        Field("legal_form", words, Comparison.CODE, (0.15, 0.02, 0.03, 0.8), (0.78, 0.01, 0.01, 0.2), False),
        Field(
            "domain",
            normal_forms.domain,
            Comparison.CODE,
            (0.12, 0.02, 0.06, 0.8),
            (0.985, 0.0098, 0.005, 0.0002),
            many=True,
        ),
        Field(
            "email",
            normal_forms.email,
            Comparison.EMAIL,
            (0.3, 0.05, 0.15, 0.5),
            (0.97, 0.003, 0.0265, 0.0005),
            many=True,
        ),
        Field(
            "phone",
            normal_forms.phone_part,
            Comparison.CODE,
            (0.2, 0.05, 0.1, 0.65),
            (0.97, 0.02, 0.008, 0.002),
            many=True,
        ),
        # Two register numbers of one company are a mistake; so they hardly ever differ.
        Field("register_number", words, Comparison.CODE, (0.01, 0.01, 0.02, 0.96), (0.998, 0.001, 0.0005, 0.0005)),
        Field("street", street, Comparison.NAME, (0.2, 0.02, 0.2, 0.58), (0.985, 0.012, 0.002, 0.001)),
        Field("street_number", digits, Comparison.CODE, (0.25, 0.005, 0.005, 0.74), (0.97, 0.005, 0.005, 0.02)),
        Field("postcode", words, Comparison.CODE, (0.18, 0.05, 0.02, 0.75), (0.985, 0.012, 0.001, 0.002)),
        Field(
            "city",
            words,
            Comparison.NAME,
            (0.12, 0.02, 0.06, 0.8),
            (0.965, 0.01, 0.005, 0.02),
            told_by="postcode",
        ),
        Field(
            "country",
            words,
            Comparison.CODE,
            (0.02, 0.005, 0.005, 0.97),
            (0.6, 0.01, 0.01, 0.38),
            rare_says_more=False,
            told_by="city",
        ),
        evidence("people", Comparison.OVERLAP, (0.75, 0.1, 0.149, 0.001), (0.998, 0.001, 0.0009, 0.0001)),
        evidence("parent", Comparison.COMMON, (0.4, 0.005, 0.005, 0.59), (0.99, 0.0005, 0.0005, 0.009)),
    ),
    _told,
    None,
    (
        key(of("domain")),
        key(of("phone")),
        key(of("email")),
        key(of("register_number")),
        key(of("name", 8)),
        key(lambda values: _first(values["name"]), of("postcode")),
        key(lambda values: _first(values["name"]), of("city")),
        key(lambda values: " ".join(sorted(values["name"].split()))),
        key(of("street", 8), of("street_number")),
        key(lambda values: " ".join(values["street"].split()[:2]), of("postcode")),
    ),
    # Whoever shares a telephone or an address has a landlord in common.
    known_by=("name", "domain", "register_number", "email"),
)


def _first(name: str) -> str:
    return name.partition(" ")[0]
