"""What is refused for its HTTP, before anything of GraphQL is looked at."""

from __future__ import annotations

from graphcrm.errors import BadUserInput, Timeout


class MethodNotAllowed(BadUserInput):
    """A method that this address does not take."""

    status = 405


class NotAcceptable(BadUserInput):
    """The client takes nothing that we can send."""

    status = 406


class SlowRequest(Timeout):
    """A request whose body did not come in time."""

    status = 408


class TooLarge(BadUserInput):
    """A body over the limit."""

    status = 413


class UnsupportedMediaType(BadUserInput):
    """A body that is not JSON, or is packed."""

    status = 415


# After these the rest of the request is not read, so that the connection cannot be used again.
UNREAD = (SlowRequest, TooLarge)
