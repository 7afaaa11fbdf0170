"""The contract's mutations, one after the other over a fresh world, each with its expected reply."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphcrm.exchange import importing
from graphcrm.graph.connection import Graph
from graphcrm.vocabulary.words import VOCABULARY
from tests.contract.test_operations import differences

HERE = Path(__file__).parent
SEQUENCES = HERE / "sequences"
# Later capabilities add fields to these replies; until then the documents leave them out.
_LATER = ("relationships",)


def without_later(expected: Any) -> Any:
    if isinstance(expected, dict):
        return {key: without_later(value) for key, value in expected.items() if key not in _LATER}
    return [without_later(one) for one in expected] if isinstance(expected, list) else expected


async def test_the_sequence_of_the_contract_gives_its_replies(graph: Graph, api: Any) -> None:
    await importing.run(graph, VOCABULARY, [HERE / "world"])
    told = 0
    for number, case in enumerate(json.loads((SEQUENCES / "mutations.json").read_text(encoding="utf-8"))):
        text = (SEQUENCES / f"{case['operation']}.graphql").read_text(encoding="utf-8")
        for _ in range(case.get("repeat", 1)):
            data = await api.ask(text, case["variables"])
            assert differences(without_later(case["data"]), data) == [], f"case {number}: {case['why']}"
            for tie in data.get("interactionRecord", {}).get("relationships", ()):
                people = [one["externalId"] for one in tie["people"]]
                assert people == ["p-berg", "p-rossi"] or people == ["p-rossi", "p-berg"]
                assert 0.0 <= tie["strengthBefore"] < tie["strengthAfter"] < 1.0, "one more mail never lowers a tie"
                told += 1
    assert told == 1
