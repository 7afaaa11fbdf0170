"""Judging two records over the API: who may, what is refused, what stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.appointing.staff import Somebody, join
from tests.conftest import Api
from tests.exchange import files

_PEOPLE = "external_id,name,audience\np-a,Ana,\np-b,Ben,\np-c,Cy,\np-d,Dee,t-n\n"
_JUDGED = """MATCH (j:Judgement)-[:JUDGES]->(p) WITH j, p ORDER BY p.external_id WITH j, collect(p.external_id) AS ends
  ORDER BY j.at RETURN ends[0] + ends[1], j.verdict, j.standing"""


@pytest.fixture
async def four(api: Api, tmp_path: Path) -> Api:
    """Ana, Ben, Cy, and Dee, who is for the team North alone; an organization."""
    await files.imported(
        api.graph,
        tmp_path / "files",
        teams="external_id,name\nt-n,North\n",
        people=_PEOPLE,
        organizations="external_id,name\no-a,Alpha\n",
    )
    return api


def of(one: str, other: str, verdict: str, **more: Any) -> dict[str, Any]:
    return {
        "first": {"person": {"externalId": f"p-{one}"}},
        "second": {"person": {"externalId": f"p-{other}"}},
        "verdict": verdict,
        **more,
    }


async def judge(who: Somebody, one: str, other: str, verdict: str, **more: Any) -> str:
    done = await who.do("duplicateJudge", "judgementId", **of(one, other, verdict, **more))
    return str(done["judgementId"])


async def refused(who: Somebody, **given: Any) -> list[tuple[Any, ...]]:
    return await who.faults("duplicateJudge", "judgementId", **given)


async def test_a_judgement_is_kept_once_for_its_key_and_the_trail_tells(four: Api) -> None:
    ada = await join(four, "ada", "admin")
    first = await judge(ada, "a", "b", "SAME", reason="She told me.", idempotencyKey="k")
    assert await judge(ada, "a", "b", "SAME", reason="She told me.", idempotencyKey="k") == first
    assert await four.graph.rows(_JUDGED, {}) == [["p-ap-b", "SAME", True]]
    trail = "MATCH (a:AuditEntry {type: 'Judgement'}) RETURN a.act, a.actor, a.subject, a.fields"
    assert await four.graph.rows(trail, {}) == [["duplicateJudge", ada.id, [first], ["verdict.SAME"]]]
    assert await refused(ada, **of("a", "c", "SAME", idempotencyKey="k")) == [
        ("CONFLICT", "IDEMPOTENCY_MISMATCH", "idempotencyKey")
    ]


async def test_a_contradiction_is_refused_with_its_witnesses(four: Api) -> None:
    ada, ben = await join(four, "ada", "admin"), await join(four, "ben", "account_manager")
    await judge(ada, "a", "b", "SAME")
    await judge(ben, "c", "b", "DIFFERENT")
    found = await ada.send("duplicateJudge", "judgementId", **of("c", "a", "SAME"))
    [fault] = found["userErrors"]
    assert (fault["code"], fault["reason"], fault["field"]) == ("CONFLICT", "CONTRADICTS", ["verdict"])
    ids = dict(await four.graph.rows("MATCH (p:Person) RETURN p.external_id, p.id", {}))
    assert all(ids[name] in fault["message"] for name in ("p-a", "p-b", "p-c"))
    assert "are the same" in fault["message"] and "are different" in fault["message"]
    assert await refused(ben, **of("a", "b", "DIFFERENT")) == [("CONFLICT", "CONTRADICTS", "verdict")]
    assert len(await four.graph.rows(_JUDGED, {})) == 2, "nothing was written"
    await judge(ben, "b", "c", "UNSURE")
    await judge(ada, "c", "a", "SAME")
    assert await four.graph.rows(_JUDGED, {}) == [
        ["p-ap-b", "SAME", True], ["p-bp-c", "DIFFERENT", False], ["p-bp-c", "UNSURE", True], ["p-ap-c", "SAME", True]
    ]  # fmt: skip


async def test_witnesses_that_one_does_not_see_are_not_named(four: Api) -> None:
    ada, mo = await join(four, "ada", "admin"), await join(four, "mo", "account_manager")
    await judge(ada, "a", "d", "SAME")
    await judge(ada, "d", "c", "SAME")
    found = await mo.send("duplicateJudge", "judgementId", **of("a", "c", "DIFFERENT"))
    [fault] = found["userErrors"]
    assert (fault["code"], fault["reason"]) == ("CONFLICT", "CONTRADICTS")
    assert "per_" not in fault["message"]


async def test_what_one_does_not_see_is_as_what_never_was(four: Api) -> None:
    mo = await join(four, "mo", "account_manager")
    assert await refused(mo, **of("a", "d", "SAME")) == await refused(mo, **of("a", "none", "SAME"))
    assert await refused(mo, **of("a", "d", "SAME")) == [("NOT_FOUND", None, "second")]
    assert await four.graph.rows(_JUDGED, {}) == []


async def test_two_that_cannot_be_one_are_refused(four: Api) -> None:
    ada = await join(four, "ada", "admin")
    assert [one[::2] for one in await refused(ada, **of("a", "a", "SAME"))] == [("BAD_USER_INPUT", "second")]
    mixed = {**of("a", "b", "SAME"), "second": {"organization": {"externalId": "o-a"}}}
    assert [one[::2] for one in await refused(ada, **mixed)] == [("BAD_USER_INPUT", "second")]
    assert await four.graph.rows(_JUDGED, {}) == []


@pytest.mark.parametrize("role", ["analyst", "auditor"])
async def test_who_may_not_judge_does_not(four: Api, role: str) -> None:
    somebody = await join(four, "eva", role)
    text = "mutation($input: DuplicateJudgeInput!) { duplicateJudge(input: $input) { judgementId } }"
    assert await somebody.refused(text, {"input": of("a", "b", "SAME")}) == "FORBIDDEN"
    assert await four.graph.rows(_JUDGED, {}) == []
