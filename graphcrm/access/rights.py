"""What may be seen of a fact and done with it: by one role, and by one who has several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphcrm.access.sensitivity import ALL_ACTS, Act, Sensitivity, Sight

_CLEAREST = (Sight.SHOW, Sight.MASK, Sight.HIDE)


@dataclass(frozen=True, slots=True)
class Right:
    """What a role sees of a fact, and what else it may do with it."""

    sight: Sight
    acts: frozenset[Act] = frozenset()

    @classmethod
    def of(cls, sight: Sight) -> Right:
        """All acts with what is shown, none with what is masked or hidden."""
        return cls(sight, ALL_ACTS if sight is Sight.SHOW else frozenset())

    @property
    def said(self) -> Any:
        """As a file says it: the sight alone where the acts follow from it."""
        if self == Right.of(self.sight):
            return self.sight.value
        return {"read": self.sight.value, "may": sorted(act.value for act in self.acts)}


NOTHING = Right.of(Sight.HIDE)


@dataclass(frozen=True, slots=True)
class View:
    """What one role sees: a right per sensitivity, and overrides for single facts."""

    rights: tuple[tuple[Sensitivity, Right], ...]
    facts: tuple[tuple[str, Right], ...] = ()

    def right(self, fact: str, sensitivity: Sensitivity) -> Right:
        for name, right in self.facts:
            if name == fact:
                return right
        return next((right for level, right in self.rights if level is sensitivity), NOTHING)


@dataclass(frozen=True, slots=True)
class Lens:
    """How a viewer sees: the part of a policy that the text of a statement depends on. Equal lenses share plans.
    `sees_restricted`: persons whose processing is restricted too, who are else met by nobody."""

    sees_all: bool
    views: tuple[View, ...]
    sees_restricted: bool = False
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.sees_all, self.views, self.sees_restricted)))

    def __hash__(self) -> int:
        # Kept: a plan is looked up by its lens at every request, and a lens is deep.
        return self._hash

    def right(self, fact: str, sensitivity: Sensitivity) -> Right:
        """The right on a fact ("Person.name", "HOLDS", "STAKEHOLDER_IN.power"): of the roles held the clearest sight,
        and what any of them may do; nothing where nothing is said."""
        rights = [view.right(fact, sensitivity) for view in self.views]
        seen = {right.sight for right in rights}
        sight = next((one for one in _CLEAREST if one in seen), Sight.HIDE)
        return Right(sight, frozenset().union(*(right.acts for right in rights)))

    def sight(self, fact: str, sensitivity: Sensitivity) -> Sight:
        return self.right(fact, sensitivity).sight

    def shows(self, fact: str, sensitivity: Sensitivity) -> bool:
        return self.sight(fact, sensitivity) is Sight.SHOW

    def may(self, act: Act, fact: str, sensitivity: Sensitivity) -> bool:
        return act in self.right(fact, sensitivity).acts


# Who owns the database, and so whatever is in it.
EVERYTHING = Lens(True, (View(tuple((level, Right.of(Sight.SHOW)) for level in Sensitivity)),))
