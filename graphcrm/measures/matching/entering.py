"""At entry: what somebody is about to enter against the records that may be it already."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graphcrm.measures.matching import matching, weighing
from graphcrm.measures.matching.fields import LINE, Kind
from graphcrm.measures.matching.kinds import KINDS
from graphcrm.measures.matching.weighing import Parameters

AGREEMENTS = ("DIFFERS", "CLOSE", "VERY_CLOSE", "EQUAL")
LEAST = 0.5
MOST = 20
Told = Mapping[str, Sequence[str] | None]


def judged(rows: Sequence[Any]) -> list[tuple[int, dict[str, Any]]]:
    """Of rows, each [kind, parameters as JSON or null, what is entered, what a record has, …], those that are
    rather the same than not: the number of the row, its score and its fields, the likeliest first; 20 at most."""
    if not rows:
        return []
    name, kept, entered = rows[0][:3]
    kind = KINDS[name]
    others = [row[3] for row in rows]
    found = matching.compared(kind, _lines(entered), list(map(_lines, others)), parameters(kind, kept))
    likely = sorted((one for one in found if one.probability >= LEAST), key=lambda one: (-one.probability, one.other))
    return [(one.other, _said(one, entered, others[one.other])) for one in likely[:MOST]]


def kept(kind: Kind, parameters: Parameters) -> str:
    """Parameters as they are kept."""
    said = {
        field.name: [match, chance]
        for field, match, chance in zip(kind.fields, parameters.match.tolist(), parameters.chance.tolist(), strict=True)
    }
    return json.dumps({"prior": parameters.prior, "fields": said})


def shipped(kind: Kind) -> str:
    """The version of the parameters that come with a kind."""
    return f"{kind.version}/shipped"


def parameters(kind: Kind, text: str | None) -> Parameters:
    """Parameters as they were kept; those that come with the kind where none are, and of fields that were none then."""
    if text is None:
        return weighing.shipped(kind.fields, weighing.FEW)
    said = json.loads(text)
    shares = [said["fields"].get(field.name, [field.match, field.chance]) for field in kind.fields]
    return Parameters(said["prior"], np.array([one for one, _ in shares]), np.array([other for _, other in shares]))


def reasons(said: Iterable[matching.Said]) -> list[matching.Said]:
    """What fields say of a pair, by what they say most."""
    return sorted(said, key=lambda one: (-abs(one.weight), one.field))


def pair(probability: float, said: Iterable[matching.Said], influence: float) -> dict[str, Any]:
    """A pair as it is kept: `influence`, in [0, 1], is that of whoever has more of the two."""
    told = reasons(said)
    return {
        "score": probability,
        "priority": probability * influence,
        "fields": [one.field for one in told],
        "agreements": [AGREEMENTS[one.level] for one in told],
        "weights": [one.weight for one in told],
    }


def _said(found: matching.Likeness, entered: Told, other: Told) -> dict[str, Any]:
    fields = [
        {
            "field": one.field,
            "agreement": AGREEMENTS[one.level],
            "weight": one.weight,
            "first": list(entered.get(one.field) or ()),
            "second": list(other.get(one.field) or ()),
        }
        for one in found.said
    ]
    return {"score": found.probability, "fields": sorted(fields, key=lambda one: -abs(one["weight"]))}


def _lines(told: Told) -> dict[str, str]:
    return {name: LINE.join(one for one in values if one) for name, values in told.items() if values}
