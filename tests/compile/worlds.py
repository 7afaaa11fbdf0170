"""Small random graphs of every noun and edge, as plain data, and their way into the database."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import log2
from typing import Any

from graphcrm.compile import audiences, writing
from graphcrm.compile.custom_fields import CustomField
from graphcrm.compile.custom_fields import field as custom_field
from graphcrm.graph.connection import Graph, Transaction
from graphcrm.records import enciphered, restricting, stored
from graphcrm.vocabulary.words import VOCABULARY
from tests.audiences.evaluator import FOLLOWING, Plain, evaluate
from tests.compile import changes
from tests.compile.changes import Changed

TODAY = date(2026, 11, 20)
NAMES = ["Åsa Lind", "Asa Lind", "Jonas Weiß", "jonas weiss", "Zoë", "Łucja Nowak", "Bo", "Émile Zola", "Ana", "ana"]
WORDS = ["Nord", "nørd", "Wind GmbH", "Grid AB", "Ünit", "Unit", "A", "Rotor"]
TEAMS = ["tea_01", "tea_02", "tea_03"]
# Custom fields: on what, key, type, class. Some keys are on several, so that a party and a relation have them too.
FIELDS = [
    ("Person", "tier", "TEXT", "PUBLIC"),
    ("Person", "margin", "NUMBER", "CONFIDENTIAL"),
    ("Person", "worth", "MONEY", "PERSONAL"),
    ("Person", "since", "DATE", "SENSITIVE"),
    ("Person", "topics", "MULTI_CHOICE", "PERSONAL"),
    ("Organization", "tier", "TEXT", "PUBLIC"),
    ("Organization", "margin", "NUMBER", "CONFIDENTIAL"),
    ("Organization", "vip", "BOOLEAN", "PUBLIC"),
    ("Deal", "tier", "CHOICE", "PUBLIC"),
    ("Role", "since", "DATE", "PUBLIC"),
    ("Interaction", "page", "URL", "CONFIDENTIAL"),
    ("RELATED_TO", "tier", "TEXT", "PUBLIC"),
    ("HOLDS", "margin", "NUMBER", "CONFIDENTIAL"),
    ("STAKEHOLDER_IN", "worth", "MONEY", "CONFIDENTIAL"),
]


@dataclass
class Node:
    """One node: its noun, its declared properties by stored name (values in the form of Python), its audience, and what
    is said of it; `follow` works the one out from the other."""

    noun: str
    id: str
    values: dict[str, Any]
    audience: list[str] | None = None
    said: list[str] | None = None


@dataclass
class Link:
    """One edge; `audience` is that of what it follows from, where it is derived; `apart` the word of one that is not
    whole for everybody."""

    type: str
    source: str
    target: str
    values: dict[str, Any] = field(default_factory=dict)
    audience: list[str] | None = None
    apart: str | None = None


@dataclass
class World:
    """A graph as plain data."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    restricted: list[str] = field(default_factory=list)  # persons, without what goes with them

    def of(self, noun: str) -> list[Node]:
        return [node for node in self.nodes.values() if node.noun == noun]


class _Maker:
    def __init__(self, seed: int, restricted: bool) -> None:
        self.chance = random.Random(seed)
        self.restricted = restricted
        self.world = World()

    def node(self, noun: str, number: int, **values: Any) -> Node:
        prefix = VOCABULARY.nouns[noun].prefix
        governed = VOCABULARY.nouns[noun].governed and noun not in ("User", "Team", "FieldDefinition")
        said = None
        if self.restricted and governed and self.chance.random() < 0.25:
            said = self.chance.sample(TEAMS, self.chance.randrange(1, 3))
        kept = {key: value for key, value in values.items() if value is not None}
        if VOCABULARY.nouns[noun].governed:
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=self.chance.randrange(5))
            kept |= {"external_id": f"{prefix}-{number}", "version": 1, "created_at": moment, "updated_at": moment}
            if noun not in ("User", "Team") and self.chance.random() < 0.12:
                kept["archived_at"] = moment
        node = Node(noun, f"{prefix}_{number:02d}", kept, said=said)
        self.world.nodes[node.id] = node
        return node

    def link(self, kind_: str, from_: Node, to: Node, **values: Any) -> None:
        kept = {key: value for key, value in values.items() if value is not None}
        apart = f"{self.chance.randrange(10**6):06d}" if "sharing" in kept else None
        self.world.links.append(Link(kind_, from_.id, to.id, kept, apart=apart))

    def maybe(self, value: Any, chance: float = 0.6) -> Any:
        return value if self.chance.random() < chance else None

    def dates(self) -> dict[str, Any]:
        start = TODAY + timedelta(days=self.chance.choice([-900, -400, -30, 0, 1]))
        end = start + timedelta(days=self.chance.choice([0, 20, 500, 1000]))
        return {"started_on": self.maybe(start), "ended_on": self.maybe(end, 0.3)}

    def level(self) -> dict[str, Any]:
        """How much of a tie is for everybody."""
        if self.chance.random() < 0.4:
            return {}
        teams = sorted(self.chance.sample(TEAMS, self.chance.randrange(1, 3)))
        return {"sharing": self.chance.choice(["EXISTENCE", "STRENGTH"]), "shared_with": teams}

    def make(self) -> World:
        self.our_side()
        organizations = self.organizations()
        roles = self.roles(organizations)
        people = self.people(roles)
        self.work(people, organizations)
        self.written_down(people, organizations)
        self.custom_fields()
        self.scores()
        return self.world

    def scores(self) -> None:
        """What was computed of some of those who hold a seat. Drawn apart, so that the rest of a world stays as it is."""
        c, at = random.Random(len(self.world.links)), {x.source: x.target for x in self.world.links if x.type == "AT"}
        held = dict.fromkeys((x.source, at[x.target]) for x in self.world.links if x.type == "HOLDS" and x.target in at)
        for person, organization in held:
            if c.random() < 0.7:
                value, drawn = c.choice([None, 0.2, 0.5, 0.8]), c.choice([None, 0.4])
                self.link(
                    "INFLUENTIAL_IN", self.world.nodes[person], self.world.nodes[organization], value=value, drawn=drawn,
                    percentile=value, network=value, group=c.randrange(1, 4), counterparts=7, betweenness=0.1,
                    organizations_reached=1, population=9, computed_at=datetime(2026, 11, 19, tzinfo=UTC),
                )  # fmt: skip

    def custom_fields(self) -> None:
        """Definitions, and values for some of what they stand on."""
        c = self.chance
        for number, (on, key, type_, level) in enumerate(FIELDS):
            self.node(
                "FieldDefinition", number, on=on, key=key, label=c.choice(["Åa", "ab", "B"]), type=type_, sensitivity=level,
                choices=["u", "V"] if "CHOICE" in type_ else None, required=c.random() < 0.2,
            )  # fmt: skip
            owners: list[Node | Link] = [*self.world.of(on), *(link for link in self.world.links if link.type == on)]
            for owner in owners:
                if c.random() < 0.6:
                    owner.values[f"x_{key}"] = self.custom_value(type_)

    def custom_value(self, type_: str) -> Any:
        c = self.chance
        return {
            "TEXT": lambda: c.choice(WORDS),
            "NUMBER": lambda: c.choice([0.2, 3.0, -1.0]),
            "MONEY": lambda: (c.choice(["100", "200.5"]), "EUR"),
            "DATE": lambda: TODAY - timedelta(days=c.randrange(3)),
            "CHOICE": lambda: c.choice(["u", "V"]),
            "MULTI_CHOICE": lambda: c.sample(["u", "V"], c.randrange(1, 3)),
            "BOOLEAN": lambda: c.random() < 0.5,
            "URL": lambda: f"https://{c.choice('ab')}.example",
        }[type_]()

    def our_side(self) -> None:
        c = self.chance
        teams = [self.node("Team", i + 1, name=f"Team {i + 1}") for i in range(3)]
        self.link("BELONGS_TO", teams[1], teams[0])
        for i in range(3):
            user = self.node("User", i, name=c.choice(NAMES), email=f"U{i}@lumen.example", access_roles=["manager"])
            self.link("MEMBER_OF", user, c.choice(teams), **self.dates())

    def organizations(self) -> list[Node]:
        c = self.chance
        kinds = ["COMPANY", "COMPANY", "GOVERNMENT", "DIVISION", "TEAM"]
        found = [
            self.node(
                "Organization", i, name=c.choice(WORDS), kind=c.choice(kinds), country=self.maybe(c.choice(["DE", "SE"])),
                employees=self.maybe(c.randrange(500)), domain=self.maybe(c.choice(["a.example", "b.example"])),
                city=self.maybe(c.choice(["Kiel", "Malmö"])), industry=self.maybe("Energy"), ours=self.maybe(True, 0.2),
                tags=self.maybe(c.sample(["x", "Ÿ", "z"], 2), 0.3), latitude=self.maybe(54.3), longitude=self.maybe(10.1),
            )
            for i in range(8)
        ]  # fmt: skip
        for index, child in enumerate(found):
            controlled = False
            for parent in c.sample(found, 3):
                if parent is child or c.random() < 0.3:
                    continue
                # Control leads to smaller numbers, so it has no cycle; shares without control may have one.
                control = parent.id < child.id and not controlled and c.random() < 0.7
                controlled = controlled or control
                share = self.maybe(c.choice([0.1, 0.25, 0.3]), 0.85)
                self.link("SUBSIDIARY_OF", child, parent, share=share, control=control, source="x", **self.dates())
            if index and c.random() < 0.5:
                self.link("PART_OF", child, c.choice(found[:index]), **({} if c.random() < 0.7 else self.dates()))
        return found

    def roles(self, organizations: list[Node]) -> list[Node]:
        c = self.chance
        functions = ["SALES", "FINANCE", "OTHER"]
        found = [
            self.node("Role", i, title=c.choice(WORDS), level=self.maybe(c.randrange(4)), function=self.maybe(c.choice(functions)))
            for i in range(12)
        ]  # fmt: skip
        for index, role in enumerate(found):
            self.link("AT", role, c.choice(organizations))
            if index and c.random() < 0.8:
                self.link("REPORTS_TO", role, c.choice(found[:index]), kind="SOLID")
            if index and c.random() < 0.3:
                self.link("REPORTS_TO", role, c.choice(found[:index]), kind="DOTTED", **self.dates())
        return found

    def people(self, roles: list[Node]) -> list[Node]:
        c = self.chance
        found = []
        for i in range(10):
            value = self.maybe((f"{c.randrange(900)}", "EUR"), 0.4)
            money = {"expected_value": value} if value else {}
            person = self.node(
                "Person", i, name=c.choice(NAMES), city=self.maybe("Kiel"), country=self.maybe(c.choice(["DE", "SE"])),
                birthday=self.maybe(date(1980, 1, 1 + i)), language=self.maybe("de"), lead_status=self.maybe("NEW", 0.3),
                tags=self.maybe(["x"], 0.3), **money,
            )  # fmt: skip
            found.append(person)
            for role in c.sample(roles, c.randrange(3)):
                self.link("HOLDS", person, role, acting=self.maybe(True, 0.2), **self.dates())
        points = []
        for i in range(6):
            address = f"{'AbC'[i % 3]}{i % 4}@{'ab'[i % 2]}.example" if i < 4 else f"+49 40 55501{i}"
            points.append(self.node("ContactPoint", i, **stored.contact_point("EMAIL" if i < 4 else "PHONE", address)))
        for person in found:
            for point in c.sample(points, c.randrange(3)):
                self.link("REACHED_AT", person, point, kind=self.maybe("WORK"), **self.dates())
        for i in range(6):
            category = self.node("Category", i, kind=c.choice(["CHAMPION", "BLOCKER", "FINANCE"]))
            self.link("CLASSIFIED_AS", c.choice(found), category, **self.dates())
        for a, b in (c.sample(found, 2) for _ in range(6)):
            self.link(
                "INFLUENCES",
                a,
                b,
                weight=self.maybe(c.choice([0.2, 0.5])),
                topic=self.maybe("t"),
                source="me",
                **self.level(),
            )
            self.link("RELATED_TO", b, a, kind=c.choice(["MENTOR", "FRIEND"]), **self.dates(), **self.level())
        return found

    def work(self, people: list[Node], organizations: list[Node]) -> None:
        c, users = self.chance, self.world.of("User")
        places = [self.node("Location", i, name=c.choice(["Kiel", "DE"]), kind="CITY", country="DE") for i in range(3)]
        self.link("WITHIN", places[0], places[1])
        for party in c.sample([*people, *organizations], 8):
            self.link("LOCATED_AT", party, c.choice(places))
        deals = []
        for i in range(4):
            deal = self.node(
                "Deal", i, name=c.choice(WORDS), stage=c.choice(["LEAD", "WON"]), value=(f"{c.randrange(5) * 100}", "EUR"),
                closed_on=self.maybe(TODAY, 0.3), outcome=self.maybe("WON", 0.2),
            )  # fmt: skip
            deals.append(deal)
            self.link("WITH", deal, c.choice(organizations))
            for person in c.sample(people, 3):
                power, stance = self.maybe(c.choice([0.2, 0.9])), self.maybe("SUPPORTER")
                self.link(
                    "STAKEHOLDER_IN", person, deal, buying_role="USER", power=power, stance=stance, **self.dates()
                )
        for i in range(16):
            moment = datetime(2026, c.randrange(1, 12), c.randrange(1, 28), c.randrange(3), tzinfo=UTC)
            interaction = self.node(
                "Interaction", i, kind=c.choice(["EMAIL", "CALL", "MEETING"]), occurred_at=moment, subject=self.maybe("s")
            )  # fmt: skip
            for person, part in zip(c.sample(people, 3), ["FROM", "TO", "CC"], strict=True):
                self.link("TOOK_PART_IN", person, interaction, part=part)
            for about in c.sample([*organizations, *deals], c.randrange(3)):
                self.link("CONCERNS", interaction, about)
        for user in users:
            self.link("IS", user, people[int(user.id[-2:])])
            for organization in c.sample(organizations, 2):
                self.link(
                    "COVERS", user, organization, **{"as": "OWNER"}, with_subsidiaries=self.maybe(True), **self.dates()
                )

    def written_down(self, people: list[Node], organizations: list[Node]) -> None:
        c, users = self.chance, self.world.of("User")
        self.node("Pipeline", 0, name="New", stages=["LEAD", "WON"])
        subjects = [*people, *organizations, *self.world.of("Deal"), *self.world.of("Interaction")]
        for i in range(6):
            due = self.maybe(TODAY + timedelta(days=c.randrange(9)))
            task = self.node("Task", i, title=c.choice(WORDS), status=c.choice(["OPEN", "DONE"]), due_on=due)
            if c.random() < 0.7:
                self.link("ASSIGNED_TO", task, c.choice(users))
            note = self.node("Note", i, text=c.choice(WORDS))
            for about in c.sample(subjects, 2):
                self.link("ABOUT", task, about)
                self.link("CONCERNING", note, about)
            wish = self.node("Preference", i, kind="PRODUCT", wish="WANTED", topic=self.maybe("t"), stated_on=due)
            self.link("PREFERS", c.choice(people), wish)
        for category in self.world.of("Category")[:4]:
            self.link("TOWARDS", category, c.choice([*organizations, *self.world.of("Deal")]))
        for role in c.sample(self.world.of("Role"), 4):
            self.link("MAY_APPROVE", role, c.choice(organizations), subject="Hiring", **self.dates())
        for task in c.sample(self.world.of("Task"), 3):
            task.values["introduction_outcome"] = c.choice(["ASKED", "DECLINED"])
            self.link("ASKS", task, c.choice(people))
            self.link("REQUESTED_BY", task, c.choice(users))


def make(seed: int, *, restricted: bool) -> World:
    """A world; the same seed gives the same one. `restricted`: some records are for some teams alone, as is said of them
    or follows from what they hang on."""
    world = _Maker(seed, restricted).make()
    acquaint(world, random.Random(f"ties {seed}"), restricted=restricted)
    follow(world)
    world.changes = changes.remember(world, random.Random(seed))
    return world


def acquaint(world: World, chance: random.Random, *, restricted: bool) -> None:
    """Ties between people: one of every second pair, and of some another for some teams alone."""
    people = sorted(node.id for node in world.of("Person"))
    for a, b in ((a, b) for a in people for b in people if a < b):
        audiences = [None] * (chance.random() < 0.5)
        if restricted and chance.random() < 0.25:
            audiences.append(sorted(chance.sample(TEAMS, chance.randrange(1, 3))))
        for audience in audiences:
            last = datetime(2026, 11, 20, tzinfo=UTC) - timedelta(
                days=chance.randrange(200), hours=chance.randrange(24)
            )
            strength, days = round(chance.uniform(0.05, 0.9), 3), chance.randrange(1, 9)
            first = last - timedelta(days=30 * (days - 1))
            since = (last - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86_400
            values = {"strength": strength, "strength_at": last, "rank": log2(strength) + since / 60.0, "events": days,
                      "contact_days": days, "first_contact_at": first, "last_contact_at": last}  # fmt: skip
            world.links.append(Link("KNOWS", a, b, values, audience))


def follow(world: World) -> None:
    """Gives each record the audience that follows from what is said of it and of what it hangs on."""
    gone, plain = set(hidden_with(world)), Plain()
    for node in world.nodes.values():
        node.audience = node.said
        if node.noun in FOLLOWING and node.id not in gone:
            plain.nouns[node.id] = node.noun
            plain.said[node.id] = tuple(sorted(node.said)) if node.said else None
    for link in world.links:
        if not {link.source, link.target} & gone:
            ended, control = link.values.get("ended_on"), bool(link.values.get("control"))
            plain.edge(link.source, link.type, link.target, ended, control)
    for identifier, audience in evaluate(plain).items():
        world.nodes[identifier].audience = list(audience) if audience is not None else None


def hidden_with(world: World) -> list[str]:
    """The restricted persons, with what is about nobody else."""
    gone = set(world.restricted)
    about = {"PREFERS": "Preference", "TOOK_PART_IN": "Interaction", "ABOUT": "Task", "CONCERNING": "Note"}
    for type_, noun in about.items():
        for node in world.of(noun):
            ends = {
                x.source if x.target == node.id else x.target
                for x in world.links
                if x.type == type_ and node.id in (x.source, x.target)
            }
            concerned = any(x.type == "CONCERNS" and x.source == node.id for x in world.links)
            if ends and ends <= gone and not concerned:
                gone.add(node.id)
    return sorted(gone)


def defined(world: World) -> list[CustomField]:
    """The custom fields that are defined and not archived."""
    definitions = [node.values for node in world.of("FieldDefinition") if "archived_at" not in node.values]
    names = ("on", "key", "label", "type", "sensitivity", "required", "minimum", "maximum", "pattern", "choices")
    return [custom_field([values.get(name) for name in names]) for values in definitions]


def stored_fields(on: str, values: dict[str, Any]) -> dict[str, Any]:
    """The stored forms of the custom fields of a node or link, companions included."""
    found: dict[str, Any] = {}
    for owner, key, type_, level in FIELDS:
        if owner == on and f"x_{key}" in values:
            field_ = custom_field([on, key, key, type_, level, False, None, None, None, None])
            found.update(stored.of(field_.property, values[f"x_{key}"]))
    return found


def stored_node(node: Node) -> dict[str, Any]:
    """The stored form of a node, companions included."""
    noun = VOCABULARY.nouns[node.noun]
    values = {key: value for key, value in node.values.items() if not key.endswith("_key")}
    properties = {k: v for k, v in stored.properties(noun.properties, values).items() if v is not None}
    if node.noun == "ContactPoint":
        properties["address_key"] = node.values["address_key"]
    search = stored.search_text(noun, properties)
    extra = {"_search": search} if search else {}
    return {
        **properties,
        **stored_fields(node.noun, values),
        **extra,
        "id": node.id,
        **({"audience": node.audience} if node.audience else {}),
        **({"_limited_to": sorted(node.said)} if node.said else {}),
    }


_EMPTY = "MATCH (n) WHERE NOT n:Lock AND NOT n:Migration DETACH DELETE n"


async def _link(transaction: Transaction, ends: tuple[str, str, str], rows: list[dict[str, Any]]) -> None:
    edge = VOCABULARY.edges[ends[0]]
    told = [(row["source"], row["target"], row["properties"]) for row in rows]
    kept = await enciphered.edges(transaction.cipher, VOCABULARY, edge, told)
    rows = [{**row, "properties": said} for row, said in zip(rows, kept, strict=True)]
    await transaction.run(writing.create_edges(VOCABULARY, edge, *ends[1:]), {"rows": rows})


async def load(graph: Graph, world: World) -> None:
    """Puts a world in place of whatever was there."""

    async def once(transaction: Transaction) -> None:
        await transaction.run(_EMPTY)
        for name, noun in VOCABULARY.nouns.items():
            rows = [stored_node(node) for node in world.of(name)]
            if rows:
                rows = await enciphered.created(transaction.cipher, noun, rows)
                await transaction.run(writing.create_nodes(noun), {"rows": rows})
                await transaction.run(f"MATCH (n:{name}) {audiences.labelled(name)}")
        batches: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for link in world.links:
            ends = (link.type, world.nodes[link.source].noun, world.nodes[link.target].noun)
            said = stored.properties(VOCABULARY.edges[link.type].properties, link.values)
            of_teams = {"audience": link.audience} if link.audience else {}
            apart = {"_apart": link.apart} if link.apart is not None else {}
            properties = {**said, **stored_fields(link.type, link.values), **of_teams, **apart}
            row = {"source": link.source, "target": link.target, "properties": properties}
            batches.setdefault(ends, []).append(row)
        for ends, rows in batches.items():
            if not VOCABULARY.edges[ends[0]].derived:
                await _link(transaction, ends, rows)
        await changes.note(transaction, world.changes)
        for person in world.restricted:
            await restricting.hide(transaction, VOCABULARY, person, datetime(2026, 11, 20, tzinfo=UTC))
        await transaction.run("MATCH ()-[k:KNOWS]->() DELETE k")  # those of a world follow from nothing
        for ends, rows in batches.items():
            if VOCABULARY.edges[ends[0]].derived:
                left = [row for row in rows if not {row["source"], row["target"]} & set(world.restricted)]
                await _link(transaction, ends, left)

    await graph.write(once, name="test world")
    await graph.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})
