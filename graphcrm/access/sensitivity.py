"""The four classes of facts, the three ways a role may see one, and what else may be done with it."""

from __future__ import annotations

from enum import StrEnum


class Sensitivity(StrEnum):
    """How much a fact tells about somebody. Declared with every property, edge and computed field."""

    PUBLIC = "public"
    PERSONAL = "personal"
    CONFIDENTIAL = "confidential"
    SENSITIVE = "sensitive"


class Sight(StrEnum):
    """What a role sees of a fact. MASK is display only: whoever sees a mask may not filter or sort by it either."""

    SHOW = "show"
    MASK = "mask"
    HIDE = "hide"


class Act(StrEnum):
    """What may be done with a fact beside looking at it. Whoever sees it plainly may do all, unless the policy names
    the acts; of a fact that is masked or hidden nothing but what the policy names."""

    WRITE = "write"
    FILTER = "filter"
    SORT = "sort"
    AGGREGATE = "aggregate"
    SEARCH = "search"
    EXPORT = "export"
    SUBSCRIBE = "subscribe"


ALL_ACTS = frozenset(Act)
