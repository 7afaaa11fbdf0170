"""Sharing levels over plain data: what a viewer is not told of a fact, and of the changes of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphcrm.access.viewers import Viewer
from tests.compile.changes import Changed

_NUMBERS = {"weight", "confidence"}
NOBODY = "usr_nobody"


def whole(said: Mapping[str, Any], who: Viewer) -> bool:
    """Whether all that a fact says is told to a viewer."""
    return who.lens.sees_all or "sharing" not in said or bool(set(said.get("shared_with") or ()) & set(who.teams))


def told(said: Mapping[str, Any], level: Mapping[str, Any], who: Viewer) -> dict[str, Any]:
    """What a viewer is told of values of a fact of this level."""
    if whole(level, who):
        return dict(said)
    shown = {"sharing", *(_NUMBERS if level["sharing"] == "STRENGTH" else ())}
    return {name: value for name, value in said.items() if name in shown}


def change(one: Changed, who: Viewer, shown: frozenset[str]) -> Changed | None:
    """What a viewer is told of a change, None for nothing."""
    level = {"sharing": one.limits[0], "shared_with": one.limits[1:]} if one.limits else {}
    if whole(level, who):
        return one
    fields = list(told(dict.fromkeys(one.fields), level, who))
    if one.act in ("UPDATED", "ENDED") and not any(f"{one.type}.{name}" in shown for name in fields):
        return None
    before, after = (told(values, level, who) for values in (one.before, one.after))
    return replace(one, fields=fields, before=before, after=after, actor=NOBODY, reason=None, run=None)
