"""Where things lie: coordinates of cities, and for each country its language, its names and its telephone numbers.

Telephone numbers come only from ranges that regulators keep for fiction (Bundesnetzagentur, PTS, Ofcom, Arcep,
NANP 555-01xx), so that no number of the demo world rings anywhere; people of other countries have none.
"""

from __future__ import annotations

from graphcrm.demo import tables

LANGUAGES = {
    "AT": "de", "CH": "de", "DE": "de", "SE": "sv", "NO": "no", "DK": "da", "FI": "fi", "PL": "pl", "CZ": "cs",
    "GB": "en", "IE": "en", "US": "en", "NL": "nl", "BE": "nl", "FR": "fr", "IT": "it", "ES": "es", "CL": "es",
    "PT": "pt", "BR": "pt", "HU": "hu", "IS": "is", "TR": "tr", "BG": "bg", "KZ": "ru", "GR": "el", "CN": "zh",
    "JP": "ja", "KR": "ko", "IN": "hi", "AE": "ar", "EG": "ar", "IL": "he", "ID": "id",
}  # fmt: skip
"""The language of business by country; also the key of the country's names, where `_CULTURES` says nothing else."""

_CULTURES = {
    "DE": ("de",) * 16 + ("pl", "pl", "tr", "tr", "vi", "cs"),
    "US": ("us", "us", "us", "en", "vi"),
    "SE": ("sv", "sv", "sv", "sv", "fi", "tr"),
    "NO": ("no", "no", "no", "no", "pl"),
}

_PHONES = {
    "DE": (
        ("+49 30 23125 {:03d}", 1000),
        ("+49 40 66969 {:03d}", 1000),
        ("+49 69 90009 {:03d}", 1000),
        ("+49 89 99998 {:03d}", 1000),
    ),
    "SE": (("+46 8 465 004 {:02d}", 100), ("+46 31 390 06 {:02d}", 50)),
    "GB": (("+44 20 7946 0{:03d}", 1000),),
    "FR": (("+33 1 99 00 00 {:02d}", 100),),
    "US": (("+1 414 555 01{:02d}", 100), ("+1 713 555 01{:02d}", 100), ("+1 218 555 01{:02d}", 100)),
}


def cultures(country: str) -> tuple[str, ...]:
    """Keys of the cultures that names of the country come from, the frequent ones repeated."""
    return _CULTURES.get(country, (LANGUAGES[country],))


def phones(country: str) -> list[str]:
    """All numbers of the country that are kept for fiction; none where there is no such range."""
    return [pattern.format(number) for pattern, count in _PHONES.get(country, ()) for number in range(count)]


def locate(organizations: list[tables.Row]) -> None:
    """Give every legal body the coordinates of its city."""
    places = {row["city"]: row for row in tables.read("core", "places")}
    for organization in organizations:
        if organization["kind"] in ("COMPANY", "GOVERNMENT", "NONPROFIT"):
            place = places[organization["city"]]
            organization |= {"latitude": place["latitude"], "longitude": place["longitude"]}
