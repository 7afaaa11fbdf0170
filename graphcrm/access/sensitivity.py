"""The four classes of facts and the three ways a role may see one."""

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
