"""Every error graphcrm raises on purpose, each with its code.

The codes are a closed list that clients rely on. A message is a sentence for the person who can mend the
matter; it never holds an address, a password, a query text or a stack trace.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class GraphcrmError(Exception):
    """A failure on purpose: `code` from the closed list, `reason` a finer word, `message` a sentence."""

    code: ClassVar[str] = "INTERNAL"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, reason: str | None = None, retry_after: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason
        self.retry_after = retry_after  # seconds, where trying again may help


class ParseFailed(GraphcrmError):
    """The document is not GraphQL."""

    code = "PARSE_FAILED"
    status = 400


class ValidationFailed(GraphcrmError):
    """The document does not fit the schema."""

    code = "VALIDATION_FAILED"
    status = 400


class BadUserInput(GraphcrmError):
    """An argument, file or setting that cannot be used as given. `reason`: METHOD, MEDIA_TYPE, TOO_LARGE, CURSOR,
    FIELD_NOT_USABLE or none."""

    code = "BAD_USER_INPUT"
    status = 400


class NotUsable(BadUserInput):
    """A condition or an order over `facts` ("Person.birthday") that the viewer's role does not see. It depends on the
    role, never on data; what is not there at all is answered alike."""

    def __init__(self, message: str, facts: Sequence[str] = ()) -> None:
        super().__init__(message, reason="FIELD_NOT_USABLE")
        self.facts = tuple(facts)


class Unauthenticated(GraphcrmError):
    """Nobody we know: no token, a wrong one, or one that has ended."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(GraphcrmError):
    """A right the viewer's role lacks; never depends on data. `act` names what was tried, where whoever raises it knows
    that better than whoever answers."""

    code = "FORBIDDEN"
    status = 403

    def __init__(self, message: str, *, reason: str | None = None, act: str | None = None) -> None:
        super().__init__(message, reason=reason)
        self.act = act


class Gated(Forbidden):
    """A statement of an analyst's own that the gate does not let through. It depends on the text and the role, never on
    data. `facts` ("Person.birthday") are those that it names and that the role does not show."""

    def __init__(self, message: str, facts: Sequence[str] = ()) -> None:
        super().__init__(message, reason="GATE", act="cypher")
        self.facts = tuple(facts)


class NotFound(GraphcrmError):
    """Absent or invisible; the two are never told apart."""

    code = "NOT_FOUND"
    status = 404


class Conflict(GraphcrmError):
    """The graph's state or rules refuse it. `reason`: VERSION, IDEMPOTENCY_MISMATCH, HIERARCHY …"""

    code = "CONFLICT"
    status = 409


class Overtaken(Conflict):
    """Another write changed what this one had looked up; begun anew, it finds things as they are now."""


class Unreadable(Conflict):
    """A ciphertext that was altered, comes from another place, or whose key is gone. It tells nothing of the value."""

    def __init__(self, message: str) -> None:
        super().__init__(message, reason="CIPHERTEXT")


class QueryTooComplex(GraphcrmError):
    """More than one operation may ask. `reason`: COST, DEPTH, ALIASES, TOKENS, DIRECTIVES, REPLY_SIZE."""

    code = "QUERY_TOO_COMPLEX"
    status = 400


class RateLimited(GraphcrmError):
    """Too much in too short a time. `reason`: POINTS, ROWS, EXPORTS, SIGN_IN or none."""

    code = "RATE_LIMITED"
    status = 429


class Timeout(GraphcrmError):
    """The deadline of the request has passed."""

    code = "TIMEOUT"
    status = 504


class Unavailable(GraphcrmError):
    """The database cannot be reached, or we are stopping. `reason`: DATABASE, BUSY, STOPPING, UNKNOWN_OUTCOME,
    KEYS (those of sensitive values cannot be used)."""

    code = "UNAVAILABLE"
    status = 503
    retryable = True
