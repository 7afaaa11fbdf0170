"""Addresses of a Neo4j, and whether what is said to it can be overheard: plainly to this machine alone, else by TLS
with a certificate that is checked."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from neo4j import TrustCustomCAs

from graphcrm.errors import BadUserInput

_PLAIN = ("bolt", "neo4j")
_SECURE = ("bolt+s", "neo4j+s")


def driver_options(uri: str, ca_file: Path | None) -> tuple[str, dict[str, Any]]:
    """The address for the driver and what it is to check. `ca_file` holds the certificates (PEM) that are trusted in
    place of the machine's. BadUserInput for an address that is none, or which would carry passwords plainly."""
    parts = urlsplit(uri)
    if parts.scheme not in (*_PLAIN, *_SECURE) or not parts.hostname:
        if parts.scheme.endswith("+ssc"):
            raise BadUserInput(
                f"{parts.scheme} takes any certificate. Use {parts.scheme[:-2]}, and name what you trust in "
                "GRAPHCRM_NEO4J_CA_FILE."
            )
        raise BadUserInput(
            "GRAPHCRM_NEO4J_URI must look like bolt+s://host:7687 or neo4j+s://host:7687; here bolt:// does."
        )
    if parts.scheme in _PLAIN:
        if not on_this_machine(parts.hostname):
            raise BadUserInput(
                f"{parts.scheme}:// would send the password to {parts.hostname} for all to read. Use {parts.scheme}+s://."
            )
        return uri, {}
    if ca_file is None:
        return uri, {}
    if not ca_file.is_file():
        raise BadUserInput(f"{ca_file} is no file of certificates. Mend GRAPHCRM_NEO4J_CA_FILE.")
    plain = parts._replace(scheme=parts.scheme.removesuffix("+s")).geturl()
    return plain, {"encrypted": True, "trusted_certificates": TrustCustomCAs(str(ca_file))}


def on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
