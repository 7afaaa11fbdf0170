"""The resolvers of the reference: one function for each kind of parent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from graphql import GraphQLResolveInfo

from graphcrm.compile.declarations import Question, Shape, camel
from graphcrm.compile.values import prefix
from graphcrm.errors import NotFound
from graphcrm.measures import normal_forms
from graphcrm.measures.normal_forms import sort_key
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.pasts import Pasts
from tests.compile.reference import Page, Reference, Row, Seen, holds
from tests.compile.structures import KINDS
from tests.compile.worlds import TODAY, Node

PLURALS = {noun.plural: name for name, noun in VOCABULARY.nouns.items() if noun.plural}
SINGULARS = {name[0].lower() + name[1:]: name for name in PLURALS.values()}


def speaks_of_archived(given: Any) -> bool:
    """Whether a filter says something of archived records; without, a list leaves them out."""
    if isinstance(given, list):
        return any(map(speaks_of_archived, given))
    if not isinstance(given, dict):
        return False
    below = (given.get(key) for key in ("and", "or", "not", "and_", "or_", "not_"))
    return "archivedAt" in given or "archived_at" in given or any(map(speaks_of_archived, below))


class Resolvers:
    """Fields of every type, for graphql-core's executor."""

    def __init__(self, reference: Reference) -> None:
        self.r = reference
        self.s = reference.structures
        self.p = Pasts(reference)

    def field(self, source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        """The default resolver."""
        name = info.field_name
        if info.parent_type.name == "Query":
            return self.root(name, arguments)
        if isinstance(source, dict):
            return source.get(name)
        if isinstance(source, Page):
            return self.page(source, name)
        if isinstance(source, Row):
            return self.row(source, name, arguments)
        return self.node(source, name, arguments)

    def root(self, name: str, arguments: dict[str, Any]) -> Any:
        if name in PLURALS:
            return self.root_list(PLURALS[name], arguments)
        if name in SINGULARS:
            found = self.find(SINGULARS[name], arguments["by"])
            return found and Seen(found, TODAY)
        if name == "node":
            return self.by_id(arguments["id"])
        if name == "nodes":
            return [self.by_id(identifier) for identifier in arguments["ids"]]
        if name != "viewer":
            raise LookupError(name)
        viewer = self.r.world.nodes.get(self.r.viewer.id)
        return viewer and Seen(viewer, TODAY)

    def by_id(self, identifier: str) -> Seen | None:
        noun = VOCABULARY.by_prefix.get(prefix(identifier))
        node = self.r.world.nodes.get(identifier)
        return Seen(node, TODAY) if node and noun and noun.governed and node.noun == noun.name else None

    def find(self, noun: str, by: dict[str, Any]) -> Node | None:
        """The record that a `by` names."""
        ((name, value),) = by.items()
        nodes = sorted(self.r.world.of(noun), key=lambda n: n.id)
        if name == "email":
            self.r.rules.require(("REACHED_AT",), name)
            wanted = normal_forms.email(value)
            for node in nodes:
                links = [x for x in self.s.out(node.id, "REACHED_AT") if holds(x, TODAY)]
                points = [self.r.world.nodes[x.target].values for x in links]
                if any(p["medium"] == "EMAIL" and p["address_key"] == wanted for p in points):
                    return node
            return None
        if name == "domain":
            return next((n for n in nodes if n.values.get("domain") == normal_forms.domain(value)), None)
        return next((n for n in nodes if (n.id if name == "id" else n.values.get("external_id")) == value), None)

    def root_list(self, noun: str, arguments: dict[str, Any]) -> Page:
        given = arguments.get("filter")
        every = speaks_of_archived(given)
        nodes = [n for n in self.r.world.of(noun) if every or n.values.get("archived_at") is None]
        rows = [Seen(n, TODAY) for n in nodes if self.r.fits(given, noun, n, TODAY)]
        keys = self.r.order_by(arguments.get("order_by") or arguments.get("orderBy") or [], noun, None)
        keys.append((lambda seen: seen.node.id, False))
        return self.r.page(self.r.ordered(rows, keys), arguments)

    def page(self, page: Page, name: str) -> Any:
        if name == "nodes":
            return [row["node"] if isinstance(row, dict) else Seen(row.node, row.as_of) for row in page.cut]
        if name == "edges":
            return [row if isinstance(row, dict | Row) else {"node": row} for row in page.cut]
        if name == "pageInfo":
            return {"hasNextPage": page.bounded[0], "hasPreviousPage": page.bounded[1]}
        return len(page.rows) if name == "totalCount" else False

    def row(self, row: Row, name: str, arguments: dict[str, Any]) -> Any:
        """A link's own field, the node at its end, or (inline) the node's field."""
        if name == "customFields":
            return self.r.entries(row.way.edge.type, row.link.values, arguments.get("keys"))
        for prop in row.way.edge.properties:
            if camel(prop.name) == name:
                return self.r.shown(row.way.edge.type, prop, row.link.values, row)
        if row.way.way.shape is Shape.INLINE:
            return self.node(Seen(row.node, row.as_of), name, arguments)
        return Seen(row.node, row.as_of)

    def own(self, prop: Any, node: Node, as_of: date) -> Any:
        values = {**node.values, "id": node.id}
        return self.r.shown(node.noun, prop, values, Seen(node, as_of))

    def node(self, seen: Seen, name: str, arguments: dict[str, Any]) -> Any:
        noun = seen.node.noun
        if name == "customFields":
            return self.r.entries(noun, seen.node.values, arguments.get("keys"))
        if name in VOCABULARY.properties[noun]:
            return self.own(VOCABULARY.properties[noun][name], seen.node, seen.as_of)
        as_of = arguments.get("asOf") or seen.as_of
        if name == "asItWas":
            return self.p.as_it_was(seen.node.id, arguments["on"])
        if name in VOCABULARY.ways[noun]:
            return self.way(seen, name, arguments, as_of)
        question = VOCABULARY.questions_on[noun][name]
        if not self.r.rules.sees_question(question):
            return self.hidden(question, arguments)
        if question.fixed:
            return self.p.course(seen.node.id, dict(question.fixed)["property"], as_of, arguments)
        answer: Callable[..., Any] = getattr(self, f"ask_{question.path.replace('/', '_')}")
        return answer(seen.node.id, as_of, arguments)

    def way(self, seen: Seen, name: str, arguments: dict[str, Any], as_of: date) -> Any:
        way = VOCABULARY.ways[seen.node.noun][name]
        if arguments.get("orderBy") or arguments.get("filter"):
            self.r.rules.require((way.edge.type,), name)
        keys = self.r.way_keys(way)
        if arguments.get("orderBy"):
            keys = [*self.r.order_by(arguments["orderBy"], way.target, way), *self.r.last_keys(way)]
        rows = self.r.rows(way, seen.node, as_of, arguments.get("current"))
        rows = [r for r in rows if self.r.fits(arguments.get("filter"), way.target, r.node, as_of)]
        rows = self.r.ordered(rows, keys)
        if way.way.shape is Shape.ONE:
            return Seen(rows[0].node, as_of) if rows else None
        if way.way.shape is Shape.LIST:
            return [Seen(row.node, as_of) for row in rows]
        return rows if way.way.shape in (Shape.EDGES, Shape.INLINE) else self.r.page(rows, arguments)

    def hidden(self, question: Question, arguments: dict[str, Any]) -> Any:
        if question.shape is Shape.CONNECTION:
            if arguments.get("filter"):
                self.r.rules.require(("",), question.field)
            return self.r.page([], arguments)
        if question.shape is Shape.TABLE:
            return {question.rows: [], "total": 0, "truncated": False}
        return [] if question.shape is Shape.LIST else None

    # --- named questions -----------------------------------------------------------------------------------------

    def seen(self, identifier: str | None, as_of: date) -> Seen | None:
        return None if identifier is None else Seen(self.r.world.nodes[identifier], as_of)

    def connection(self, rows: list[dict[str, Any]], arguments: dict[str, Any], noun: str, as_of: date) -> Page:
        kept = [row for row in rows if self.r.fits(arguments.get("filter"), noun, row["node"].node, as_of)]
        return self.r.page(kept, arguments)

    def by_name(self, ids: Any, as_of: date, noun: str, prop: str = "name") -> list[dict[str, Any]]:
        def key(identifier: str) -> Any:
            name = self.r.world.nodes[identifier].values[prop]
            return (sort_key(name) if f"{noun}.{prop}" in self.r.rules.shown else "", identifier)

        return [{"node": self.seen(i, as_of)} for i in sorted(ids, key=key)]

    def hierarchy(self, i: str, as_of: date, arguments: dict[str, Any], up: bool) -> Page:
        kinds = KINDS[arguments["kind"]]
        depths = {k: d for k, d in self.s.depths(i, kinds, up, as_of).items() if d <= arguments["maxDepth"]}
        rows = [
            {
                "node": self.seen(k, as_of),
                "depth": d,
                "effectiveShare": self.s.share(i, k, kinds, as_of) if up else self.s.share(k, i, kinds, as_of),
            }
            for k, d in sorted(
                depths.items(), key=lambda x: (x[1], sort_key(self.r.world.nodes[x[0]].values["name"]), x[0])
            )
        ]
        return self.connection(rows, arguments, "Organization", as_of)

    def ask_histories_of_record(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        return self.p.history(i, as_of, arguments)

    def ask_audiences_of_record(self, i: str, _as_of: date, _arguments: dict[str, Any]) -> dict[str, Any]:
        node, viewer = self.r.world.nodes[i], self.r.viewer
        told = [t for t in node.audience or () if viewer.lens.sees_all or node.said or t in viewer.teams]
        teams = [(sort_key(self.r.world.nodes[t].values["name"]), t) for t in told if t in self.r.world.nodes]
        shown = "Team.name" in self.r.rules.shown
        return {
            "everybody": not node.audience,
            "said": bool(node.said),
            "withSubsidiaries": False,
            "teams": [
                {"id": t, "name": self.r.world.nodes[t].values["name"] if shown else None} for _, t in sorted(teams)
            ],
        }

    def ask_coverages_of_organization(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return self.p.account_team(i, as_of, self.s)

    def ask_hierarchies_descendants(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        return self.hierarchy(i, as_of, arguments, up=False)

    def ask_hierarchies_ancestors(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        return self.hierarchy(i, as_of, arguments, up=True)

    def ask_hierarchies_ultimate_parent(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return self.seen(self.s.ultimate_parent(i, as_of), as_of)

    def ask_hierarchies_path_to_root(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return [{"node": self.seen(x, as_of), "depth": d} for d, x in enumerate(self.s.path_to_root(i, as_of))]

    def ask_hierarchies_siblings(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        found = {
            other
            for kind in KINDS[arguments["kind"]]
            for _, parent in self.s.step(i, {kind}, True, as_of)
            for _, other in self.s.step(parent, {kind}, False, as_of)
        } - {i}
        return self.connection(self.by_name(found, as_of, "Organization"), arguments, "Organization", as_of)

    def ask_hierarchies_effective_share(self, i: str, as_of: date, arguments: dict[str, Any]) -> float | None:
        owner = self.find("Organization", arguments["of"])
        if owner is None:
            raise NotFound("No Organization is known by what `of` names.")
        return 1.0 if owner.id == i else self.s.share(i, owner.id, {"SUBSIDIARY_OF"}, as_of)

    def ask_hierarchies_roll_up(self, i: str, as_of: date, arguments: dict[str, Any]) -> dict[str, Any]:
        depths = self.s.depths(i, KINDS[arguments["kind"]], False, as_of)
        parts = {i, *(k for k, d in depths.items() if d <= arguments["maxDepth"])}
        seats = [seat for part in parts for seat in self.s.seats(part)]
        held = [self.s.holders(seat, as_of) for seat in seats]
        sees = "HOLDS" in self.r.rules.shown
        nodes = [self.r.world.nodes[part].values for part in parts]
        legal = ("COMPANY", "GOVERNMENT", "NONPROFIT")
        deals = [x.source for part in parts for x in self.s.into(part, "WITH") if self.open(x.source)]
        return {
            "organizations": len(parts),
            "employees": sum(v.get("employees") or 0 for v in nodes if v["kind"] in legal),
            "seats": len(seats),
            "vacantSeats": sum(not one for one in held) if sees else None,
            "people": len({p for one in held for p in one}) if sees else None,
            "openDeals": len(deals),
        }

    def open(self, deal: str) -> bool:
        values = self.r.world.nodes[deal].values
        return values.get("closed_on") is None and values.get("outcome") is None

    def ask_org_charts_of_organization(self, i: str, as_of: date, arguments: dict[str, Any]) -> dict[str, Any]:
        rows = self.s.chart(i, as_of, arguments["includeSubsidiaries"])
        listed = [row for row in rows if row["depth"] <= arguments["depth"]][: arguments["first"]]
        seats = []
        for row in listed:
            node = self.r.world.nodes[row["role"]]
            way = VOCABULARY.ways["Role"]["holders"]
            holders = self.r.ordered(self.r.rows(way, node, as_of, True), self.r.way_keys(way))
            vacant = self.own(VOCABULARY.properties["Role"]["vacant"], node, as_of)
            seats.append({**row, "role": Seen(node, as_of), "holders": holders, "vacant": vacant})
        total = len(rows) if listed else 0
        return {"seats": seats, "total": total, "truncated": total > len(listed)}

    def ask_org_charts_manager(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return self.seen(self.s.manager(i, as_of), as_of)

    def ask_org_charts_reports(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return [self.seen(x, as_of) for x in self.s.reports(i, as_of)]

    def ask_org_charts_line_to_top(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        return [{"role": self.seen(x, as_of), "depth": d} for d, x in enumerate(self.s.line_to_top(i, as_of))]

    def ask_org_charts_authority_line(self, i: str, as_of: date, _arguments: dict[str, Any]) -> Any:
        own = self.s.own_seats(i, as_of)
        return [
            {
                "role": self.seen(x, as_of),
                "depth": d,
                "holder": self.seen(next(iter(self.s.holders(x, as_of)), None), as_of),
            }
            for d, x in enumerate(self.s.line_to_top(own[0], as_of) if own else [])
        ]

    def ask_organizations_people(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        units = self.s.within(i, arguments["within"], as_of)
        people = {p for unit in units for seat in self.s.seats(unit) for p in self.s.holders(seat, as_of)}
        return self.connection(self.by_name(people, as_of, "Person"), arguments, "Person", as_of)

    def ask_organizations_open_deals(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        units = self.s.within(i, arguments["within"], as_of)
        deals = {x.source for unit in units for x in self.s.into(unit, "WITH") if self.open(x.source)}
        return self.connection(self.by_name(deals, as_of, "Deal"), arguments, "Deal", as_of)

    def timeline(self, nodes: list[Node], arguments: dict[str, Any], as_of: date) -> Page:
        kinds, since, until = (arguments.get(name) for name in ("kinds", "since", "until"))
        kept = [
            n for n in nodes
            if (kinds is None or n.values["kind"] in kinds)
            and (since is None or n.values["occurred_at"] >= since)
            and (until is None or n.values["occurred_at"] <= until)
        ]  # fmt: skip
        kept.sort(key=lambda n: n.id)
        kept.sort(key=lambda n: n.values["occurred_at"], reverse=True)
        rows = [{"node": Seen(n, as_of)} for n in kept]
        return self.connection(rows, arguments, "Interaction", as_of)

    def ask_timelines_of_person(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        return self.timeline(self.s.interactions(i), arguments, as_of)

    def ask_timelines_of_organization(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        return self.timeline(self.s.of_organization(i, arguments["within"], as_of), arguments, as_of)

    def ask_timelines_of_deal(self, i: str, as_of: date, arguments: dict[str, Any]) -> Page:
        ids = dict.fromkeys(link.source for link in self.s.into(i, "CONCERNS"))
        return self.timeline([self.r.world.nodes[x] for x in ids], arguments, as_of)

    def ask_committees_of_deal(self, i: str, as_of: date, _arguments: dict[str, Any]) -> dict[str, Any]:
        way = VOCABULARY.ways["Deal"]["stakeholders"]
        rows = self.r.ordered(self.r.rows(way, self.r.world.nodes[i], as_of, None), self.r.way_keys(way))
        members = [
            {
                "person": Seen(row.node, as_of),
                "buyingRole": row.link.values.get("buying_role"),
                "stance": row.link.values.get("stance"),
                "power": row.link.values.get("power"),
                "startedOn": row.link.values.get("started_on"),
                "role": self.seen(next(iter(self.s.own_seats(row.node.id, as_of)), None), as_of),
            }
            for row in rows
        ]
        return {"members": members, "total": len(members), "truncated": False}
