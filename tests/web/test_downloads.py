"""The download of an org chart over HTTP: what it holds for whom, what it counts, how it is packed, what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from graphcrm.access.policy import built_in
from graphcrm.cli.acting import act
from graphcrm.compile import skeletons
from graphcrm.graph.connection import Graph, Transaction
from tests.conftest import Api, opened

PATH = "/maps/org-chart"
_COMPANY = """CREATE (o:Organization:Party {id: 'org_big', external_id: 'o-big', name: 'Big', name_key: 'big'})
WITH o UNWIND range(0, 1199) AS i
CREATE (o)<-[:AT]-(:Role {id: 'rol_' + i, title: 'Seat ' + i, title_key: 'seat ' + i})
    <-[:HOLDS {started_on: date('2020-01-01')}]-(:Person:Party {id: 'per_' + i, name: 'P', name_key: 'p'})"""


async def get(api: Api, role: str = "manager", **given: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {await api.token(role)}"}
    return await api.client.get(PATH, params=given, headers=headers)


def refusal(reply: httpx.Response) -> dict[str, Any]:
    [error] = reply.json()["errors"]
    return {"status": reply.status_code, "code": error["extensions"]["code"], "message": error["message"]}


async def test_a_chart_is_told_by_position_with_its_days(contract_api: Api) -> None:
    chart = (await get(contract_api, organization="o-nordlicht", subsidiaries="true")).json()
    assert (chart["dated"], chart["holders"], chart["truncated"], chart["leftOut"]) == (True, True, False, 0)
    assert chart["total"] == len(chart["seats"]) > 8
    rows = {
        name: [dict(zip(chart["columns"][name], row, strict=True)) for row in chart[name]]
        for name in ("units", "people", "seats")
    }
    names = [unit["name"] for unit in rows["units"]]
    assert names[0].startswith("Nordlicht") and len(names) > 3
    assert all(unit["above"] for unit in rows["units"][1:]), "each other unit lies below one of the chart"
    for seat in rows["seats"]:
        assert seat["title"] and 0 <= seat["unit"] < len(names)
        assert all(0 <= line[0] < len(rows["seats"]) for line in seat["solid"] + seat["dotted"])
    days = [day for seat in rows["seats"] for _, *days, _ in seat["holders"] for day in days if day]
    assert days and all(len(day) == 10 for day in days)
    assert {person["name"] for person in rows["people"]} >= {"Ingrid Berg"}
    alone = (await get(contract_api, organization="o-nordlicht")).json()
    assert 0 < alone["total"] < chart["total"]


async def test_who_sees_no_holders_is_told_none_and_that_it_is_so(contract_api: Api) -> None:
    blind = [role for role in sorted(built_in().roles) if "HOLDS" not in _facts(role)]
    assert blind, "so that the comparison can fail"
    for role in blind:
        reply = await get(contract_api, role, organization="o-nordlicht", subsidiaries="true")
        if reply.status_code == 403:
            assert refusal(reply)["code"] == "FORBIDDEN"
            continue
        chart = reply.json()
        assert (chart["holders"], chart["people"]) == (False, [])
        assert chart["seats"] and not any(seat[3] for seat in chart["seats"])
        assert "Berg" not in reply.text


def _facts(role: str) -> frozenset[str]:
    from tests.compile.running import PLANNER  # a planner takes a second, and only this asks for it

    return PLANNER.rules(built_in().lens([role])).shown


async def test_it_is_packed_for_who_takes_it_so_and_never_kept(contract_api: Api) -> None:
    headers = {"Authorization": f"Bearer {await contract_api.token()}", "Accept-Encoding": "gzip"}
    address = f"{PATH}?organization=o-nordlicht&subsidiaries=true"
    async with contract_api.client.stream("GET", address, headers=headers) as reply:
        packed = b"".join([part async for part in reply.aiter_raw()])
    assert (reply.headers["content-encoding"], reply.headers["vary"]) == ("gzip", "Accept-Encoding")
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-type"] == "application/json"
    plain = await contract_api.client.get(address, headers={**headers, "Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content
    assert len(packed) < len(plain.content) / 2


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("", "organization"),
        ("organization=", "organization"),
        ("organization=o-nordlicht&subsidiaries=yes", "true or false"),
        ("organization=a&organization=b", "one value"),
        ("organization=" + "x" * 201, "200"),
        ("organization=a&as=b", "nothing else"),
        ("organization=%ff", "cannot be read"),
        ("organization=%C3%A4", "organization"),
    ],
)
async def test_what_cannot_be_used_is_said(contract_api: Api, query: str, word: str) -> None:
    headers = {"Authorization": f"Bearer {await contract_api.token()}"}
    told = refusal(await contract_api.client.get(f"{PATH}?{query}", headers=headers))
    assert told["code"] in ("BAD_USER_INPUT", "NOT_FOUND")
    assert word in told["message"]


async def test_nobody_no_other_method_and_no_page_from_elsewhere(contract_api: Api) -> None:
    client, address = contract_api.client, f"{PATH}?organization=o-nordlicht"
    nobody = await client.get(address)
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (401, "Bearer")
    headers = {"Authorization": f"Bearer {await contract_api.token()}"}
    assert refusal(await client.post(address, headers=headers))["status"] == 405
    cookie = {"Cookie": "__Host-sid=anything", "Sec-Fetch-Site": "cross-site"}
    assert refusal(await client.get(address, headers=cookie))["code"] == "FORBIDDEN"


async def test_who_may_not_see_an_organization_is_told_what_one_is_told_of_none(graph: Graph, tmp_path: Path) -> None:
    api = await opened(graph, data_dir=tmp_path)
    for name in ("o-open", "o-kept"):
        await act(graph, "organizationCreate", {"externalId": name, "name": name})
    seat = {"organization": {"externalId": "o-open"}, "title": "Head", "externalId": "r-head"}
    await act(graph, "roleCreate", seat)
    await act(graph, "unitMove", {"unit": {"externalId": "o-kept"}, "to": {"externalId": "o-open"}})
    await act(
        graph, "roleCreate", {"organization": {"externalId": "o-kept"}, "title": "Secret", "externalId": "r-kept"}
    )
    await act(graph, "teamCreate", {"externalId": "t-1", "name": "Team"})
    kept = {"organization": {"externalId": "o-kept"}, "teams": [{"externalId": "t-1"}]}
    await act(graph, "organizationAudienceSet", kept)
    hidden, absent = [refusal(await get(api, "account_manager", organization=name)) for name in ("o-kept", "o-none")]
    assert hidden == absent == {"status": 404, "code": "NOT_FOUND", "message": hidden["message"]}
    mine = await get(api, "account_manager", organization="o-open")
    assert ([row[1] for row in mine.json()["seats"]], mine.json()["total"]) == (["Head"], 1)
    assert b"o-kept" not in mine.content and b"Secret" not in mine.content
    assert (await get(api, "admin", organization="o-open")).json()["total"] == 2
    await api.client.aclose()


async def test_ten_seats_count_as_a_record_and_a_chart_too_many_is_refused(graph: Graph, tmp_path: Path) -> None:
    async def build(transaction: Transaction) -> None:
        await transaction.run(_COMPANY)

    await graph.write(build, name="company")
    api = await opened(graph, data_dir=tmp_path, rows_per_hour=300)
    replies = [await get(api, organization="o-big") for _ in range(3)]
    assert [one.status_code for one in replies] == [200, 200, 429]  # 121 each
    assert len(replies[0].json()["seats"]) == 1200
    told = orjson.loads(replies[2].content)["errors"][0]
    assert (told["extensions"]["code"], told["extensions"]["reason"]) == ("RATE_LIMITED", "ROWS")
    assert int(replies[2].headers["retry-after"]) > 0
    assert "seats" not in replies[2].text
    await api.client.aclose()
    points = await opened(graph, data_dir=tmp_path / "more", points_per_minute=skeletons.MOST // 10 * 2)
    points._tokens = api._tokens
    codes = [(await get(points, organization="o-big")).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    await points.client.aclose()
