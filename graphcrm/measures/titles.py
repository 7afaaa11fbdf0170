"""The level of somebody by the words of their title: a convention, told as a table, and a weak sign.

The longest pattern that is found in a title decides, so that a vice president is no president. Whoever assists somebody
has a level of their own, whomever they assist.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from graphcrm.measures.normal_forms import search_words

# Words in their order, as search cuts them up, and the level of who has them, 0–1.
LEVELS: Mapping[str, float] = {
    "chair": 1.0,
    "chairman": 1.0,
    "chairwoman": 1.0,
    "chairperson": 1.0,
    "owner": 1.0,
    "founder": 1.0,
    "president": 1.0,
    "chief executive": 1.0,
    "ceo": 1.0,
    "managing director": 1.0,
    "general manager": 0.9,
    "geschäftsführer": 1.0,
    "geschäftsführerin": 1.0,
    "vorstand": 1.0,
    "directeur général": 1.0,
    "director general": 1.0,
    "chief": 0.9,
    "cfo": 0.9,
    "coo": 0.9,
    "cto": 0.9,
    "cio": 0.9,
    "cmo": 0.9,
    "ciso": 0.8,
    "executive vice president": 0.85,
    "senior vice president": 0.8,
    "vice president": 0.75,
    "evp": 0.85,
    "svp": 0.8,
    "vp": 0.75,
    "partner": 0.8,
    "senior director": 0.7,
    "director": 0.65,
    "directeur": 0.65,
    "direktor": 0.65,
    "head of": 0.6,
    "head": 0.6,
    "leiter": 0.55,
    "leiterin": 0.55,
    "responsable": 0.5,
    "jefe": 0.5,
    "senior manager": 0.5,
    "manager": 0.45,
    "team lead": 0.4,
    "lead": 0.4,
    "supervisor": 0.35,
    "principal": 0.4,
    "expert": 0.3,
    "senior": 0.3,
    "engineer": 0.2,
    "analyst": 0.2,
    "specialist": 0.2,
    "consultant": 0.2,
    "officer": 0.25,
    "buyer": 0.2,
    "clerk": 0.1,
    "assistant": 0.1,
    "secretary": 0.1,
    "junior": 0.1,
    "trainee": 0.0,
    "apprentice": 0.0,
    "intern": 0.0,
}
_ASSISTING = re.compile(r"(^| )(executive |personal )?(assistant|secretary|assistenz|assistent|assistentin)( |$)")
_ASSISTS = 0.1


@lru_cache(4096)
def level(title: str) -> float | None:
    """The level, 0–1, that a title tells, None where it tells none."""
    words = " ".join(_folded(title))
    if _ASSISTING.search(words):
        return _ASSISTS
    found = [(len(pattern), value) for pattern, value in _patterns() if f" {pattern} " in f" {words} "]
    return max(found)[1] if found else None


@lru_cache(1)
def _patterns() -> list[tuple[str, float]]:
    return [(" ".join(_folded(words)), value) for words, value in LEVELS.items()]


def _folded(text: str) -> list[str]:
    return search_words(text)
