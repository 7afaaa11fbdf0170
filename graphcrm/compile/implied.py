"""What every question is told without anybody giving it: rights, who asks, the moment, how ties are scored, what is
wanted of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from graphcrm.access.viewers import Viewer

# By name, from (viewer, facts shown, facts that may be searched in, the moment, how ties are scored). `sees_all` is
# implied as well and stands in the text itself: plans depend on it.
_VALUES: dict[str, Callable[[Viewer, Sequence[str], Sequence[str], datetime, Mapping[str, Any]], Any]] = {
    "teams": lambda viewer, *_: list(viewer.teams),
    "shown": lambda _, shown, *__: list(shown),
    "searched": lambda _, __, searched, *___: list(searched),
    "today": lambda *given: given[3].date(),
    "now": lambda *given: given[3],
    "viewer": lambda viewer, *_: viewer.id,
    "permissions": lambda viewer, *_: sorted(viewer.permissions),
    # What is wanted of records is long, and few questions look at it.
    "scoring": lambda *given: {name: value for name, value in given[4].items() if name != "quality"},
    "quality": lambda *given: given[4].get("quality", {}),
}
IMPLIED = tuple(_VALUES)


def values(
    names: Iterable[str],
    viewer: Viewer,
    shown: Sequence[str],
    searched: Sequence[str],
    moment: date,
    scoring: Mapping[str, Any],
) -> dict[str, Any]:
    """The implied parameters of these names. `moment` is that of the request, in UTC; a day stands for its start."""
    now = moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, UTC)
    return {name: _VALUES[name](viewer, shown, searched, now, scoring) for name in names}
