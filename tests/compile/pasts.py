"""Histories, courses and past values over plain data, worked out the plain way."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

from graphcrm.access.sensitivity import Sight
from graphcrm.compile.custom_fields import told
from graphcrm.compile.declarations import camel
from graphcrm.measures.normal_forms import sort_key
from graphcrm.vocabulary.words import VOCABULARY
from tests.compile.changes import Changed
from tests.compile.reference import Page, Reference, Seen, holds
from tests.compile.structures import Structures
from tests.compile.worlds import Node

_RANKS = ["OWNER", "KEY_ACCOUNT_MANAGER", "TEAM_LEAD", "MEMBER"]


class Pasts:
    """Answers for one viewer."""

    def __init__(self, reference: Reference) -> None:
        self.r = reference
        self.shown = reference.rules.shown
        self.changes = sorted(reference.world.changes, key=lambda c: (c.at, c.id))

    def of(self, identifier: str) -> list[Changed]:
        """The changes that tie to a record and whose ends are all seen, the earliest first."""
        nodes = self.r.world.nodes
        return [c for c in self.changes if identifier in c.ids and all(i in nodes for i in c.ids)]

    # --- histories -----------------------------------------------------------------------------------------------

    def history(self, identifier: str, as_of: date, arguments: dict[str, Any]) -> Page:
        rows = [entry for c in reversed(self.of(identifier)) if (entry := self._entry(identifier, c, as_of, arguments))]
        return self.r.page(rows, arguments)

    def _entry(self, identifier: str, c: Changed, as_of: date, arguments: dict[str, Any]) -> dict[str, Any] | None:
        fact = c.type in VOCABULARY.edges
        seen = [name for name in c.fields if f"{c.type}.{name}" in self.shown]
        wanted = arguments.get("fields")
        if (fact and c.type not in self.shown) or (c.act == "UPDATED" and not seen):
            return None
        if arguments.get("kinds") is not None and c.act not in arguments["kinds"]:
            return None
        if wanted is not None and not any(camel(name) in wanted for name in seen):
            return None
        if not _instant(arguments.get("from"), time.min, datetime.min) <= c.at:
            return None
        if not c.at <= _instant(arguments.get("to"), time.max, datetime.max):
            return None
        others = [i for i in c.ids if i != identifier] if len(c.ids) > 1 else []
        others = [i for i in others if self.r.world.nodes[i].noun in VOCABULARY.concrete("Node")]
        by = self.r.world.nodes.get(c.actor)
        changes = [{"field": camel(n), "before": _text(c.before.get(n)), "after": _text(c.after.get(n))} for n in seen]
        return {
            "node": {
                "id": c.id,
                "at": _text(c.at),
                "kind": c.act,
                "type": c.type,
                "recordIds": c.ids,
                "other": Seen(self.r.world.nodes[others[0]], as_of) if others else None,
                "by": by and Seen(by, as_of),
                "reason": self._reason(c),
                "importRun": c.run,
                "fields": [camel(name) for name in seen],
                "changes": changes,
                "says": self._says(c) if fact else None,
            }
        }

    def _reason(self, c: Changed) -> str | None:
        return c.reason if "HistoryEntry.reason" in self.shown else None

    def _says(self, c: Changed) -> list[dict[str, Any]]:
        found = []
        names = [p.name for p in VOCABULARY.edges[c.type].properties if f"{c.type}.{p.name}" in self.shown]
        custom = [one.name for one in self.r.fields.values() if one.on == c.type]
        for name in sorted([*names, *custom]):
            value = c.after.get(name)
            if value is None and (c.act == "RETRACTED" or name not in c.fields):
                value = c.before.get(name)
            if value is not None:
                found.append({"field": told(name), "value": _text(value)})
        return found

    # --- courses and past values ---------------------------------------------------------------------------------

    def course(self, identifier: str, name: str, as_of: date, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        node = self.r.world.nodes[identifier]
        changes = [c for c in self.of(identifier) if c.type == node.noun and name in c.fields]
        points: list[tuple[Any, datetime, Changed | None]] = []
        if not changes or changes[0].act != "CREATED":
            first = changes[0].before.get(name) if changes else node.values.get(name)
            points.append((first, node.values["created_at"], None))
        points += [(c.after.get(name), c.at, c) for c in changes]
        ends = [at for _, at, _ in points[1:]] + [None]
        rows = [(at, value, to, c) for (value, at, c), to in zip(points, ends, strict=True) if value is not None]
        rows.sort(key=lambda row: row[0], reverse=True)
        found = []
        for at, value, to, c in rows[: arguments["first"]]:
            by = self.r.world.nodes.get(c.actor) if c else None
            found.append(
                {
                    "value": _text(value),
                    "from": _text(at),
                    "to": _text(to),
                    "by": by and Seen(by, as_of),
                    "reason": self._reason(c) if c else None,
                }
            )
        return found

    def as_it_was(self, identifier: str, day: date) -> Seen | None:
        node = self.r.world.nodes[identifier]
        end = datetime.combine(day, time.max, UTC)
        if node.values["created_at"] > end:
            return None
        values = dict(node.values)
        for c in reversed(self.of(identifier)):
            if c.at > end and c.type == node.noun and c.act != "CREATED":
                values |= {name: c.before.get(name) for name in c.fields}
        for prop in VOCABULARY.nouns[node.noun].properties:
            masked = prop.expression is None and self.r.rules.sight(node.noun, prop) is not Sight.SHOW
            if prop.name in ("version", "updated_at") or masked:
                values.pop(prop.name, None)
        return Seen(Node(node.noun, node.id, values, node.audience), day)

    # --- coverage ------------------------------------------------------------------------------------------------

    def account_team(self, identifier: str, as_of: date, structures: Structures) -> list[dict[str, Any]]:
        depths, level = {identifier: 0}, [identifier]
        while level:  # ends: each is met once
            here = level.pop(0)
            for link, above in structures.step(here, {"SUBSIDIARY_OF", "PART_OF"}, True, as_of):
                if above not in depths and (link.type == "PART_OF" or link.values.get("control")):
                    depths[above] = depths[here] + 1
                    level.append(above)
        rows = []
        for through, distance in depths.items():
            for link in structures.into(through, "COVERS"):
                if holds(link, as_of) and (distance == 0 or link.values.get("with_subsidiaries")):
                    user = self.r.world.nodes[link.source]
                    name = sort_key(user.values["name"]) if "User.name" in self.shown else ""
                    key = (distance, _RANKS.index(link.values["as"]), name, user.id, through)
                    rows.append((key, link, user))
        return [
            {
                "user": Seen(user, as_of),
                "role": link.values["as"],
                "through": Seen(self.r.world.nodes[key[4]], as_of),
                "distance": key[0],
                "startedOn": _text(link.values.get("started_on")),
                "endedOn": _text(link.values.get("ended_on")),
            }
            for key, link, user in sorted(rows, key=lambda row: row[0])
        ]


def _instant(moment: date | None, of_day: time, otherwise: datetime) -> datetime:
    if moment is None:
        return otherwise.replace(tzinfo=UTC)
    return moment if isinstance(moment, datetime) else datetime.combine(moment, of_day, UTC)


def _text(value: Any) -> str | None:
    """A value as a history writes it."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)
