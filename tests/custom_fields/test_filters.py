"""Conditions and orders on custom fields: every operator against a plain reading of the same values, and every page."""

from __future__ import annotations

import random
from typing import Any

from graphcrm.measures.normal_forms import fold, sort_key
from tests.conftest import Api
from tests.custom_fields.defining import ALL, EMPTY, define

WORDS = ["Åsa", "asa", "ASA lind", "weiß", "Weiss", "ö", "Zoë x", "b", "  b  c "]
CHOICES = ["low", "Mid", "very high"]
DAYS = ["2025-12-31", "2026-01-01", "2026-05-05"]
AMOUNTS = ["0", "-3.5", "100", "99.99", "480000"]
TYPES = ["TEXT", "NUMBER", "MONEY", "DATE", "CHOICE", "MULTI_CHOICE", "BOOLEAN", "URL"]


def value(chance: random.Random, type_: str) -> Any:
    """A random value of a type, as a client writes it and as it comes back; or None."""
    if chance.random() < 0.25:
        return None
    return {
        "TEXT": lambda: chance.choice(WORDS).strip(),
        "NUMBER": lambda: chance.choice([0.0, -1.5, 3.0, 1e9, 0.1]),
        "MONEY": lambda: {"amount": chance.choice(AMOUNTS), "currency": "EUR"},
        "DATE": lambda: chance.choice(DAYS),
        "CHOICE": lambda: chance.choice(CHOICES),
        "MULTI_CHOICE": lambda: chance.sample(CHOICES, chance.randrange(1, 4)),
        "BOOLEAN": lambda: chance.random() < 0.5,
        "URL": lambda: f"https://{chance.choice('ab')}.example/{chance.choice('XY')}",
    }[type_]()


def names_of(type_: str) -> str:
    special = {"MULTI_CHOICE": "choices"}
    return special.get(type_, type_.lower())


async def world(api: Api, seed: int, size: int) -> dict[str, dict[str, Any]]:
    """Values of every type for as many people, written through the API; by name."""
    chance = random.Random(seed)
    for type_ in TYPES:
        choices = {"choices": CHOICES} if "CHOICE" in type_ else {}
        await define(api, "Person", names_of(type_), type_, **choices)
    rows = {f"P{i:03d}": {t: value(chance, t) for t in TYPES} for i in range(size)}
    items = [
        {
            "name": name,
            "customFields": [
                {"key": names_of(t), names_of(t): v} for t, v in row.items() if v is not None or chance.random() < 0.5
            ],
        }
        for name, row in rows.items()
    ]
    text = "mutation($i: PersonCreateManyInput!) { m: personCreateMany(input: $i) { userErrors { message } } }"
    for start in range(0, size, 50):
        found = await api.ask(text, {"i": {"items": items[start : start + 50]}})
        assert found["m"]["userErrors"] == []
    return rows


async def test_what_is_written_is_what_is_read(api: Api) -> None:
    """Random values of every type; what was never stated and what was cleared is not there."""
    rows = await world(api, 1, 60)
    found = await api.ask(f"{{ people(first: 100) {{ nodes {{ name customFields {{ {ALL} }} }} }} }}")
    labels = {names_of(t): t for t in TYPES}
    wanted = {
        name: [
            {**EMPTY, "key": key, "label": key.title(), "type": labels[key], key: row[labels[key]]}
            for key in sorted(labels, key=str.title)
            if row[labels[key]] is not None
        ]
        for name, row in rows.items()
    }
    assert {one["name"]: one["customFields"] for one in found["people"]["nodes"]} == wanted


def fits(type_: str, operator: str, wanted: Any, known: Any) -> bool:
    """Whether a value stands a condition; an unknown one stands none but isNull."""
    if operator == "isNull":
        return (known is None) is wanted
    if known is None:
        return False
    if type_ in ("TEXT", "URL"):
        own = fold(known)
        words = [fold(w) for w in (wanted if isinstance(wanted, list) else [wanted])]
        return {
            "eq": lambda: own == words[0],
            "in": lambda: own in words,
            "contains": lambda: words[0] in own,
            "startsWith": lambda: own.startswith(words[0]),
            "lt": lambda: own < words[0],
            "gte": lambda: own >= words[0],
        }[operator]()
    if type_ == "MULTI_CHOICE":
        own_words = {fold(w) for w in known}
        return bool(own_words & {fold(w) for w in (wanted if operator == "hasAny" else [wanted])})
    if type_ == "MONEY":
        known, wanted = float(known["amount"]), float(wanted)
    compare = {
        "eq": lambda: known == wanted,
        "in": lambda: known in wanted,
        "startsWith": lambda: known.startswith(wanted),
        "lt": lambda: known < wanted,
        "lte": lambda: known <= wanted,
        "gt": lambda: known > wanted,
        "gte": lambda: known >= wanted,
    }
    return bool(compare[operator]())


ORDERED = ("lt", "lte", "gt", "gte")
CONDITIONS: dict[str, list[tuple[str, Any]]] = {
    "TEXT": [
        ("eq", "ÅSA"),
        ("in", ["weiss", "Ö", "none"]),
        ("contains", "SA"),
        ("startsWith", "wei"),
        ("startsWith", "B c"),
        ("lt", "ÅSA"),
        ("gte", "åsa"),
        ("gte", "Wei"),
    ],
    "URL": [("contains", "A.example"), ("eq", "https://b.example/x"), ("startsWith", "HTTPS://a")],
    "NUMBER": [("eq", 3), ("in", [0, 0.1]), *((op, 0.0) for op in ORDERED), ("gt", 1e8)],
    "MONEY": [(op, "99.99") for op in ORDERED],
    "DATE": [("eq", DAYS[1]), ("in", DAYS[:2]), *((op, DAYS[1]) for op in ORDERED)],
    "CHOICE": [("eq", "Mid"), ("in", ["low", "Mid", "none"]), ("startsWith", "very"), ("eq", "mid")],
    "MULTI_CHOICE": [("has", "MID"), ("hasAny", ["low", "none"]), ("has", "none")],
}


async def test_every_operator_finds_what_it_says(api: Api) -> None:
    rows = await world(api, 2, 80)
    query = """query($f: PersonFilter) { people(first: 100, filter: $f) { totalCount nodes { name } }
      others: people(filter: {not: $f}) { totalCount } }"""
    cases = [
        (t, op, wanted)
        for t, given in CONDITIONS.items()
        for op, wanted in [*given, ("isNull", True), ("isNull", False)]
    ]
    for type_, operator, wanted in cases:
        condition = {"key": names_of(type_), names_of(type_): {operator: wanted}}
        right = [name for name, row in rows.items() if fits(type_, operator, wanted, row[type_])]
        both = await api.ask(query, {"f": {"custom": [condition]}})
        found = both["people"]
        assert sorted(one["name"] for one in found["nodes"]) == right, condition
        assert found["totalCount"] == len(right)
        assert both["others"]["totalCount"] == len(rows) - len(right), condition
    for truth in (True, False):
        right = [name for name, row in rows.items() if row["BOOLEAN"] is truth]
        found = (await api.ask(query, {"f": {"custom": [{"key": "boolean", "boolean": truth}]}}))["people"]
        assert sorted(one["name"] for one in found["nodes"]) == right
    two = [{"key": "number", "number": {"gte": 0}}, {"key": "choice", "choice": {"eq": "low"}}]
    right = [n for n, r in rows.items() if r["NUMBER"] is not None and r["NUMBER"] >= 0 and r["CHOICE"] == "low"]
    found = (await api.ask(query, {"f": {"custom": two, "or": [{"name": {"startsWith": "P"}}]}}))["people"]
    assert sorted(one["name"] for one in found["nodes"]) == right


async def test_a_condition_that_does_not_fit_its_field_is_refused(api: Api) -> None:
    await define(api, "Person", "score", "NUMBER")
    await define(api, "Person", "topics", "MULTI_CHOICE", choices=["a"])
    for argument in (
        'filter: {custom: [{key: "score", text: {eq: "a"}}]}',
        'filter: {custom: [{key: "score", number: {eq: 1}, date: {isNull: true}}]}',
        'filter: {custom: [{key: "score"}]}',
        'filter: {custom: [{key: "", number: {eq: 1}}]}',
        'orderBy: [{custom: "topics"}]',
        'orderBy: [{custom: "score", field: NAME}]',
        "orderBy: [{direction: DESC}]",
    ):
        refused = await api.refusal(f"{{ people({argument}) {{ totalCount }} }}")
        assert refused["extensions"]["code"] in ("BAD_USER_INPUT", "VALIDATION_FAILED"), argument


def key(type_: str, known: Any) -> Any:
    if type_ in ("TEXT", "URL"):
        return sort_key(known)
    return float(known["amount"]) if type_ == "MONEY" else known


async def test_pages_by_any_field_in_either_direction_walk_all_rows_once(api: Api) -> None:
    rows = await world(api, 3, 47)
    listed = (await api.ask("{ people(first: 100) { nodes { id name } } }"))["people"]["nodes"]
    ids = {one["name"]: one["id"] for one in listed}
    query = """query($k: FieldKey, $d: OrderDirection!, $n: Int!, $after: Cursor) {
      people(first: $n, after: $after, orderBy: [{custom: $k, direction: $d}]) {
        nodes { name } pageInfo { hasNextPage endCursor } } }"""
    back = """query($k: FieldKey, $d: OrderDirection!, $n: Int!, $before: Cursor) {
      people(last: $n, before: $before, orderBy: [{custom: $k, direction: $d}]) {
        nodes { name } pageInfo { hasPreviousPage startCursor } } }"""
    for type_ in TYPES:
        if type_ == "MULTI_CHOICE":
            continue
        for direction in ("ASC", "DESC"):
            known = sorted((n for n in rows if rows[n][type_] is not None), key=ids.__getitem__)
            known.sort(key=lambda n, t=type_: key(t, rows[n][t]), reverse=direction == "DESC")
            right = known + sorted((n for n in rows if rows[n][type_] is None), key=ids.__getitem__)
            walked: list[str] = []
            given = {"k": names_of(type_), "d": direction, "n": 7, "after": None}
            while True:  # ends: each page has rows and none comes twice
                page = (await api.ask(query, given))["people"]
                walked += [one["name"] for one in page["nodes"]]
                if not page["pageInfo"]["hasNextPage"] or len(walked) > len(rows):
                    break
                given["after"] = page["pageInfo"]["endCursor"]
            assert walked == right, (type_, direction)
            page = (await api.ask(back, {"k": names_of(type_), "d": direction, "n": 10}))["people"]
            assert [one["name"] for one in page["nodes"]] == right[-10:]
            given = {"k": names_of(type_), "d": direction, "n": 10, "before": page["pageInfo"]["startCursor"]}
            page = (await api.ask(back, given))["people"]
            assert [one["name"] for one in page["nodes"]] == right[-20:-10]


async def test_a_condition_and_an_order_reach_related_records(api: Api) -> None:
    """Deals of organizations whose tier is gold; the people of a relation by their own field."""
    await define(api, "Organization", "tier", "CHOICE", choices=["gold", "tin"])
    await define(api, "Person", "score", "NUMBER")
    found = await api.ask(
        """mutation { a: organizationCreate(input: {name: "A", customFields: [{key: "tier", choice: "gold"}]}) {
             organization { id } }
           b: organizationCreate(input: {name: "B", customFields: [{key: "tier", choice: "tin"}]}) {
             organization { id } }
           m: personCreateMany(input: {items: [{name: "X"}, {name: "Y", customFields: [{key: "score", number: 1}]},
             {name: "Z", customFields: [{key: "score", number: 2}]}]}) { people { id } } }"""
    )
    a, b = found["a"]["organization"]["id"], found["b"]["organization"]["id"]
    people = [one["id"] for one in found["m"]["people"]]
    await api.ask(
        """mutation($a: ID!, $b: ID!, $x: ID!, $y: ID!, $z: ID!) {
             d: dealCreate(input: {name: "D", organization: {id: $a}}) { deal { id } }
             e: dealCreate(input: {name: "E", organization: {id: $b}}) { deal { id } }
             r: relationAdd(input: {from: {id: $x}, to: {id: $y}, kind: FRIEND}) { userErrors { message } }
             s: relationAdd(input: {from: {id: $x}, to: {id: $z}, kind: MENTOR}) { userErrors { message } } }""",
        {"a": a, "b": b, "x": people[0], "y": people[1], "z": people[2]},
    )
    found = await api.ask(
        """query($x: ID!) {
          deals(filter: {organization: {custom: [{key: "tier", choice: {eq: "gold"}}]}}) { nodes { name } }
          person(by: {id: $x}) {
            relatedTo(orderBy: [{custom: "score", direction: DESC}]) { nodes { name } }
            few: relatedTo(filter: {custom: [{key: "score", number: {lt: 2}}]}) { nodes { name } } } }""",
        {"x": people[0]},
    )
    assert found["deals"]["nodes"] == [{"name": "D"}]
    assert found["person"]["relatedTo"]["nodes"] == [{"name": "Z"}, {"name": "Y"}]
    assert found["person"]["few"]["nodes"] == [{"name": "Y"}]
