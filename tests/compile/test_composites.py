"""What a question may hold beside scalars and nodes: maps, lists of maps, nodes and questions within them, and inputs
that name several records or one of several kinds."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import get_variable_values

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, viewer
from graphcrm.api.documents import Documents
from graphcrm.compile.asking import ask
from graphcrm.compile.declarations import Composite, Question, Shape
from graphcrm.compile.implied import IMPLIED, values
from graphcrm.compile.planner import Plan, Planner
from graphcrm.compile.targets import Target
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.errors import BadUserInput, GraphcrmError
from graphcrm.graph.connection import Graph
from graphcrm.graph.questions import QuestionFile, library, parse
from graphcrm.measures.scoring import Scoring
from graphcrm.vocabulary.records import CONFIDENTIAL
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.worlds import TODAY
from tests.conftest import CIPHER

_PAIR = """
// Two people, and what a test says of them.
// in:    $between [Person] of 2
// out:   a Person, b Person, strength Score, people [Person], since DateTime, steps [Step]
// try:   graphcrm ask tests/pair between=p-tan,p-weiss
MATCH (a:Person {id: $between[0]}) WHERE ($sees_all OR a.audience IS NULL OR any(t IN a.audience WHERE t IN $teams))
MATCH (b:Person {id: $between[1]}) WHERE ($sees_all OR b.audience IS NULL OR any(t IN b.audience WHERE t IN $teams))
WITH a, b, [{name: 'two', weight: 2.0}, {name: 'one', weight: 1.0}] AS parts
WITH a, b, {value: 0.5, parts: parts, best: {name: 'two'}} AS strength
RETURN a, b, strength, [b, a] AS people, $now AS since,
  [{number: 1, from: a, to: b, score: strength, all: [a, b]}, {number: 2, from: b, to: a}] AS steps
"""
_BOTH = """
// The seats of both.
// in:    $one Person, $other Person, $after [Any], $first Int
// out:   role Role, whose Person
// order: role.title_key, role.id
// try:   graphcrm ask tests/both one=p-tan other=p-weiss
UNWIND [$one, $other] AS id
MATCH (whose:Person {id: id})-[:HOLDS]->(role:Role)
WHERE ($sees_all OR whose.audience IS NULL OR any(t IN whose.audience WHERE t IN $teams))
  AND ($sees_all OR role.audience IS NULL OR any(t IN role.audience WHERE t IN $teams))
WITH role, whose
WHERE $after IS NULL OR role.title_key > $after[0] OR (role.title_key = $after[0] AND role.id > $after[1])
RETURN role, whose ORDER BY role.title_key, role.id LIMIT $first
"""
_NAMED = """
// What a target names, and what everybody is told.
// in:    $to Goal, $from Person = null
// out:   id String, asker String, half_life Float, day Date
// try:   graphcrm ask tests/named to=p-tan
MATCH (t:Person|Role {id: $to}) WHERE ($sees_all OR t.audience IS NULL OR any(t2 IN t.audience WHERE t2 IN $teams))
RETURN t.external_id AS id, $from AS asker, $scoring.half_life AS half_life, date($now) AS day
"""
_RANKED = """
// People by what a test says of them.
// in:    $organization Organization
// out:   person Person, rank Int, score Score
// order: rank, person.id
// try:   graphcrm ask tests/ranked organization=o-nl-wind
MATCH (o:Organization {id: $organization})
WHERE ($sees_all OR o.audience IS NULL OR any(t IN o.audience WHERE t IN $teams))
MATCH (o)<-[:AT]-(:Role)<-[:HOLDS]-(person:Person)
WHERE ($sees_all OR person.audience IS NULL OR any(t IN person.audience WHERE t IN $teams))
WITH person ORDER BY person.external_id
WITH collect(person) AS people UNWIND range(0, size(people) - 1) AS i
RETURN people[i] AS person, i AS rank, {value: 1.0 / (i + 1), parts: [{name: 'x', weight: toFloat(i)}]} AS score
"""
FILES: dict[str, QuestionFile] = {
    **library(),
    **{f"tests/{n}": parse(f"tests/{n}", t.strip()) for n, t in
       (("pair", _PAIR), ("both", _BOTH), ("named", _NAMED), ("ranked", _RANKED))},
}  # fmt: skip
SCORE = Composite(
    "Score",
    "A number with its parts.",
    {
        "value": ("Float!", "The number."),
        "parts": ("[Part!]!", "Its parts."),
        "best": ("Part", "The first of them."),
    },
)
PART = Composite("Part", "A part.", {"name": ("String!", "Its name."), "weight": ("Float", "Its weight.")})
STEP = Composite(
    "Step",
    "A step.",
    {
        "number": ("Int!", "Its place."),
        "from": ("Person", "From whom."),
        "to": ("Person", "To whom."),
        "score": ("Score", "How good it is."),
        "all": ("[Person!]", "All of it."),
    },
)
PAIR = Composite(
    "Pair",
    "Two people.",
    {
        "strength": ("Score!", "How strong."),
        "steps": ("[Step!]!", "From one to the other and back."),
        "people": ("[Person!]!", "Both."),
        "since": ("DateTime!", "Since when."),
    },
)


def _vocabulary() -> Vocabulary:
    return Vocabulary(
        nouns=tuple(VOCABULARY.nouns.values()),
        edges=tuple(VOCABULARY.edges.values()),
        abstracts=tuple(a for a in VOCABULARY.abstracts.values() if a.name != "Node"),
        enumerations=VOCABULARY.enumerations,
        composites=(*VOCABULARY.composites.values(), SCORE, PART, STEP, PAIR),
        targets=(
            *VOCABULARY.targets.values(),
            Target("Goal", "A goal.", {"person": ("Person", "A person."), "seat": ("Role", "A seat.")}),
        ),
        questions=(
            *VOCABULARY.questions,
            Question("pair", "tests/pair", Shape.ROW, type_name="Pair"),
            Question("secretPair", "tests/pair", Shape.ROW, type_name="Pair", sensitivity=CONFIDENTIAL),
            Question("seats", "tests/both", Shape.CONNECTION, "Pair", binds=(("one", "a"), ("other", "b"))),
            Question("between", "tests/both", Shape.CONNECTION, "Step", binds=(("one", "from"), ("other", "to"))),
            Question("named", "tests/named", Shape.ROW),
            Question("ranked", "tests/ranked", Shape.CONNECTION, "Organization", bind="organization"),
        ),
    )


WORDS = _vocabulary()
PLANNER = Planner(WORDS, FILES, cipher=CIPHER)
DOCUMENTS = Documents(PLANNER.schema)
MANAGER = viewer(built_in(), id="usr_1", email="x", roles=("manager",), teams=())
AUDITOR = viewer(built_in(), id="usr_1", email="x", roles=("auditor",), teams=())
_OF_TWO = '(between: [{externalId: "p-tan"}, {externalId: "p-weiss"}])'


def plan(text: str, who: Viewer = MANAGER, **given: Any) -> tuple[Plan, dict[str, Any]]:
    operation = DOCUMENTS.operation(text, None)
    found = get_variable_values(PLANNER.schema, operation.node.variable_definitions or (), given)
    assert not isinstance(found, list), found
    return PLANNER.plan(operation, dict(found.coerced), who.lens), dict(found.coerced)


async def reply(graph: Graph, text: str, who: Viewer = MANAGER, **given: Any) -> Any:
    made, variables = plan(text, who, **given)
    assert made.text is not None
    row = await graph.read(made.text, made.parameters(variables, who, TODAY), question="test", seconds=60)
    assert row is not None
    data, errors = made.decode(row[0])
    if errors:
        raise errors[0][0]
    reply.noted = made.noted, made.records()  # type: ignore[attr-defined]
    return data


async def test_a_map_and_the_maps_within_it_are_shown_as_they_are_selected(contract_world: Graph) -> None:
    selected = "since strength { __typename value parts { weight n: name } best { name weight } }"
    text = f"{{ pair{_OF_TWO} {{ {selected} }} }}"
    made, _ = plan(text)
    assert "UNWIND" not in (made.text or "")
    assert (await reply(contract_world, text))["pair"] == {
        "since": "2026-11-20T00:00:00Z",
        "strength": {
            "__typename": "Score",
            "value": 0.5,
            "parts": [{"weight": 2.0, "n": "two"}, {"weight": 1.0, "n": "one"}],
            "best": {"name": "two", "weight": None},
        },
    }


async def test_nodes_within_maps_are_nodes_and_lists_keep_their_order(contract_world: Graph) -> None:
    text = f"""{{ pair{_OF_TWO} {{
      people {{ externalId emails {{ address }} }}
      steps {{ number from {{ externalId roles {{ nodes {{ title organization {{ name }} }} }} }} to {{ name }}
        score {{ value parts {{ name }} }} all {{ externalId }} }} }} }}"""
    found = (await reply(contract_world, text))["pair"]
    assert found["people"] == [
        {"externalId": "p-weiss", "emails": [{"address": "jonas.weiss@wind.nordlicht.example"}]},
        {"externalId": "p-tan", "emails": [{"address": "mei.tan@wind.nordlicht.example"}]},
    ]
    seats = {"nodes": [{"title": "Rotor Engineer", "organization": {"name": "Rotor Design"}}]}
    assert found["steps"] == [
        {
            "number": 1,
            "from": {"externalId": "p-tan", "roles": seats},
            "to": {"name": "Jonas Weiß"},
            "score": {"value": 0.5, "parts": [{"name": "two"}, {"name": "one"}]},
            "all": [{"externalId": "p-tan"}, {"externalId": "p-weiss"}],
        },
        {
            "number": 2,
            "from": {"externalId": "p-weiss", "roles": seats},
            "to": {"name": "Mei Tan"},
            "score": None,
            "all": None,
        },
    ]


async def test_a_row_and_a_map_may_have_questions_of_their_own_about_what_they_hold(contract_world: Graph) -> None:
    text = f"""{{ pair{_OF_TWO} {{ seats(first: 1) {{ totalCount edges {{ whose {{ externalId }} node {{ title }} }} }}
      steps {{ between(first: 5) {{ nodes {{ title }} }} }} }} }}"""
    found = (await reply(contract_world, text))["pair"]
    assert found["seats"]["totalCount"] == 2
    assert [edge["node"] for edge in found["seats"]["edges"]] == [{"title": "Rotor Engineer"}]
    both = {"between": {"nodes": [{"title": "Rotor Engineer"}, {"title": "Rotor Engineer"}]}}
    assert found["steps"] == [both, both]


async def test_a_map_stands_beside_a_node_in_the_edges_of_a_connection(contract_world: Graph) -> None:
    text = """{ organization(by: {externalId: "o-nl-wind"}) { ranked(first: 2) {
      edges { rank score { value parts { weight } } node { externalId } } pageInfo { hasNextPage } } } }"""
    found = (await reply(contract_world, text))["organization"]["ranked"]
    assert found == {
        "edges": [
            {"rank": 0, "score": {"value": 1.0, "parts": [{"weight": 0.0}]}, "node": {"externalId": "p-berg"}},
            {"rank": 1, "score": {"value": 0.5, "parts": [{"weight": 1.0}]}, "node": {"externalId": "p-okoye"}},
        ],
        "pageInfo": {"hasNextPage": False},
    }


async def test_masks_hold_for_nodes_within_maps(contract_world: Graph) -> None:
    text = f"{{ pair{_OF_TWO} {{ steps {{ from {{ name city }} }} people {{ name }} }} }}"
    found = (await reply(contract_world, text, AUDITOR))["pair"]
    assert found["steps"][0] == {"from": {"name": "M.T.", "city": None}}
    assert found["people"] == [{"name": "J.W."}, {"name": "M.T."}]


async def test_the_trail_knows_what_is_read_of_nodes_within_maps(contract_world: Graph) -> None:
    text = f"{{ pair{_OF_TWO} {{ steps {{ to {{ expectedValue {{ amount }} }} }} }} }}"
    await reply(contract_world, text)
    facts, ids = reply.noted  # type: ignore[attr-defined]
    assert facts == ("Person.expected_value",)
    known = await contract_world.rows("MATCH (p:Person) WHERE p.external_id IN ['p-tan', 'p-weiss'] RETURN p.id", {})
    assert sorted(ids) == sorted(row[0] for row in known)
    await reply(contract_world, f"{{ secretPair{_OF_TWO} {{ steps {{ to {{ id }} }} }} }}")
    facts, ids = reply.noted  # type: ignore[attr-defined]
    assert (facts, sorted(ids)) == (("Query.secretPair",), sorted(row[0] for row in known))


async def test_an_argument_names_one_of_several_kinds_and_everybody_is_told_the_moment(contract_world: Graph) -> None:
    text = "query Q($to: Goal!, $from: PersonBy) { named(to: $to, from: $from) { id asker halfLife day } }"
    found = await reply(contract_world, text, to={"person": {"externalId": "p-tan"}})
    assert found["named"] == {"id": "p-tan", "asker": None, "halfLife": 60.0, "day": "2026-11-20"}
    seat = await reply(contract_world, '{ named(to: {seat: {externalId: "r-ceo"}}) { id } }')
    assert seat["named"] == {"id": "r-ceo"}


_TAN = '{externalId: "p-tan"}'


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (f'pair(between: [{_TAN}, {{id: "no"}}]) {{ since }}', "No Person is known by what `between` names."),
        ('named(to: {seat: {externalId: "no"}}) { id }', "No Role is known by what `to` names."),
        (f'named(to: {{person: {_TAN}}}, from: {{id: "no"}}) {{ id }}', "No Person is known by what `from` names."),
        (f"pair(between: [{_TAN}]) {{ since }}", "`between` names exactly 2 records; 1 were given."),
        ("pair(between: []) { since }", "`between` names exactly 2 records; 0 were given."),
    ],
)
async def test_who_names_what_is_not_there_is_told_by_which_argument(
    contract_world: Graph, asked: str, message: str
) -> None:
    with pytest.raises(GraphcrmError) as refused:
        await reply(contract_world, f"{{ {asked} }}")
    assert refused.value.message == message


async def test_the_command_is_told_the_same_with_records_by_name(contract_world: Graph) -> None:
    rules = PLANNER.rules(MANAGER.lens)
    told = values(IMPLIED, MANAGER, sorted(rules.shown), [], TODAY, Scoring().map)
    asked = ask(WORDS, rules, FILES["tests/pair"], {"between": "p-tan,p-weiss"}, told)
    row = await contract_world.read(asked.text, asked.parameters, question="test", seconds=60)
    assert row is not None and row[0] is None
    tan, weiss, strength, people, since, steps = row[1][0]
    assert (tan[2:4], weiss[2:4]) == (["p-tan", "Mei Tan"], ["p-weiss", "Jonas Weiß"])
    assert (strength["best"], since) == ({"name": "two"}, "2026-11-20T00:00:00Z")
    assert [(step["from"][2], step["to"][2]) for step in steps] == [("p-tan", "p-weiss"), ("p-weiss", "p-tan")]
    assert [step["all"] and [one[2] for one in step["all"]] for step in steps] == [["p-tan", "p-weiss"], None]
    assert [one[2] for one in people] == ["p-weiss", "p-tan"]
    with pytest.raises(BadUserInput, match="between names exactly 2 records"):
        ask(WORDS, rules, FILES["tests/pair"], {"between": "p-tan"}, told)
    missing = ask(WORDS, rules, FILES["tests/named"], {"to": "p-tan", "from": "nobody"}, told)
    row = await contract_world.read(missing.text, missing.parameters, question="test", seconds=60)
    assert row is not None and row[0] == "from"


def test_equal_shapes_give_equal_texts() -> None:
    text = (
        f"{{ pair{_OF_TWO} {{ steps {{ from {{ roles {{ nodes {{ title }} }} }} score {{ parts {{ name }} }} }} }} }}"
    )
    operation = DOCUMENTS.operation(text, None)
    one, other = (PLANNER.make(operation, {}, MANAGER.lens) for _ in range(2))
    assert one.text == other.text
