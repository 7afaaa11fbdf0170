"""The log: one JSON object a request, and nothing in it that somebody wrote, or that tells who they are."""

from __future__ import annotations

import json
import logging
from datetime import datetime

import pytest

from graphcrm.web.logs import JsonLines
from tests.conftest import Api

PLANTED = "Zwetschge"


async def test_a_request_is_one_line_without_what_was_asked(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    token = await api.token()
    headers = {"Authorization": f"Bearer {token}", "X-Request-Id": "0123456789abcdef-0123"}
    body = {
        "query": "query Z($t: String!) { search(text: $t) { nodes { id } } a: node(id: %s) { id } }".replace(
            "Z", PLANTED
        )
        % json.dumps(PLANTED),
        "variables": {"t": PLANTED},
    }
    with caplog.at_level(logging.INFO, "graphcrm"):
        await api.client.post("/graphql", json=body, headers=headers)
        await api.client.get(f"/{PLANTED}?token={token}", headers={"X-Request-Id": PLANTED * 2})
        await api.client.post("/graphql", content=PLANTED, headers=headers)
        await api.client.post("/graphql", json={"query": "{ %s }" % PLANTED}, headers=headers)
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("graphcrm")]
    assert len(lines) == 4
    for line in lines:
        assert PLANTED.lower() not in line.lower() and token not in line and "lumen.example" not in line
    first, second, third, fourth = map(json.loads, lines)
    assert (first["request"], first["route"], first["status"]) == ("0123456789abcdef-0123", "/graphql", 200)
    assert first["viewer"].startswith("usr_") and len(first["document"]) == 64 and first["ms"] >= 0
    assert datetime.fromisoformat(first["at"]).utcoffset().total_seconds() == 0  # type: ignore[union-attr]
    assert (second["route"], second["status"], second["code"]) == ("unknown", 404, "NOT_FOUND")
    assert (third["status"], third["code"]) == (415, "BAD_USER_INPUT")
    assert fourth["code"] == "VALIDATION_FAILED"


def test_a_bug_is_logged_with_its_places_and_without_its_words() -> None:
    try:
        raise ValueError(PLANTED)
    except ValueError as error:
        record = logging.LogRecord(
            "graphcrm", logging.ERROR, "x.py", 1, "bug", (), (ValueError, error, error.__traceback__)
        )
    line = JsonLines().format(record)
    assert json.loads(line)["error"] == "ValueError" and "test_logs.py" in line and PLANTED not in line.split("File")[0]
