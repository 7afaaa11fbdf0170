"""Requests that somebody else makes with a user's browser: forty ways, over a real connection, and not one effect."""

from __future__ import annotations

import asyncio
import ipaddress
import json
from pathlib import Path

import httpx
import pytest

from graphcrm.access.policy import built_in
from graphcrm.graph.circuit import Circuit
from graphcrm.graph.connection import Graph
from graphcrm.records import users
from graphcrm.records.journal import LOCAL
from graphcrm.records.sign_in import accounts
from graphcrm.records.sign_in.passwords import Passwords
from graphcrm.web.envelope import HEADERS
from tests.web.speaking import Worker, worker

PASSWORD = "lime kettle under seven bridges"
MUTATION = 'mutation { personCreate(input: {name: "Eve"}) { person { id } } }'
BODY = json.dumps({"query": MUTATION})
FORM = "query=" + MUTATION.replace(" ", "+")
PART = f'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{BODY}\r\n--x--\r\n'
JSON = "Content-Type: application/json"
OURS = ["X-Graphcrm: 1", "Origin: http://HOST"]

# method, target, headers beside the cookie (HOST stands for our own), body
FORGED: dict[str, tuple[str, str, list[str], str]] = {
    "as text": ("POST", "/graphql", ["Content-Type: text/plain", *OURS], BODY),
    "as a form": ("POST", "/graphql", ["Content-Type: application/x-www-form-urlencoded", *OURS], FORM),
    "as a form of JSON": ("POST", "/graphql", ["Content-Type: application/x-www-form-urlencoded"], BODY),
    "as parts": ("POST", "/graphql", ["Content-Type: multipart/form-data; boundary=x", *OURS], PART),
    "as GraphQL": ("POST", "/graphql", ["Content-Type: application/graphql", *OURS], MUTATION),
    "as nothing": ("POST", "/graphql", OURS, BODY),
    "as two types": ("POST", "/graphql", ["Content-Type: text/plain, application/json", *OURS], BODY),
    "as JSON of an image": ("POST", "/graphql", ["Content-Type: image/png; application/json", *OURS], BODY),
    "packed": ("POST", "/graphql", [JSON, "Content-Encoding: gzip", *OURS], BODY),
    "got": ("GET", "/graphql?query=" + MUTATION.replace(" ", "%20"), OURS, ""),
    "put": ("PUT", "/graphql", [JSON, *OURS], BODY),
    "patched": ("PATCH", "/graphql", [JSON, *OURS], BODY),
    "deleted": ("DELETE", "/graphql", [JSON, *OURS], BODY),
    "looked at": ("HEAD", "/graphql", [JSON, *OURS], ""),
    "overridden": ("GET", "/graphql", [JSON, "X-HTTP-Method-Override: POST", *OURS], BODY),
    "a batch": ("POST", "/graphql", [JSON, *OURS], f"[{BODY}]"),
    "without our header": ("POST", "/graphql", [JSON, "Origin: http://HOST"], BODY),
    "with our header empty": ("POST", "/graphql", [JSON, "X-Graphcrm:", "Origin: http://HOST"], BODY),
    "with our header another": ("POST", "/graphql", [JSON, "X-Graphcrm: 2", "Origin: http://HOST"], BODY),
    "from nowhere": ("POST", "/graphql", [JSON, "X-Graphcrm: 1"], BODY),
    "from a sandbox": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: null"], BODY),
    "from elsewhere": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: https://evil.example"], BODY),
    "from another port": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: http://127.0.0.1:1"], BODY),
    "from another scheme": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: ftp://HOST"], BODY),
    "from a name that begins like ours": (
        "POST",
        "/graphql",
        [JSON, "X-Graphcrm: 1", "Origin: http://HOST.evil.example"],
        BODY,
    ),
    "from a user of ours": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: http://HOST@evil.example"], BODY),
    "from a user elsewhere": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Origin: http://evil.example@HOST"], BODY),
    "referred alone": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Referer: http://HOST/"], BODY),
    "from a sister site": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Sec-Fetch-Site: same-site"], BODY),
    "across sites": ("POST", "/graphql", [JSON, *OURS, "Sec-Fetch-Site: cross-site"], BODY),
    "by nobody's hand": ("POST", "/graphql", [JSON, "X-Graphcrm: 1", "Sec-Fetch-Site: none"], BODY),
    "host with a path": ("POST", "/graphql", ["Host: a/?x=", JSON, *OURS], BODY),
    "host with a user": ("POST", "/graphql", ["Host: me@HOST", JSON, *OURS], BODY),
    "host with a space": ("POST", "/graphql", ["Host: HOST evil.example", JSON, *OURS], BODY),
    "host with a slash": ("POST", "/graphql", ["Host: HOST\\evil.example", JSON, *OURS], BODY),
    "another host": ("POST", "/graphql", ["Host: evil.example", JSON, *OURS], BODY),
    "two hosts": ("POST", "/graphql", ["Host: HOST", "Host: evil.example", JSON, *OURS], BODY),
    "a target with a host": ("POST", "@evil.example/graphql", [JSON, *OURS], BODY),
    "another path by its host": ("POST", "/health/live/../../graphql", [JSON, *OURS], BODY),
    "forwarded from elsewhere": (
        "POST",
        "/graphql",
        [JSON, "X-Graphcrm: 1", "Origin: https://evil.example", "X-Forwarded-Host: evil.example"],
        BODY,
    ),
    "forwarded by a proxy of its own": (
        "POST",
        "/graphql",
        [JSON, "X-Graphcrm: 1", "Origin: https://evil.example", "Forwarded: host=evil.example;proto=https"],
        BODY,
    ),
    "another address rewritten": ("POST", "/health/live", [JSON, "X-Original-URL: /graphql", *OURS], BODY),
}


async def session(graph: Graph, found: Worker) -> str:
    await users.add(graph, built_in(), "ana@lumen.example", "Ana", ["manager"])
    circuit, passwords = Circuit(graph, 10), Passwords()
    account = await accounts.of_email(circuit, "ana@lumen.example")
    assert account is not None
    await accounts.set_password(circuit, passwords, LOCAL, account, PASSWORD)
    passwords.close()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{found.port}") as http:
        reply = await http.post("/auth/login", json={"email": "ana@lumen.example", "password": PASSWORD})
    return str(reply.headers["set-cookie"].partition(";")[0])


async def sent(port: int, method: str, target: str, headers: list[str], body: str) -> bytes:
    """The bytes of an answer to a request that is written as it stands."""
    host = f"127.0.0.1:{port}"
    lines = [one.replace("HOST", host) for one in headers]
    if not any(line.startswith("Host:") for line in lines):
        lines.insert(0, f"Host: {host}")
    text = f"{method} {target} HTTP/1.1\r\n" + "".join(f"{line}\r\n" for line in lines)
    text += f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text.encode("latin-1"))
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    return answer


async def test_forty_forged_requests_have_no_effect_and_every_answer_its_headers(graph: Graph, tmp_path: Path) -> None:
    assert len(FORGED) >= 40
    async with worker(graph, data_dir=tmp_path) as found:
        cookie = f"Cookie: {await session(graph, found)}"
        for name, (method, target, headers, body) in FORGED.items():
            answer = await sent(found.port, method, target, [*headers, cookie], body)
            head = answer.partition(b"\r\n\r\n")[0].lower()
            status = int(head.split(b" ")[1])
            assert 400 <= status < 500, (name, answer)
            if b"x-request-id" in head:  # what is no HTTP at all is answered before us
                assert all(b"%b: %b" % (key, value.lower()) in head for key, value in HEADERS), name
                assert b"server:" not in head
            else:
                assert status == 400, name
            assert await graph.rows("MATCH (p:Person) RETURN p", {}) == [], name
        # The same, sent by a page of ours.
        answer = await sent(found.port, "POST", "/graphql", [JSON, *OURS, cookie], BODY)
        assert b" 200 " in answer.partition(b"\r\n")[0]
        assert len(await graph.rows("MATCH (p:Person) RETURN p", {})) == 1


@pytest.mark.parametrize(
    ("settings", "headers", "secure"),
    [
        ({}, [], False),
        ({}, ["X-Forwarded-Proto: https"], False),
        ({"trusted_proxies": "127.0.0.1"}, ["X-Forwarded-Proto: https"], True),
        ({"trusted_proxies": "127.0.0.1"}, ["X-Forwarded-Proto: https, http"], False),
        ({"trusted_proxies": "192.0.2.0/24"}, ["X-Forwarded-Proto: https"], False),
    ],
    ids=str,
)
async def test_a_browser_is_told_to_stay_with_https_only_where_there_is_some(
    graph: Graph, tmp_path: Path, settings: dict[str, str], headers: list[str], secure: bool
) -> None:
    chosen = {name: (ipaddress.ip_network(value),) for name, value in settings.items()}
    async with worker(graph, data_dir=tmp_path, **chosen) as found:
        answer = await sent(found.port, "GET", "/health/live", headers, "")
        assert (b"strict-transport-security: max-age=31536000" in answer) is secure
