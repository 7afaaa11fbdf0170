"""What is known of the value of an expression before it is computed: what it may hold, and how large it may become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphcrm.errors import Gated

# Characters, elements, steps. A statement of which one row could be larger is refused: the server's own limits do not
# see texts and lists that are made within one expression.
_LARGEST, _LONGEST_WORK = 30_000_000, 5_000_000
PROPERTY_SIZE = 500
_COLLECTED = 3_000
_COUNTED_UP = 10_000


@dataclass(frozen=True, slots=True)
class Value:
    """`names`: variables whose value it may hold; `entity`: it may hold a node or relation of none of them; `direct`:
    it is this variable. `size` in characters, `many` elements of at most `each`, `work` in steps. `gathered`: as much
    as all rows may hold is collected in it; `whole`: the variables that it has in it as they are."""

    names: frozenset[str] = frozenset()
    entity: bool = False
    direct: str | None = None
    size: float = 1
    many: float = 1
    each: float = 1
    work: float = 1
    gathered: bool = False
    whole: frozenset[str] = frozenset()

    def checked(self) -> Value:
        if self.size > _LARGEST or self.many > _LARGEST or self.work > _LONGEST_WORK:
            raise Gated("A value of this statement could become very large. Make it of less, in fewer steps.")
        return self

    @property
    def plain(self) -> Value:
        """As large, and holds neither node nor relation."""
        return replace(self, names=frozenset(), entity=False, direct=None, gathered=False, whole=frozenset())


def of_size(size: float) -> Value:
    return Value(size=size, many=size, each=size)


# A parameter: so many values of at most so many characters may be sent.
PARAMETERS, PARAMETER_SIZE = 5_000, 5_000
PARAMETER = Value(size=250_000, many=PARAMETERS, each=PARAMETER_SIZE)
PROPERTY = Value(size=PROPERTY_SIZE, many=50, each=PROPERTY_SIZE)
ENTITY = Value(entity=True, size=1_000, many=50, each=1_000)


def together(parts: Iterable[Value]) -> Value:
    """What may hold, and be as large as, all of the parts."""
    found = list(parts)
    return Value(
        frozenset[str]().union(*(one.names for one in found)),
        any(one.entity for one in found),
        None,
        sum(one.size for one in found) + 1,
        sum(one.many for one in found) + 1,
        max((one.each for one in found), default=1),
        sum(one.work for one in found) + 1,
        any(one.gathered for one in found),
        frozenset[str]().union(*(one.whole for one in found)),
    ).checked()


def listed(parts: list[Value]) -> Value:
    """A list of these."""
    whole = together(parts)
    return replace(whole, many=len(parts) + 1, each=max((one.size for one in parts), default=1))


def collected(one: Value) -> Value:
    """What an aggregate or a subquery gathers of it."""
    size = one.size * _COLLECTED
    return replace(one, direct=None, size=size, many=_COLLECTED, each=one.size, gathered=True).checked()


def element(source: Value) -> Value:
    """One of a list."""
    return Value(source.names, source.entity, None, source.each, source.each, source.each)


def looped(source: Value, inner: Value) -> Value:
    """A list of what comes of `inner` for each of a list."""
    return replace(
        inner,
        direct=None,
        size=source.many * inner.size,
        many=source.many,
        each=inner.size,
        work=source.work + source.many * inner.work,
        gathered=source.gathered or inner.gathered,
        whole=source.whole | inner.whole,
    ).checked()


def replaced(parts: list[Value]) -> Value:
    """replace(text, search, by): each character may become all of `by`."""
    whole = together(parts)
    return of_size(parts[0].size * max(1.0, parts[-1].size)).checked() if parts else whole


def counted(first: int, last: int, step: int) -> Value:
    """range(first, last, step)."""
    many = max(0, (last - first) // step + 1) if step else 0
    if many > _COUNTED_UP:
        raise Gated(f"range() may give at most {_COUNTED_UP} numbers.")
    return Value(size=many + 1, many=many + 1)
