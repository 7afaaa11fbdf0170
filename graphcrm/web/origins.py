"""Where a request comes from: the page that sent it, and the address of who sits before it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from graphcrm.errors import BadUserInput, Forbidden, GraphcrmError
from graphcrm.settings import Networks, Settings

_PORTS = {"http": 80, "https": 443}
# A name or an address, and a port. Whatever else stands in a Host header is meant for somebody else's parser.
_HOST = re.compile(rb"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
_FOREIGN = "A page from another place may not do this."
Headers = Mapping[bytes, bytes]


def same_place(origin: str, host: str, public_url: str | None) -> bool:
    """Whether a page of `origin` (scheme://host:port) lies where it was sent to, or where people know us."""
    try:
        page = urlsplit(origin)
        place = _place(page.scheme, page.netloc)
        known = [_place(page.scheme, host)]
        if public_url is not None:
            address = urlsplit(public_url)
            known.append(_place(address.scheme, address.netloc))
    except ValueError:
        return False
    return place is not None and place in known


def _place(scheme: str, netloc: str) -> tuple[str, int] | None:
    parts = urlsplit(f"//{netloc}")
    if scheme not in _PORTS or not parts.hostname or "@" in netloc:
        return None
    return parts.hostname, parts.port or _PORTS[scheme]


def foreign_host(scope: Mapping[str, Any]) -> GraphcrmError | None:
    """What to answer where the Host header is no host, or there is more than one; None where it is well."""
    found = [value for name, value in scope["headers"] if name == b"host"]
    if len(found) > 1 or (found and not _HOST.fullmatch(found[0])):
        return BadUserInput("The Host header is no host.")
    return None


def require_same_place(headers: Headers, settings: Settings, *, cookie: bool) -> None:
    """Forbidden (CSRF) unless a request that changes something comes from a page of ours. A browser says so by Origin
    or Sec-Fetch-Site; without a cookie a program need not say anything, with one it must, and X-Graphcrm too, which
    no form can send."""
    origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site")
    host = headers.get(b"host", b"").decode("latin-1")
    if origin is not None and not same_place(origin.decode("latin-1"), host, settings.public_url):
        raise Forbidden(_FOREIGN, reason="CSRF")
    if site is not None and site not in (b"same-origin", b"none"):
        raise Forbidden(_FOREIGN, reason="CSRF")
    if cookie and (headers.get(b"x-graphcrm") != b"1" or (origin is None and site != b"same-origin")):
        raise Forbidden(
            "A request with a session needs X-Graphcrm: 1, and Origin or Sec-Fetch-Site from a browser.", reason="CSRF"
        )


def client_address(scope: Mapping[str, Any], proxies: Networks) -> str:
    """The address of who asks. Behind proxies that are trusted: the last address before them in X-Forwarded-For."""
    peer = scope.get("client")
    address = str(peer[0]) if peer else ""
    # Every header counts, in order: a forged one stands before what the proxy adds.
    told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    hops = [hop.strip() for hop in told.decode("latin-1").split(",") if hop.strip()]
    while hops and _within(address, proxies):
        address = hops.pop()
    return address if _parsed(address) else ""


def is_local(scope: Mapping[str, Any]) -> bool:
    """Whether it was sent on this machine, and not by a proxy that stands here for somebody else."""
    peer = scope.get("client")
    found = _parsed(str(peer[0])) if peer else None
    forwarded = any(name in (b"x-forwarded-for", b"forwarded") for name, _ in scope["headers"])
    return found is not None and found.is_loopback and not forwarded


def is_secure(scope: Mapping[str, Any], settings: Settings) -> bool:
    """Whether people reach us by HTTPS: our own, or that of a trusted proxy."""
    if scope.get("scheme") in ("https", "wss"):
        return True
    peer = scope.get("client")
    if peer and _within(str(peer[0]), settings.trusted_proxies):
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
        return bool(told) and told[-1].split(b",")[-1].strip() == b"https"
    return False


def _within(address: str, networks: Sequence[Any]) -> bool:
    found = _parsed(address)
    return found is not None and any(found in network for network in networks)


@lru_cache(maxsize=1000)  # few addresses send most requests
def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found
