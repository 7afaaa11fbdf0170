"""Rows of facts that may be whole for some teams only: the teams named become ids, as far as the importer may name
them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphcrm.compile.sharing import LEVEL, TEAMS
from graphcrm.exchange.columns import Parsed
from graphcrm.exchange.look_up import Known
from graphcrm.exchange.native import TEAM
from graphcrm.exchange.reading import Fault
from graphcrm.exchange.self_references import unknown
from graphcrm.records import sharing
from graphcrm.records.desired import Reader


class Sharing:
    """Judges the columns `sharing` and `shared_with`. `own` are the teams that the importer is in today: of rows that
    name none."""

    def __init__(self, known: Known, sight: sharing.Sight, own: Sequence[str]) -> None:
        self._known = known
        self._sight = sight
        self._own = own

    async def look_up(self, reader: Reader, rows: Sequence[Parsed]) -> None:
        """Looks up the teams that rows name."""
        named = {name for row in rows for name in row.properties.get(TEAMS) or ()}
        if named:
            await self._known.look_up(reader, TEAM, named)

    def judged(self, row: Parsed) -> dict[str, Any] | Fault:
        """What a row says, with its teams as they are kept."""
        if not {LEVEL, TEAMS} & row.properties.keys():
            return row.properties
        level, names = sharing.level(row.properties.get(LEVEL)), row.properties.get(TEAMS) or ()
        if level is None and names:
            return _fault(row, "RULE", sharing.NAMED_IN_VAIN)
        teams = []
        for name in names:
            found = self._known.find((TEAM,), name)
            if found is None:
                return _fault(row, "UNKNOWN_REFERENCE", unknown((TEAM,), name))
            teams.append(found[1])
        if level is not None and not teams:
            if self._sight.sees_all or not self._own:
                return _fault(row, "REQUIRED", sharing.NAME_TEAMS if self._sight.sees_all else sharing.NO_TEAM)
            teams = list(self._own)
        if not self._sight.answers_for(teams):
            return _fault(row, "RULE", sharing.FOREIGN)
        return {**row.properties, **sharing.shared(level, teams)}


def _fault(row: Parsed, code: str, sentence: str) -> Fault:
    return Fault(row.number, row.line, TEAMS, code, sentence)
