"""Persons: how their records are compared, the network around them included."""

from __future__ import annotations

from graphcrm.measures import normal_forms
from graphcrm.measures.matching import pet_names, scripts
from graphcrm.measures.matching.fields import (
    LINE,
    Comparison,
    Field,
    Kind,
    Values,
    digits,
    evidence,
    key,
    local,
    of,
    sound,
    street,
    words,
)

_GIVEN, _FAMILY, _BORN = "given_name", "family_name", "date_of_birth"


def _named(told: Values) -> Values:
    """A name in one piece in its two parts, where these are not told: `Lind, Åsa` and `Åsa Lind` alike."""
    name = told.get("name", "")
    if not name or told.get(_GIVEN) or told.get(_FAMILY):
        return told
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.strip().rpartition(" ")
    return {**told, _GIVEN: given, _FAMILY: family}


def _familiar(values: Values) -> str:
    """What a given name begins with, and what it may be short for: a line for each."""
    given = values[_GIVEN]
    whole = {group.partition(" ")[0] for group in pet_names.KNOWN.get(given, ())}
    return LINE.join(sorted(filter(None, {scripts.latin(given)[:1], *whole})))


# Learnt from FEBRL 3 and fake_1000 (e-mail), rounded; those of phone, country, organization, title, profile and of the
# network are a convention.
PERSON = Kind(
    (
        Field(_GIVEN, words, Comparison.NAME, (0.15, 0.1, 0.16, 0.59), (0.988, 0.007, 0.002, 0.003)),
        Field(_FAMILY, words, Comparison.NAME, (0.13, 0.1, 0.21, 0.56), (0.992, 0.004, 0.001, 0.003)),
        Field(_BORN, digits, Comparison.CODE, (0.08, 0.02, 0.04, 0.86), (0.984, 0.014, 0.0013, 0.0007)),
        Field(
            "email",
            normal_forms.email,
            Comparison.EMAIL,
            (0.1, 0.09, 0.31, 0.5),
            (0.995, 0.0015, 0.0015, 0.002),
            many=True,
        ),
        Field(
            "phone",
            normal_forms.phone_part,
            Comparison.CODE,
            (0.1, 0.05, 0.1, 0.75),
            (0.97, 0.02, 0.009, 0.001),
            many=True,
        ),
        Field("street_number", words, Comparison.CODE, (0.19, 0.005, 0.005, 0.8), (0.984, 0.001, 0.001, 0.014)),
        Field("street", street, Comparison.NAME, (0.1, 0.01, 0.38, 0.51), (0.987, 0.012, 0.0005, 0.0005)),
        Field("address_2", street, Comparison.NAME, (0.1, 0.02, 0.41, 0.47), (0.9966, 0.002, 0.0007, 0.0007)),
        Field(
            "city",
            words,
            Comparison.NAME,
            (0.08, 0.02, 0.26, 0.64),
            (0.985, 0.004, 0.004, 0.007),
            told_by="employer",
        ),
        Field("postcode", words, Comparison.CODE, (0.03, 0.2, 0.01, 0.76), (0.985, 0.013, 0.0006, 0.0014)),
        Field("region", words, Comparison.CODE, (0.055, 0.005, 0.005, 0.935), (0.76, 0.01, 0.01, 0.22), False),
        Field("country", words, Comparison.NAME, (0.02, 0.01, 0.02, 0.95), (0.6, 0.02, 0.01, 0.37), False),
        Field("national_id", words, Comparison.CODE, (0.06, 0.07, 0.01, 0.86), (0.9992, 0.0002, 0.0001, 0.0005)),
        Field("organization", words, Comparison.NAME, (0.15, 0.1, 0.15, 0.6), (0.95, 0.03, 0.01, 0.01)),
        Field("title", words, Comparison.NAME, (0.3, 0.15, 0.15, 0.4), (0.93, 0.03, 0.01, 0.03)),
        Field(
            "mailbox",
            normal_forms.email,
            Comparison.MAILBOX,
            (0.2, 0.3, 0.2, 0.3),
            (0.996, 0.002, 0.001, 0.001),
            rare_says_more=False,
            many=True,
        ),
        evidence("profile", Comparison.COMMON, (0.1, 0.005, 0.005, 0.89), (0.9999, 0.00004, 0.00003, 0.00003)),
        evidence("employer", Comparison.COMMON, (0.3, 0.005, 0.005, 0.69), (0.97, 0.0005, 0.0005, 0.029)),
        evidence("manager", Comparison.COMMON, (0.79, 0.005, 0.005, 0.2), (0.98, 0.0005, 0.0005, 0.019)),
        evidence("correspondents", Comparison.OVERLAP, (0.5, 0.2, 0.299, 0.001), (0.95, 0.04, 0.009, 0.001)),
        # People do mail their second address, but hardly ever; among candidates colleagues and families do often.
        evidence("met", Comparison.MET, (0.9994, 0.0001, 0.0001, 0.0004), (0.9498, 0.0001, 0.0001, 0.05), learnt=False),
    ),
    _named,
    (_GIVEN, _FAMILY),
    (
        key(of("email")),
        key(local),
        key(of("mailbox")),
        key(lambda values: local(values, "mailbox")),
        key(of("phone")),
        key(of("national_id")),
        key(of("profile")),
        key(of(_BORN)),
        key(sound(_FAMILY), sound(_GIVEN)),
        key(of(_FAMILY, 3), of("postcode")),
        key(of(_GIVEN, 3), of("postcode")),
        key(of("street"), of("street_number")),
        key(of("street"), of("city")),
        key(sound(_FAMILY), of("city")),
        key(sound(_GIVEN), of("city")),
        key(sound(_GIVEN), of("employer")),
        key(of(_GIVEN), of(_BORN, 4)),
        key(of(_FAMILY), _familiar),
    ),
    wide_keys=(key(of(_FAMILY)), key(of("email", 5))),
    version=2,
)
