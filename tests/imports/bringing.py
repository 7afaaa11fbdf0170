"""Bringing a file in tests, and having it imported."""

from __future__ import annotations

from typing import Any

import httpx

from graphcrm.access.policy import built_in
from graphcrm.jobs.worker import Worker
from tests.appointing.staff import Somebody

JOB = "job { id state downloadId }"
_DONE = "query($id: ID!) { job(id: $id) { state done total result downloadId reason message } }"
FAIR = (
    "Vorname;Nachname;E-Mail;Firma;Position;Geburtstag\n"
    "Ana;Ruiz;ana@halden.example;Halden GmbH;Leiterin Einkauf;\n"
    "Bo;Lund;bo@halden.example;Halden GmbH;Einkäufer;\n"
).encode("cp1252")
MAPPING: dict[str, Any] = {
    "noun": "people",
    "key": ["emails"],
    "format": {"separator": ";", "encoding": "cp1252"},
    "columns": [
        {"column": "Vorname", "to": "first_name"},
        {"column": "Nachname", "to": "last_name"},
        {"column": "E-Mail", "to": "emails"},
        {"column": "Firma", "to": "organization.name"},
        {"column": "Position", "to": "seat.title"},
    ],
}
SIMPLE = {
    "noun": "people",
    "key": ["external_id"],
    "columns": [{"column": one, "to": one} for one in ("external_id", "name", "city")],
}


async def put(who: Somebody, name: str, content: bytes, **headers: str) -> httpx.Response:
    """Brings a file."""
    return await who.api.client.put(
        "/uploads", params={"filename": name}, content=content, headers=who.headers | headers
    )


async def brought(who: Somebody, name: str, content: bytes) -> str:
    """The id of a file that was brought."""
    reply = await put(who, name, content)
    assert reply.status_code == 200, reply.text
    return str(reply.json()["uploadId"])


async def looked_at(who: Somebody, upload: str, **given: Any) -> httpx.Response:
    """What its columns may mean."""
    return await who.api.client.post(f"/uploads/{upload}/mapping", json=given, headers=who.headers)


async def ended(who: Somebody, job: str) -> dict[str, Any]:
    """A job when it has ended."""
    await Worker(who.api.graph, built_in()).drain()
    found: dict[str, Any] = (await who.ask(_DONE, {"id": job}))["job"]
    return {**found, "id": job}


async def run(who: Somebody, act: str, /, **given: Any) -> dict[str, Any]:
    """An import, or its undoing, when the job has ended."""
    return await ended(who, (await who.do(act, JOB, **given))["job"]["id"])


def refusal(reply: httpx.Response) -> tuple[int, str]:
    """The status of a reply and the code of its one error."""
    [error] = reply.json()["errors"]
    return reply.status_code, error["extensions"]["code"]
