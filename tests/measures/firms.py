"""Invented companies with sites, and second records of them as people type them: another or no legal form, short words,
words in another order, streets spelt otherwise, fields that are missing, telephones and addresses shared by several
companies; beside them what only looks the same: sisters of one stem, funds that a number tells apart."""

from __future__ import annotations

import random
from dataclasses import dataclass

_WORDS = {
    "first": "nor bal kes tir mon vel hal dra pel sin bru cor fen gal ham lim mar ost qua rin sol tav ul wen zar",
    "last": "dara vik mund gard ton wick dal stedt mar lund ney holt berg sand rup lin este ova ero ica",
    "trade": "Wind Solar Logistics Foods Textiles Chemicals Optics Robotics Timber Ceramics Software Shipping Pharma",
    "more": "Group International Technologies Services Solutions Systems Holding Partners Manufacturing",
    "street": "Harbour Mill Church Station Garden Market Bridge Castle Orchard Kingfisher Linden Quarry",
}
_FIRST, _LAST, _TRADES, _MORE, _STREETS = (words.split() for words in _WORDS.values())
_FORMS = ["GmbH", "AG", "Ltd", "PLC", "Inc.", "S.A.", "S.p.A.", "B.V.", "GmbH & Co. KG", "LLC"]
_OTHER_FORMS = {
    "GmbH": ["", "gmbh", "G.m.b.H."], "AG": ["", "A.G."], "Ltd": ["Limited", "", "Ltd."], "PLC": ["plc", "P.L.C."],
    "Inc.": ["Incorporated", "Inc", ""], "S.A.": ["SA", "S.A", ""], "S.p.A.": ["SpA", ""], "B.V.": ["BV", ""],
    "GmbH & Co. KG": ["GmbH und Co. KG", "GmbH", ""], "LLC": ["L.L.C.", ""],
}  # fmt: skip
_SHORT = {"International": "Intl.", "Technologies": "Tech", "Manufacturing": "Mfg.", "Services": "Service"}
_WAYS = [("Street", "St."), ("Road", "Rd"), ("Avenue", "Ave."), ("Lane", "Ln")]
_CITIES = ["Kiel", "Leeds", "Turin", "Gent", "Malmo", "Porto", "Graz", "Lyon", "Aarhus", "Cork", "Bilbao", "Brno"]
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Firms:
    """Records, and of each the number of the company that it is of."""

    records: list[Row]
    truth: list[int]


def generated(companies: int = 1_800, seed: int = 8) -> Firms:
    """So many companies, a third with one more record and some with two, in random order."""
    dice = random.Random(seed)
    rows: list[tuple[int, Row]] = []
    stem, known = "", set[str]()
    for number in range(companies):
        if number % 6 or not stem:  # each sixth is a sister of the one before: the same stem in another trade
            stem = (dice.choice(_FIRST) + dice.choice(_LAST)).title()
            if dice.random() < 0.5:
                stem += f" {(dice.choice(_FIRST) + dice.choice(_LAST)).title()}"
        neighbour = rows[-1][1] if rows and dice.random() < 0.08 else None
        one = _company(dice, stem, neighbour)
        while one["domain"] in known:  # ends: there are more stems and trades than companies
            stem = (dice.choice(_FIRST) + dice.choice(_LAST) + dice.choice(_LAST)).title()
            one = _company(dice, stem, neighbour)
        known.add(one["domain"])
        rows.append((number, one))
        for _ in range(dice.choices((0, 1, 2), (62, 30, 8))[0]):
            rows.append((number, _copied(dice, one)))
    dice.shuffle(rows)
    return Firms([row for _, row in rows], [number for number, _ in rows])


def _company(dice: random.Random, stem: str, neighbour: Row | None) -> Row:
    """A company; with a neighbour, at its address and on its telephone."""
    words = [stem, dice.choice(_TRADES)]
    if dice.random() < 0.35:
        words.append(dice.choice(_MORE))
    if dice.random() < 0.04:
        words.append(dice.choice(("Fund I", "Fund II", "Fund III", "2", "3")))
    site = "".join(words[:2]).lower().replace(" ", "")
    row = {
        "name": f"{' '.join(words)} {dice.choice(_FORMS)}",
        "domain": f"{site}.example",
        "phone": f"+49 40 {dice.randrange(10**6, 10**7)}",
        "street": f"{dice.choice(_STREETS)} {dice.choice(_WAYS)[0]}",
        "street_number": str(dice.randrange(1, 200)),
        "postcode": str(dice.randrange(10_000, 99_999)),
        "city": dice.choice(_CITIES),
        "country": dice.choice(("DE", "GB", "IT", "BE", "SE", "PT")),
        "register_number": f"HRB {dice.randrange(10**4, 10**6)}",
    }
    if neighbour is not None:
        row |= {name: neighbour[name] for name in ("phone", "street", "street_number", "postcode", "city", "country")}
    return row


def _copied(dice: random.Random, one: Row) -> Row:
    row = {**one, "name": _retyped(dice, one["name"])}
    for long, short in _WAYS:
        if dice.random() < 0.5:
            row["street"] = row["street"].replace(long, short)
    for name, share in (("domain", 0.35), ("phone", 0.4), ("street", 0.3), ("postcode", 0.3), ("register_number", 0.75),
                        ("city", 0.15), ("country", 0.2)):  # fmt: skip
        if dice.random() < share:
            row[name] = ""
    if not row["street"]:
        row["street_number"] = ""
    if dice.random() < 0.15:  # it has moved
        row |= {"street": f"{dice.choice(_STREETS)} Road", "street_number": str(dice.randrange(1, 200)), "postcode": ""}
    if row["phone"] and dice.random() < 0.25:  # another extension
        row["phone"] = f"{row['phone'][:-2]}{dice.randrange(10, 99)}"
    return row


def _retyped(dice: random.Random, name: str) -> str:
    """A name with its form said otherwise or not at all, and one more change at times."""
    form = next(form for form in sorted(_FORMS, key=len, reverse=True) if name.endswith(f" {form}"))
    words = name.removesuffix(f" {form}").split()
    chance = dice.random()
    if chance < 0.2:
        words = [_SHORT.get(word, word) for word in words]
    elif chance < 0.3 and len(words) > 2:
        words = [*words[1:], words[0]]
    elif chance < 0.4 and words[-1] in _MORE:
        words = words[:-1]
    elif chance < 0.6:
        at = dice.randrange(len(words))
        words[at] = _mistyped(dice, words[at])
    other = dice.choice(_OTHER_FORMS[form]) if dice.random() < 0.6 else form
    return " ".join([*words, other]).strip()


def _mistyped(dice: random.Random, word: str) -> str:
    """Two letters swapped, or one left out."""
    if len(word) < 5 or word.isdigit():
        return word
    at = dice.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if dice.random() < 0.5 else word[:at] + word[at + 1 :]
