"""Jobs over the API: who may ask, who sees them, who ends them; and being told how they go on."""

from __future__ import annotations

import asyncio

import pytest

from graphcrm.records.jobs import claims
from graphcrm.records.jobs.claims import End
from tests.appointing.staff import Somebody, join
from tests.conftest import Api
from tests.jobs.working import KINDS, asked, worker
from tests.web.speaking import Client, client
from tests.web.speaking import worker as serving

_JOB = "query($id: ID!) { job(id: $id) { id kind state parameters result done total askedBy reason message } }"
_JOBS = """query($first: Int, $after: Cursor, $state: JobState, $kind: String) {
  jobs(first: $first, after: $after, state: $state, kind: $kind) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id state } } }"""
_PROGRESS = "subscription($id: ID!) { jobProgress(id: $id) { jobId kind state done total } }"
_SHOWN = "job { id state }"


async def test_an_administrator_asks_and_sees_what_they_asked_for(api: Api) -> None:
    ada = await join(api, "ada", "admin")
    made = (await ada.do("jobStart", _SHOWN, kind="audience_check", parameters={}))["job"]
    assert made["state"] == "QUEUED"
    assert (await ada.ask(_JOB, {"id": made["id"]}))["job"] == {
        "id": made["id"], "kind": "audience_check", "state": "QUEUED", "parameters": {}, "result": None, "done": 0,
        "total": None, "askedBy": ada.id, "reason": None, "message": None,
    }  # fmt: skip
    trail = await api.graph.rows("MATCH (a:AuditEntry {act: 'jobStart'}) RETURN a.actor, a.subject, a.fields", {})
    assert trail == [[ada.id, [made["id"]], ["kind.audience_check"]]]


async def test_the_same_key_asks_once(api: Api) -> None:
    ada = await join(api, "ada", "admin")
    jobs = [await ada.do("jobStart", _SHOWN, kind="audience_check", idempotencyKey="k") for _ in range(2)]
    assert jobs[0]["job"] == jobs[1]["job"]
    assert (await ada.ask(_JOBS))["jobs"]["totalCount"] == 1


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"kind": "nothing"}, ("BAD_USER_INPUT", "KIND", "kind")),
        ({"kind": ""}, ("BAD_USER_INPUT", None, "kind")),
        ({"kind": "audience_check", "parameters": []}, ("BAD_USER_INPUT", "PARAMETERS", "parameters")),
        ({"kind": "audience_check", "parameters": {"a": {"b": [1]}}}, ("BAD_USER_INPUT", "PARAMETERS", "parameters")),
        ({"kind": "audience_check", "parameters": "\u0000"}, ("BAD_USER_INPUT", "PARAMETERS", "parameters")),
    ],
)
async def test_what_cannot_be_asked_for_says_what_to_mend(
    api: Api, given: dict[str, object], fault: tuple[str, str | None, str]
) -> None:
    ada = await join(api, "ada", "admin")
    assert await ada.faults("jobStart", _SHOWN, **given) == [fault]
    assert await api.graph.rows("MATCH (j:Job) RETURN j", {}) == []


async def test_who_lacks_the_permission_of_a_kind_is_refused(api: Api) -> None:
    for role in ("manager", "account_manager", "analyst", "auditor", "service"):
        who = await join(api, role, role)
        assert await who.faults("jobStart", _SHOWN, kind="audience_check") == [("FORBIDDEN", "ROLE", "kind")]
    assert await api.graph.rows("MATCH (j:Job) RETURN j", {}) == []


async def test_somebody_with_twenty_that_have_not_ended_waits(api: Api) -> None:
    ada = await join(api, "ada", "admin")
    for _ in range(20):
        await asked(api.graph, ada.id)
    assert await ada.faults("jobStart", _SHOWN, kind="audience_check") == [("RATE_LIMITED", "JOBS", "kind")]


async def test_jobs_of_others_are_as_if_there_were_none(api: Api) -> None:
    ada, max_, ola = (
        await join(api, "ada", "admin"),
        await join(api, "max", "manager"),
        await join(api, "ola", "manager"),
    )
    mine, theirs = await asked(api.graph, max_.id), await asked(api.graph, ada.id)
    for job in (theirs, "job_nothing", max_.id, ""):
        assert (await max_.ask(_JOB, {"id": job}))["job"] is None
        fault = ("BAD_USER_INPUT", None, "job") if job == "" else ("NOT_FOUND", None, "job")
        assert await max_.faults("jobCancel", _SHOWN, job=job) == [fault]
    assert (await max_.ask(_JOBS))["jobs"]["nodes"] == [{"id": mine, "state": "QUEUED"}]
    assert (await ola.ask(_JOBS))["jobs"]["totalCount"] == 0
    assert (await max_.ask("query($id: ID!) { node(id: $id) { id } }", {"id": mine}))["node"] is None
    assert [one["id"] for one in (await ada.ask(_JOBS))["jobs"]["nodes"]] == [theirs, mine]


async def test_jobs_come_page_by_page_and_by_state_and_kind(api: Api) -> None:
    ada = await join(api, "ada", "admin")
    made = [await asked(api.graph, ada.id) for _ in range(4)]
    other = await asked(api.graph, ada.id, kind="other")
    await ada.do("jobCancel", _SHOWN, job=made[1])
    found, after = [], None
    while True:  # ends with the last page
        page = (await ada.ask(_JOBS, {"first": 2, "after": after}))["jobs"]
        found += [one["id"] for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert found == [other, *reversed(made)]
    cancelled = (await ada.ask(_JOBS, {"state": "CANCELLED"}))["jobs"]
    assert (cancelled["nodes"], cancelled["totalCount"]) == ([{"id": made[1], "state": "CANCELLED"}], 1)
    assert [one["id"] for one in (await ada.ask(_JOBS, {"kind": "other"}))["jobs"]["nodes"]] == [other]
    await claims.take(api.graph, KINDS, lease=-1)
    assert [one["id"] for one in (await ada.ask(_JOBS, {"state": "PAUSED"}))["jobs"]["nodes"]] == [made[0]]
    assert (await ada.ask(_JOBS, {"state": "RUNNING"}))["jobs"]["nodes"] == []


async def test_one_s_own_job_is_cancelled_once(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id)
    assert (await max_.do("jobCancel", _SHOWN, job=job))["job"] == {"id": job, "state": "CANCELLED"}
    assert await max_.faults("jobCancel", _SHOWN, job=job) == [("CONFLICT", "ENDED", "job")]
    acts = "MATCH (a:AuditEntry) WHERE a.subject = [$job] RETURN a.act, a.actor ORDER BY a.id"
    assert await api.graph.rows(acts, {"job": job}) == [["jobStart", max_.id], ["jobCancel", max_.id]]


async def _refusal(socket: Client, job: str) -> dict[str, object]:
    await socket.subscribe("s", _PROGRESS, id=job)
    message = await socket.heard(20)
    assert message["type"] == "error", message
    error = dict(message["payload"][0])
    return {**error, "extensions": {**error["extensions"], "requestId": ""}}


async def _token_of(who: Somebody) -> str:
    return who.headers["Authorization"].removeprefix("Bearer ")


async def test_whoever_sees_a_job_is_told_how_it_goes_on_until_it_ends(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id, count=2)
    async with serving(api.graph) as served, client(served.url, await _token_of(max_)) as socket:
        await socket.subscribe("s", _PROGRESS, id=job)
        told = [await socket.event(20)]
        await worker(api.graph).drain()
        while told[-1]["state"] != "SUCCEEDED":  # ends: the timeout of an event
            told.append(await socket.event(20))
        assert (await socket.heard(20)) == {"id": "s", "type": "complete"}
    assert told[0] == {"jobId": job, "kind": "steps", "state": "QUEUED", "done": 0, "total": None}
    assert told[-1] == {"jobId": job, "kind": "steps", "state": "SUCCEEDED", "done": 2, "total": 2}


async def test_a_job_that_has_ended_is_told_once(api: Api) -> None:
    max_ = await join(api, "max", "manager")
    job = await asked(api.graph, max_.id)
    await max_.do("jobCancel", _SHOWN, job=job)
    async with serving(api.graph) as served, client(served.url, await _token_of(max_)) as socket:
        await socket.subscribe("s", _PROGRESS, id=job)
        assert (await socket.event(20))["state"] == "CANCELLED"
        assert (await socket.heard(20))["type"] == "complete"


async def test_the_progress_of_jobs_of_others_is_refused_as_that_of_none(api: Api) -> None:
    ada, max_ = await join(api, "ada", "admin"), await join(api, "max", "manager")
    theirs = await asked(api.graph, ada.id)
    async with serving(api.graph) as served, client(served.url, await _token_of(max_)) as socket:
        refused = [await _refusal(socket, job) for job in (theirs, "job_nothing", ada.id)]
    assert refused[0] == refused[1] == refused[2]
    assert refused[0]["extensions"]["code"] == "NOT_FOUND"  # type: ignore[index]


async def test_whoever_may_see_all_no_more_is_told_nothing_more(api: Api) -> None:
    ada, ida, max_ = await join(api, "ada", "admin"), await join(api, "ida", "admin"), await join(api, "max", "manager")
    job = await asked(api.graph, max_.id)
    async with serving(api.graph) as served, client(served.url, await _token_of(ada)) as socket:
        await socket.subscribe("s", _PROGRESS, id=job)
        assert (await socket.event(20))["state"] == "QUEUED"
        await ida.do("userRoleSet", user={"id": ada.id}, roles=["manager"])
        await asyncio.sleep(2.5)  # as long as a worker keeps a viewer
        claim = await claims.take(api.graph, KINDS)
        assert claim is not None
        await claims.end(api.graph, claim, End("SUCCEEDED", {"secret": 1}))
        message = await socket.heard(20)
    assert message["type"] == "error" and message["payload"][0]["extensions"]["code"] == "NOT_FOUND"
