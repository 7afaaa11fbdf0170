"""Hierarchies, charts, timelines over plain data: the named questions, worked out the plain way."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphcrm.measures.normal_forms import sort_key
from tests.compile.worlds import Link, Node, World

KINDS = {"OWNERSHIP": {"SUBSIDIARY_OF"}, "STRUCTURE": {"PART_OF"}, "ALL": {"SUBSIDIARY_OF", "PART_OF"}}


def _holds(link: Link, as_of: date) -> bool:
    start, end = link.values.get("started_on"), link.values.get("ended_on")
    return (start is None or start <= as_of) and (end is None or end >= as_of)


class Structures:
    """Answers over the visible part of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def out(self, identifier: str, kind: str) -> list[Link]:
        return [link for link in self.world.links if link.type == kind and link.source == identifier]

    def into(self, identifier: str, kind: str) -> list[Link]:
        return [link for link in self.world.links if link.type == kind and link.target == identifier]

    def step(self, identifier: str, kinds: set[str], up: bool, as_of: date) -> list[tuple[Link, str]]:
        """One step up or down a hierarchy on a day."""
        found = []
        for kind in kinds:
            links = self.out(identifier, kind) if up else self.into(identifier, kind)
            found += [(link, link.target if up else link.source) for link in links if _holds(link, as_of)]
        return found

    def closure(self, identifier: str, kinds: set[str], up: bool, as_of: date) -> set[str]:
        return set(self.depths(identifier, kinds, up, as_of))

    def depths(self, identifier: str, kinds: set[str], up: bool, as_of: date) -> dict[str, int]:
        """The shortest distance of everything above or below; never the organization itself."""
        found: dict[str, int] = {}
        level, depth = {identifier}, 0
        while level:
            depth += 1
            level = {other for i in level for _, other in self.step(i, kinds, up, as_of)} - found.keys() - {identifier}
            found.update(dict.fromkeys(level, depth))
        return found

    def share(self, owned: str, owner: str, kinds: set[str], as_of: date) -> float | None:
        """The sum over all walks from owned up to owner of the products of their shares; None if one is unknown."""
        walks = {owned: 1.0}
        unknown: set[str] = set()
        total, rounds = 0.0, 0
        while walks and rounds < 500:
            rounds += 1
            following: dict[str, float] = {}
            doubtful: set[str] = set()
            for here, weight in walks.items():
                for link, other in self.step(here, kinds, True, as_of):
                    share = 1.0 if link.type == "PART_OF" else link.values.get("share")
                    carried = weight * (share or 0.0)
                    if carried <= 1e-13 and rounds > 50:
                        continue
                    following[other] = following.get(other, 0.0) + carried
                    if share is None or here in unknown:
                        doubtful.add(other)
            if owner in following:
                if owner in doubtful:
                    return None
                total += following[owner]
            walks, unknown = following, doubtful
        return total

    def controlled(self, identifier: str, as_of: date) -> str | None:
        """The controlling owner."""
        links = [s for s in self.out(identifier, "SUBSIDIARY_OF") if s.values.get("control") and _holds(s, as_of)]
        return links[0].target if links else None

    def ultimate_parent(self, identifier: str, as_of: date) -> str:
        while (above := self.controlled(identifier, as_of)) is not None:
            identifier = above
        return identifier

    def path_to_root(self, identifier: str, as_of: date) -> list[str]:
        found, here = [], identifier
        while here is not None:
            found.append(here)
            units = [link.target for link in self.out(here, "PART_OF") if _holds(link, as_of)]
            here = units[0] if units else self.controlled(here, as_of)  # type: ignore[assignment]
        return found

    def within(self, identifier: str, scope: str, as_of: date) -> set[str]:
        """The organization, with its units or its group."""
        found, todo = {identifier}, [identifier]
        while todo and scope != "SELF":
            here = todo.pop()
            for link, other in self.step(here, {"PART_OF", "SUBSIDIARY_OF"}, False, as_of):
                follows = link.type == "PART_OF" or (scope == "GROUP" and link.values.get("control"))
                if follows and other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    # --- seats ---------------------------------------------------------------------------------------------------

    def seats(self, organization: str) -> list[str]:
        return [link.source for link in self.into(organization, "AT")]

    def holders(self, seat: str, as_of: date) -> list[str]:
        """Who holds a seat, the longest in it first."""
        links = [link for link in self.into(seat, "HOLDS") if _holds(link, as_of)]
        return [link.source for link in sorted(links, key=lambda x: (_since(x), x.source))]

    def own_seats(self, person: str, as_of: date) -> list[str]:
        links = [link for link in self.out(person, "HOLDS") if _holds(link, as_of)]
        return [link.target for link in sorted(links, key=lambda x: (_since(x), x.target))]

    def above(self, seat: str, as_of: date) -> str | None:
        lines = [x for x in self.out(seat, "REPORTS_TO") if x.values["kind"] == "SOLID" and _holds(x, as_of)]
        return lines[0].target if lines else None

    def below(self, seat: str, as_of: date) -> list[str]:
        return [
            x.source for x in self.into(seat, "REPORTS_TO") if x.values["kind"] == "SOLID" and _holds(x, as_of)
        ]  # fmt: skip

    def line_to_top(self, seat: str, as_of: date) -> list[str]:
        found, here = [], seat
        while here is not None:
            found.append(here)
            here = self.above(here, as_of)  # type: ignore[assignment]
        return found

    def manager(self, person: str, as_of: date) -> str | None:
        found = []
        for seat in self.own_seats(person, as_of):
            above = self.above(seat, as_of)
            if above is not None:
                links = [x for x in self.into(above, "HOLDS") if _holds(x, as_of) and x.source != person]
                found += [(_since(x), x.source) for x in links]
        return min(found)[1] if found else None

    def reports(self, person: str, as_of: date) -> list[str]:
        found = []
        for seat in self.own_seats(person, as_of):
            for below in self.below(seat, as_of):
                for link in self.into(below, "HOLDS"):
                    if _holds(link, as_of) and link.source != person:
                        title = sort_key(self.world.nodes[below].values["title"])
                        found.append((title, below, _since(link), link.source))
        return list(dict.fromkeys(one[-1] for one in sorted(found)))

    def chart(self, organization: str, as_of: date, subsidiaries: bool) -> list[dict[str, Any]]:
        """The seats of a chart in its order, with depth and counts."""
        units = self.within(organization, "GROUP" if subsidiaries else "UNITS", as_of)
        seats = {seat for unit in units for seat in self.seats(unit)}
        depths = {}
        for seat in seats:
            line = self.line_to_top(seat, as_of)
            depths[seat] = next((i for i, s in enumerate(line[1:]) if s not in seats), len(line) - 1)

        def below(seat: str) -> list[str]:
            return [s for s in self.below(seat, as_of) if s in seats]

        def all_below(seat: str) -> int:
            return sum(1 + all_below(s) for s in below(seat))

        rows = [
            {"role": s, "depth": depths[s], "directReports": len(below(s)), "reportsInAll": all_below(s)} for s in seats
        ]
        return sorted(
            rows, key=lambda r: (r["depth"], sort_key(self.world.nodes[r["role"]].values["title"]), r["role"])
        )

    # --- interactions --------------------------------------------------------------------------------------------

    def interactions(self, person: str) -> list[Node]:
        ids = dict.fromkeys(link.target for link in self.out(person, "TOOK_PART_IN"))
        return [self.world.nodes[i] for i in ids]

    def of_organization(self, organization: str, scope: str, as_of: date) -> list[Node]:
        found: set[str] = set()
        for unit in self.within(organization, scope, as_of):
            found |= {link.source for link in self.into(unit, "CONCERNS")}
            for seat in self.seats(unit):
                for holding in self.into(seat, "HOLDS"):
                    for part in self.out(holding.source, "TOOK_PART_IN"):
                        if _holds(holding, self.world.nodes[part.target].values["occurred_at"].date()):
                            found.add(part.target)
        return [self.world.nodes[i] for i in found]


def _since(link: Link) -> date:
    return link.values.get("started_on") or date.min
