"""Bringing a file: what is kept of it, what is refused, and that nothing is left of what was broken off."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphcrm.graph.connection import Graph
from graphcrm.records import uploads
from tests.appointing.staff import Somebody, join, signed_in
from tests.conftest import Api, opened
from tests.imports.bringing import brought, looked_at, put, refusal


@pytest.fixture
async def desk(graph: Graph, tmp_path: Path) -> AsyncIterator[Api]:
    """The application, which takes files of a thousand bytes."""
    found = await opened(graph, data_dir=tmp_path, upload_limit=1000)
    yield found
    await found.client.aclose()


@pytest.fixture
async def ana(desk: Api) -> Somebody:
    return await join(desk, "ana", "account_manager")


def kept(folder: Path) -> list[str]:
    place = folder / "uploads"
    return sorted(path.name for path in place.rglob("*")) if place.is_dir() else []


async def test_what_is_kept_is_what_was_sent_under_a_name_without_tricks(ana: Somebody, tmp_path: Path) -> None:
    content = "external_id,name\n1,Ünal\n".encode()
    told = (await put(ana, "../../etc/Kunden\x00 März.csv", content)).json()
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (told["filename"], told["bytes"]) == ("Kunden März.csv", len(content))
    found = uploads.find(tmp_path, ana.id, told["uploadId"])
    assert found.path(tmp_path).read_bytes() == content
    assert (tmp_path / "uploads").stat().st_mode & 0o077 == 0, "for nobody else on the machine"


@pytest.mark.parametrize("name", ["", "..", "/", "a" * 151, "\x07"])
async def test_a_file_needs_a_name(ana: Somebody, tmp_path: Path, name: str) -> None:
    assert refusal(await put(ana, name, b"x")) == (400, "BAD_USER_INPUT")
    assert kept(tmp_path) == []


async def test_what_is_too_large_empty_or_a_form_is_refused_and_nothing_is_left(ana: Somebody, tmp_path: Path) -> None:
    assert refusal(await put(ana, "p.csv", b"x" * 1001)) == (413, "BAD_USER_INPUT")

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 100

    reply = await ana.api.client.put("/uploads?filename=p.csv", content=endless(), headers=ana.headers)
    assert refusal(reply) == (413, "BAD_USER_INPUT")
    assert refusal(await put(ana, "p.csv", b"")) == (400, "BAD_USER_INPUT")
    form = {"Content-Type": "multipart/form-data; boundary=x"}
    assert refusal(await put(ana, "p.csv", b"--x", **form)) == (415, "BAD_USER_INPUT")
    assert refusal(await put(ana, "p.csv", b"x", **{"Content-Encoding": "gzip"})) == (415, "BAD_USER_INPUT")
    assert kept(tmp_path) == []


async def test_what_is_broken_off_leaves_nothing(ana: Somebody, tmp_path: Path) -> None:
    transport = ana.api.client._transport
    assert isinstance(transport, httpx.ASGITransport)
    told: list[Any] = [{"type": "http.request", "body": b"external_id", "more_body": True}, {"type": "http.disconnect"}]
    seen: list[list[str]] = []
    sent: list[Any] = []

    async def receive() -> Any:
        seen.append(kept(tmp_path))
        return told.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"graphcrm"), (b"authorization", ana.headers["Authorization"].encode())]
    scope = {"type": "http", "method": "PUT", "path": "/uploads", "query_string": b"filename=p.csv"}
    await transport.app(
        {**scope, "headers": headers, "scheme": "http", "client": ("127.0.0.1", 1), "server": ("graphcrm", 80)},
        receive,
        send,
    )
    assert sent[0]["status"] == 400
    assert "p.csv" in seen[-1], "so that something could have been left"
    assert kept(tmp_path) == []


async def test_who_may_not_import_brings_nothing_and_stands_in_no_doubt(desk: Api, tmp_path: Path) -> None:
    pia = await join(desk, "pia", "analyst")
    assert refusal(await put(pia, "p.csv", b"x")) == (403, "FORBIDDEN")
    assert refusal(await looked_at(pia, "upl_" + "0" * 32)) == (403, "FORBIDDEN")
    assert refusal(await desk.client.put("/uploads?filename=p.csv", content=b"x")) == (401, "UNAUTHENTICATED")
    assert kept(tmp_path) == []


async def test_no_page_from_elsewhere_brings_a_file(ana: Somebody, tmp_path: Path) -> None:
    there = await signed_in(ana)
    assert (await put(there, "p.csv", b"x\n1\n")).status_code == 200
    for told in ({"Origin": "http://evil.example"}, {"X-Graphcrm": "0"}, {"Sec-Fetch-Site": "cross-site"}):
        assert refusal(await put(there, "p.csv", b"x", **told)) == (403, "FORBIDDEN"), told
    assert len(list((tmp_path / "uploads").glob("*.json"))) == 1


async def test_a_file_is_for_who_brought_it_alone(ana: Somebody) -> None:
    ben = await join(ana.api, "ben", "manager")
    upload = await brought(ana, "p.csv", b"name\nAna\n")
    foreign = await looked_at(ben, upload)
    never = await looked_at(ben, "upl_" + "0" * 32)
    assert refusal(foreign) == refusal(never) == (404, "NOT_FOUND")
    assert foreign.json()["errors"][0]["message"] == never.json()["errors"][0]["message"]


async def test_so_many_files_a_day_and_no_more(ana: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 2)
    assert [(await put(ana, "p.csv", b"x")).status_code for _ in range(3)] == [200, 200, 429]
    ben = await join(ana.api, "ben", "manager")
    assert (await put(ben, "p.csv", b"x")).status_code == 200


async def test_a_file_is_looked_at_in_other_words_and_columns_can_be_led_by_hand(ana: Somebody) -> None:
    upload = await brought(ana, "p.csv", b"qqq;zzz\nAna;1\n")
    found = (await looked_at(ana, upload)).json()
    assert found["mapping"]["columns"] == [] and found["mapping"]["ignored"] == ["qqq", "zzz"]
    assert [one["column"] for one in found["columns"]] == ["qqq", "zzz"]
    found = (await looked_at(ana, upload, **{"as": "organizations", "format": {"separator": ","}})).json()
    assert [one["column"] for one in found["columns"]] == ["qqq;zzz"]
    for wrong in ({"as": "users"}, {"as": 1}, {"format": {"separator": 1}}, {"format": {"kind": "xlsx"}}):
        assert refusal(await looked_at(ana, upload, **wrong)) == (400, "BAD_USER_INPUT"), wrong
    assert refusal(await looked_at(ana, await brought(ana, "p.exe", b"MZ"))) == (400, "BAD_USER_INPUT")


async def test_a_file_that_takes_too_much_is_refused_alone(graph: Graph, tmp_path: Path) -> None:
    """A list in JSON with one letter that makes four bytes of each: the service goes on meanwhile."""
    desk = await opened(graph, data_dir=tmp_path)
    ana = await join(desk, "ana", "account_manager")
    upload = await brought(ana, "big.json", b"[" + '{"a":"🜁"},'.encode() + b'{"a":1},' * 7_500_000 + b"{}]")
    reply, other = await asyncio.gather(looked_at(ana, upload), ana.ask("{ viewer { id } }"))
    assert refusal(reply) == (400, "BAD_USER_INPUT") and other["viewer"]["id"] == ana.id
    assert "more time or memory" in reply.json()["errors"][0]["message"]
    await desk.client.aclose()
