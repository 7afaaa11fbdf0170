"""What goes back: data, errors as clients read them, and which failure a reply as a whole stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError

from graphcrm.access.viewers import Viewer
from graphcrm.errors import GraphcrmError

_LONGEST = 1000
_SUGGESTION = " Did you mean "


@dataclass(slots=True)
class Reply:
    """What goes back. `data` is absent where nothing ran; `failure` is the error of a request that failed whole."""

    errors: list[dict[str, Any]]
    data: dict[str, Any] | None = None
    ran: bool = False
    failure: GraphcrmError | None = None
    extensions: dict[str, Any] | None = None
    digest: str | None = None

    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.ran:
            found["data"] = self.data
        if self.errors:
            found["errors"] = self.errors
        if self.extensions:
            found["extensions"] = self.extensions
        return found

    def fail(self, error: GraphcrmError, viewer: Viewer | None, request_id: str) -> None:
        """Makes this the reply to a request that failed whole. Names of the schema are suggested only to a viewer who
        may read it."""
        self.failure = error
        self.ran, self.data, self.extensions = False, None, None
        several: list[GraphQLError] | None = getattr(error, "errors", None)
        if several is None:
            self.errors = [formatted(error, request_id)]
            return
        plain = viewer is None or "schema.read" not in viewer.permissions
        self.errors = [_of_graphql(one, error.code, request_id, plain=plain) for one in several]


def bug() -> GraphcrmError:
    """What clients are told of a bug: nothing of it."""
    return GraphcrmError("Something went wrong on our side. Tell us the request id.")


def formatted(error: GraphcrmError, request_id: str, path: list[str | int] | None = None) -> dict[str, Any]:
    """An error as clients read it."""
    extensions: dict[str, Any] = {"code": error.code, "requestId": request_id, "retryable": error.retryable}
    if error.reason:
        extensions["reason"] = error.reason
    found: dict[str, Any] = {"message": error.message, "extensions": extensions}
    if path:
        found["path"] = path
    return found


def _of_graphql(error: GraphQLError, code: str, request_id: str, *, plain: bool) -> dict[str, Any]:
    """An error of graphql-core; where one of ours is behind it, with the code and reason of that one."""
    message = error.message.partition(_SUGGESTION)[0] if plain else error.message
    found: dict[str, Any] = {"message": message[:_LONGEST]}
    if error.locations:
        found["locations"] = [{"line": one.line, "column": one.column} for one in error.locations[:5]]
    cause: BaseException | None = error
    while isinstance(cause, GraphQLError):  # ends: each wraps an earlier one
        cause = cause.original_error
    extensions: dict[str, Any] = {"code": code, "requestId": request_id, "retryable": False}
    if isinstance(cause, GraphcrmError):
        extensions["code"] = cause.code
        if cause.reason:
            extensions["reason"] = cause.reason
    found["extensions"] = extensions
    return found
