"""One write while it is being done: its transaction, who writes, what it named, what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graphcrm.access.policy import Policy
from graphcrm.access.sensitivity import Act
from graphcrm.access.viewers import Viewer
from graphcrm.compile import audiences as hanging
from graphcrm.compile import writing
from graphcrm.compile.custom_fields import CustomField, FieldsSeen
from graphcrm.compile.declarations import Edge, Noun, takes_fields
from graphcrm.compile.rules import Rules
from graphcrm.compile.vocabulary import Vocabulary
from graphcrm.graph.connection import Transaction
from graphcrm.records import audiences, custom_fields
from graphcrm.records.faults import Fault, Refused
from graphcrm.records.journal import Author, Entry, Touched
from graphcrm.records.mutations.named import LookedUp, Named
from graphcrm.records.structure import Structure

_HIERARCHY = "hierarchy"
SHARED, TEAM = "shared", "team"
_NO_TEAM = "You are in no team today, and what you make would be nobody's. Ask an administrator to let you into one."


@dataclass(slots=True)
class Item:
    """One input of several: its values, the path to it, and why it is done, as the writer says."""

    given: dict[str, Any]
    path: list[str] = field(default_factory=list)
    reason: str | None = None


@dataclass(slots=True)
class Effect:
    """What a write did: the records its payload shows, and the changes to journal. `told` is what it tells beside, kept
    with its key; `secret` what it tells this once and what is kept nowhere; `alert` a duty and
    what became of it, for whoever watches over them."""

    shown: list[Touched]
    entries: list[Entry]
    told: dict[str, Any] = field(default_factory=dict)
    secret: dict[str, Any] = field(default_factory=dict)
    alert: tuple[str, str] | None = None


class Work:
    """What the steps of one write share. It lives for one try of its transaction."""

    def __init__(
        self,
        transaction: Transaction,
        vocabulary: Vocabulary,
        rules: Rules,
        author: Author,
        now: datetime,
        looked_up: LookedUp,
        viewer: Viewer,
        policy: Policy,
        visibility: str = SHARED,
    ) -> None:
        self.transaction = transaction
        self.viewer = viewer
        self.policy = policy
        self.vocabulary = vocabulary
        self.rules = rules
        self.author = author
        self.now = now
        self.visibility = visibility
        self.named = Named(vocabulary, rules, author.teams, looked_up, now.date())
        self.faults: list[Fault] = []
        self.structures: dict[str, Structure] = {}
        self._locked = False
        self._fields: FieldsSeen | None = None

    def sees_team(self, team: str) -> bool:
        """Whether the writer sees the records of a team."""
        return self.rules.lens.sees_all or team in self.author.teams

    async def run(self, text: str, **parameters: Any) -> list[Any]:
        """The one value that the one record of a statement holds, which is a list."""
        rows = await self.transaction.run(text, parameters)
        found: list[Any] = rows[0][0]
        return found

    async def leaving(self, edge: Edge, ids: Sequence[str]) -> list[Any]:
        """The facts that leave records, to those the writer sees: [source id, target id, what it says, element id]."""
        text = writing.leaving(self.vocabulary, edge, self.rules.row("b", edge.target))
        return await self.run(text, ids=list(ids), teams=list(self.author.teams))

    async def teams_of_new(self, noun: Noun) -> list[str]:
        """The teams that new records of a noun are for: those the writer is in today, where the setting says so; empty
        for everybody. Refused where they would be nobody's."""
        if self.visibility != TEAM or noun.name not in hanging.hung(self.vocabulary):
            return []
        own = await audiences.own_teams(self.transaction, self.author.user, self.now.date())
        if not own:
            raise Refused([Fault("FORBIDDEN", [], _NO_TEAM, "TEAM")])
        return own

    async def fields(self, owner: Noun | Edge) -> Mapping[str, CustomField]:
        """The custom fields of a noun or edge that the writer may write, as they are defined in this transaction."""
        if not takes_fields(owner):
            return {}
        if self._fields is None:
            self._fields = (await custom_fields.read(self.transaction)).seen(self.rules)
        name = owner.name if isinstance(owner, Noun) else owner.type
        seen = self._fields.of(name).items()
        return {key: field for key, field in seen if self.rules.may(Act.WRITE, name, field.property)}

    async def lock(self, edges: Sequence[Edge]) -> None:
        """Takes the lock of all hierarchies where one of these edges has rules, before anything is read."""
        ruled = [edge for edge in edges if edge.rules]
        for edge in ruled:
            self.structures.setdefault(edge.type, Structure(self.vocabulary, edge))
        if ruled and not self._locked:
            await self.transaction.run(writing.LOCK, {"name": _HIERARCHY})
            self._locked = True

    def fault(self, item: Item, fault: Fault) -> None:
        self.faults.append(fault.within(*item.path))

    def check(self) -> None:
        """Refused where anything is wrong so far."""
        if self.faults:
            raise Refused(self.faults)
