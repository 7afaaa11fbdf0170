"""Every document of the contract gives its expected reply over the contract's world, in one statement each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


def cases() -> list[Any]:
    found = []
    for file in sorted((HERE / "expected").glob("*.json")):
        for number, case in enumerate(json.loads(file.read_text(encoding="utf-8"))):
            found.append(pytest.param(file.stem, case, id=f"{file.stem}-{number}"))
    return found


def document(name: str) -> str:
    return (HERE / "operations" / f"{name}.graphql").read_text(encoding="utf-8")


def differences(expected: Any, got: Any, at: str = "") -> list[str]:
    """What is expected and not there; what the expected reply leaves out is not compared."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return [f"{at}: {got!r} is no object"]
        return [d for key, value in expected.items() for d in differences(value, got.get(key, "absent"), f"{at}.{key}")]
    if isinstance(expected, list):
        if not isinstance(got, list) or len(expected) != len(got):
            return [f"{at}: {expected!r} expected, not {got!r}"]
        pairs = enumerate(zip(expected, got, strict=True))
        return [d for index, (a, b) in pairs for d in differences(a, b, f"{at}[{index}]")]
    if isinstance(expected, float) and isinstance(got, int | float):
        return [] if abs(expected - got) <= 1e-9 else [f"{at}: {expected} expected, not {got}"]
    return [] if expected == got else [f"{at}: {expected!r} expected, not {got!r}"]


@pytest.mark.parametrize(("name", "case"), cases())
async def test_a_document_of_the_contract_gives_its_reply(contract_api: Any, name: str, case: dict[str, Any]) -> None:
    data = await contract_api.ask(document(name), case["variables"])
    if "first" in case:
        assert differences(case["first"], data["search"]["edges"][0]["node"]) == []
        return
    assert differences(case["data"], data) == []
    if "next" in case:
        after = data["people"]["pageInfo"]["endCursor"]
        following = await contract_api.ask(document(name), {**case["variables"], "after": after})
        assert differences(case["next"], following) == []


async def test_a_timeline_pages_to_its_end_newest_first_and_of_the_kinds_asked_for(contract_api: Any) -> None:
    seen: list[tuple[str, str]] = []
    after = None
    while True:
        data = await contract_api.ask(document("timeline"), {"id": "p-haddad", "after": after})
        page = data["person"]["timeline"]
        for edge in page["edges"]:
            node = edge["node"]
            assert node["kind"] in ("MEETING", "CALL")
            assert any(p["person"]["externalId"] == "p-haddad" for p in node["participants"])
            seen.append((node["occurredAt"], json.dumps(node)))
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    lines = (HERE / "world" / "interactions.csv").read_text(encoding="utf-8").splitlines()
    ours = [line for line in lines if "p-haddad:" in line and (",MEETING," in line or ",CALL," in line)]
    assert len(seen) == len(ours) > 5
    assert [moment for moment, _ in seen] == sorted((moment for moment, _ in seen), reverse=True)
    assert len({text for _, text in seen}) == len(seen)


# Those whose replies have no fixed numbers.
_GIVEN = {
    "introductions": {"from": {"externalId": "p-vries"}, "to": {"organization": {"externalId": "o-nl-wind"}}},
    "who_knows": {"id": "o-nl-wind"},
    "influence": {"id": "o-nordlicht"},
    "influence_map": {"id": "o-nordlicht"},
    "relationship": {"a": {"externalId": "p-rossi"}, "b": {"externalId": "p-vries"}},
    "what_if": {"person": {"externalId": "p-rossi"}},
}


@pytest.mark.parametrize("name", sorted(file.stem for file in (HERE / "operations").glob("*.graphql")))
async def test_an_operation_is_one_statement(contract_api: Any, statements: list[str], name: str) -> None:
    examples = _GIVEN | {case.values[0]: case.values[1]["variables"] for case in cases()}
    await contract_api.ask("{ __typename }")  # the look-up of the token, kept for two seconds
    before = len(statements)
    await contract_api.ask(document(name), examples.get(name, {"id": "p-haddad"}))
    read = [text for text in statements[before:] if "AS data" in text]
    assert len(read) == 1
    others = {text for text in statements[before:] if "AS data" not in text}
    assert len(others) <= 2, "at most what is kept for a while beside it: the token's user, how scores are made"


async def test_five_levels_and_three_roots_are_one_statement(contract_api: Any, statements: list[str]) -> None:
    query = """{
      a: organizations(first: 3) { nodes { units(first: 3) { nodes { roles(first: 3) { nodes { holders { person {
        timeline(first: 2) { nodes { kind } } } } } } } } } }
      b: people(first: 3) { totalCount nodes { roles { nodes { organization { ultimateParent { name } } } } } }
      c: search(text: "haddad", first: 2) { edges { score node { id ... on Person { reports { name } } } } }
    }"""
    await contract_api.ask("{ __typename }")
    before = len(statements)
    await contract_api.ask(query)
    assert len([text for text in statements[before:] if "AS data" in text]) == 1
