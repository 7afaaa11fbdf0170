"""Whether a managed Neo4j answers, and why one that ended while it was starting did so."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graphcrm.errors import BadUserInput, GraphcrmError, Unavailable

USER = "neo4j"
_KILLED = -9
_ASKED = (0, 143, -15, None)  # ended by SIGTERM; None where its keeper was killed and could not write it down
_SECURITY = "Neo.ClientError.Security."


class Refused(Exception):
    """A server answers, and does not take the password."""


def answers(uri: str, password: str) -> bool:
    """Whether `RETURN 1` comes back. Refused where the server knows another password."""
    host, _, port = uri.removeprefix("bolt://").rpartition(":")
    with socket.socket() as probe:  # the driver logs what it cannot reach; a closed port needs no driver
        probe.settimeout(1)
        if probe.connect_ex((host, int(port))) != 0:
            return False
    driver = GraphDatabase.driver(
        uri,
        auth=(USER, password),
        connection_timeout=2,
        connection_acquisition_timeout=4,
        telemetry_disabled=True,
        max_transaction_retry_time=0,
    )
    try:
        with driver, driver.session(database="neo4j") as session:
            session.run("RETURN 1").consume()
        return True
    except (DriverError, Neo4jError, OSError) as error:
        if isinstance(error, Neo4jError) and (error.code or "").startswith(_SECURITY):
            raise Refused from error
        return False


def failure(home: Path, log: Path, code: int | None) -> GraphcrmError:
    """The reason that a server gave in its log before it ended, as a sentence with what to do."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    for pattern, kind, sentence in _KNOWN:
        found = re.search(pattern, text)
        if found:
            return kind(f"{sentence.format(found[0], home=home)} Its log is {log}.")
    if code == _KILLED:
        return Unavailable(f"Neo4j was killed while it was starting, perhaps for want of memory. Its log is {log}.")
    reason = _reason(text)
    if reason is None and code in _ASKED:
        return Unavailable(f"Neo4j was stopped by somebody else while it was starting. Try again. Its log is {log}.")
    return BadUserInput(
        f"Neo4j ended while it was starting (exit code {code}): {reason or 'it gave no reason'}. Its log is {log}."
    )


_KNOWN: tuple[tuple[str, type[GraphcrmError], str], ...] = (
    (
        r"(?<=No declared setting with name: )[\w.]+\w",
        BadUserInput,
        "Neo4j does not know the setting {0}: graphcrm is not made for this version of it. Unset GRAPHCRM_NEO4J_HOME, "
        "or take a newer graphcrm.",
    ),
    (
        r"Address already in use|Failed to bind to",
        Unavailable,
        "Another program took the port that Neo4j was to use. Try again: another one is chosen then.",
    ),
    (
        r"No space left on device|Disk quota exceeded",
        BadUserInput,
        "The disk of {home} is full. Free some space, or set GRAPHCRM_DATA_DIR to another folder.",
    ),
    (
        r"UnsupportedClassVersionError|Unrecognized option|Unrecognized VM option",
        BadUserInput,
        "This Java cannot run this Neo4j. Name another in GRAPHCRM_JAVA, or none: graphcrm has one of its own.",
    ),
    (
        r"Could not reserve enough space|Cannot allocate memory|insufficient memory|Invalid (?:initial|maximum) heap"
        r"|exceeds the maximum representable size|Invalid memory configuration",
        BadUserInput,
        "There is not enough memory for Neo4j. Set GRAPHCRM_NEO4J_HEAP and GRAPHCRM_NEO4J_PAGE_CACHE to less.",
    ),
    (
        r"FileLockException|locked by another process|Unable to obtain lock",
        Unavailable,
        "Another Neo4j works on {home}. Stop it, or set GRAPHCRM_DATA_DIR to another folder.",
    ),
)


def _reason(text: str) -> str | None:
    """The line that says most: the innermost cause, else the first error; None where there is neither."""
    lines = [line.strip() for line in text.splitlines()]
    causes = [line for line in lines if line.startswith("Caused by: ")]
    errors = [line for line in lines if re.search(r"\bERROR\b|(?i:error|exception)", line)]
    best = [*causes[-1:], *errors[:1]]
    return best[0].removeprefix("Caused by: ")[:300].rstrip(".") if best else None
