"""Bad input for every mutation, made from the schema: a code of the closed list, a path that exists, no trace."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from graphql import GraphQLInputObjectType, get_nullable_type, is_list_type

from graphcrm.compile import writing
from graphcrm.compile.declarations import Noun, Property
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import stored
from graphcrm.vocabulary.words import VOCABULARY
from tests.conftest import Api, opened, with_officer
from tests.records.mutations import inputs
from tests.records.mutations.inputs import Case
from tests.records.mutations.writer import MUTATIONS, document, left_behind

# The closed list of codes but for INTERNAL, which is a bug.
CODES = {"VALIDATION_FAILED", "BAD_USER_INPUT", "FORBIDDEN", "NOT_FOUND", "CONFLICT", "QUERY_TOO_COMPLEX"}


async def plant(api: Api) -> None:
    """Three records of each noun: person per_1 (Person-1), a lead, per_2, and per_3, which another team has for itself.
    What is defined by a record is not in force: it is archived."""

    async def once(transaction: Transaction) -> None:
        for noun in VOCABULARY.nouns.values():
            if noun.governed:
                rows = [{**whole(noun, number), "version": 1} for number in "123"]
                rows[2]["audience"] = ["tea_other"]
                await transaction.run(writing.create_nodes(noun), {"rows": rows})

    await api.graph.write(once, name="plant")


def whole(noun: Noun, number: str) -> dict[str, Any]:
    """The stored properties of a record with all that is required."""
    row: dict[str, Any] = {"lead_status": "NEW"} if noun.name == "Person" else {}
    for prop in noun.properties:
        if prop.required and prop.expression is None:
            row.update(stored.of(prop, next(iter(prop.choices.values)) if prop.choices else word(prop)))
    if noun.name == "FieldDefinition":
        row["archived_at"] = datetime(2026, 1, 1, tzinfo=UTC)
    return {**row, "id": f"{noun.prefix}_{number}", "external_id": f"{noun.name}-{number}"}


def word(prop: Property) -> Any:
    return {"Texts": ["word"], "Instant": datetime(2026, 1, 1, tzinfo=UTC)}.get(prop.kind.name, "word")


@pytest.fixture
async def planted(graph: Graph) -> AsyncIterator[Api]:
    api = await opened(graph, with_officer())
    await plant(api)
    for one in ("admin", "account_manager", "officer"):
        await api.token(one)
    yield api
    await api.client.aclose()


def role(name: str) -> str:
    """Who may do it and yet does not see every record."""
    if MUTATIONS[name].permission == "persons.restrict":
        return "officer"
    if MUTATIONS[name].permission != "write":
        return "admin"
    return "account_manager"


def exists(kind: Any, path: Iterable[str]) -> bool:
    """Whether a path leads to a place of an input type."""
    for step in path:
        bare = get_nullable_type(kind)
        if is_list_type(bare):
            if not step.isdigit():
                return False
            kind = bare.of_type
        elif isinstance(bare, GraphQLInputObjectType) and step in bare.fields:
            kind = bare.fields[step].type
        else:
            return False
    return True


async def wrong_with(api: Api, case: Case) -> str | None:
    """What is wrong with the answer to a bad input, if anything."""
    reply = await api.post(document(case.mutation), {"input": case.given}, role(case.mutation))
    found = reply.json()
    if reply.status_code >= 500:
        return f"status {reply.status_code}: {found}"
    if "errors" in found:
        codes = {one["extensions"]["code"] for one in found["errors"]}
        if not codes <= CODES or not all(0 < len(one["message"]) <= 1000 for one in found["errors"]):
            return f"{codes} {str(found)[:300]}"
        return None if case.typed else f"a fault of the request and not of the input: {str(found)[:300]}"
    faults = found["data"][case.mutation]["userErrors"]
    if case.typed or not faults:
        return f"taken: {str(found)[:300]}"
    for one in faults:
        if one["code"] not in CODES or len(one["message"]) > 1000 or not one["field"]:
            return f"{str(one)[:300]}"
        if not exists(inputs.input_type(case.mutation), one["field"]):
            return f"no such place: {one['field']}"
    told = [tuple(one["field"]) for one in faults]
    return None if any(case.path[: len(path)] == path for path in told) else f"told of {told}, not of {case.path}"


async def tried(api: Api, some: Iterable[Case]) -> list[str]:
    """The cases that are answered wrongly."""
    found = []
    for case in some:
        wrong = await wrong_with(api, case)
        if wrong is not None:
            found.append(f"{case.mutation}: {case.what} at {'.'.join(case.path)}: {wrong}")
    return found


async def test_a_few_bad_inputs_for_each_mutation(planted: Api) -> None:
    before = await left_behind(planted.graph)
    chance = random.Random(8)
    some = [case for name in MUTATIONS for case in chance.sample(list(inputs.cases(name)), 3)]
    assert len(some) == 3 * len(MUTATIONS)
    assert await tried(planted, some) == []
    assert await left_behind(planted.graph) == before


@pytest.mark.long
@pytest.mark.parametrize("name", MUTATIONS)
async def test_every_bad_input(planted: Api, name: str) -> None:
    before = await left_behind(planted.graph)
    assert await tried(planted, inputs.cases(name)) == []
    assert await left_behind(planted.graph) == before


def lookups(name: str) -> list[tuple[Case, Case]]:
    """Inputs that name a hidden record, each with the same one naming a record that is not there."""
    found = {(case.path, case.what): case for case in inputs.cases(name)}
    pairs = []
    for (path, what), case in found.items():
        unknown = found.get((path, what.replace("a hidden", "an unknown")))
        if "a hidden" in what and unknown is not None:
            pairs.append((case, unknown))
    return pairs


async def test_what_one_may_not_see_is_answered_as_what_is_not_there(planted: Api) -> None:
    tried = 0
    for name in MUTATIONS:
        for hidden, unknown in lookups(name)[:2]:
            replies = []
            for case in (hidden, unknown):
                given = {**case.given, "idempotencyKey": "k"}
                reply = await planted.post(document(name), {"input": given}, role(name))
                replies.append(reply.content)
            if role(name) == "account_manager":
                assert replies[0] == replies[1], hidden
                assert orjson.loads(replies[0])["data"][name]["userErrors"][0]["code"] == "NOT_FOUND", hidden
                tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    "variables",
    [
        '{"input": {"name": "\\ud800"}}',
        '{"input": {"name": "a", "city": "\\udfff\\ud800"}}',
        '{"input": {"name": "a", "clientMutationId": "\\ud800"}}',
        '{"input": {"name": "a", "idempotencyKey": "\\ud800"}}',
        '{"input": {"name": "a", "expectedValue": {"amount": 1e999, "currency": "EUR"}}}',
        '{"input": {"name": "a", "tags": [' + "[" * 5000 + "]" * 5000 + "]}}",
    ],
)
async def test_what_json_or_unicode_cannot_say_is_refused(planted: Api, variables: str) -> None:
    headers = {"Authorization": f"Bearer {await planted.token()}", "Content-Type": "application/json"}
    before = await left_behind(planted.graph)
    body = '{"query": "%s", "variables": %s}' % (document("personCreate"), variables)
    reply = await planted.client.post("/graphql", content=body.encode(), headers=headers)
    assert reply.status_code < 500
    found = reply.json()
    faults = found.get("errors") or found["data"]["personCreate"]["userErrors"]
    assert faults and "INTERNAL" not in reply.text
    assert (await left_behind(planted.graph))[1:] == before[1:]


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\u{110000}"', '"\\u0001"'])
async def test_so_are_characters_that_a_document_cannot_hold(planted: Api, text: str) -> None:
    query = "mutation { personCreate(input: {name: %s}) { person { id } userErrors { code field } } }" % text
    headers = {"Authorization": f"Bearer {await planted.token()}", "Content-Type": "application/json"}
    reply = await planted.client.post(
        "/graphql", content=('{"query": %s}' % orjson.dumps(query).decode()), headers=headers
    )
    assert reply.status_code < 500 and "INTERNAL" not in reply.text
    assert "errors" in reply.json() or reply.json()["data"]["personCreate"]["userErrors"]
