"""Every setting of graphcrm: its environment variable, its default, one sentence.

`load()` reads the environment once and refuses what it cannot use, naming the variable. The fields of `Settings`
are the whole list: `graphcrm check --settings` prints it, and nothing else in the code reads the environment.
"""

from __future__ import annotations

import ipaddress
import math
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Any

from graphcrm.errors import BadUserInput


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "graphcrm"


def _cache_home() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphcrm"


Networks = tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]


def _networks(text: str) -> Networks:
    return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())


Pairs = tuple[tuple[str, str], ...]


def _pairs(text: str) -> Pairs:
    parts = [part.strip().rpartition("=") for part in text.split(",") if part.strip()]
    found = [(name.strip(), value.strip()) for name, _, value in parts]
    if any(not name or not value for name, value in found):
        raise ValueError("must look like group=role,group=role")
    return tuple(found)


LAYERS = ("language", "plan", "rights")


def _layers(text: str) -> str:
    """The layers in their order, with commas between them; `none` for none."""
    found = {part.strip() for part in text.split(",")}
    if found - {*LAYERS, "none"}:
        raise ValueError(f"names {min(found - set(LAYERS))}, which is none of {', '.join(LAYERS)}")
    return ",".join(layer for layer in LAYERS if layer in found)


def _setting(variable: str, default: Any, sentence: str, read: Callable[[str], Any] = str) -> Any:
    metadata = {"variable": variable, "sentence": sentence, "read": read}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def _positive(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise ValueError("must be above zero")
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError("must be from 0 to 1")
    return number


def _above_zero(text: str) -> float:
    number = float(text)
    if not 0 < number < math.inf:
        raise ValueError("must be a number above zero")
    return number


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text

    return read


def _hour(text: str) -> str:
    try:
        if text != "off" and (len(text) != 5 or time.fromisoformat(text).tzinfo is not None):
            raise ValueError(text)
    except ValueError as error:
        raise ValueError("must look like 02:00, or be off") from error
    return text


def _address(text: str) -> str:
    host, colon, port = text.rpartition(":")
    if not (host and colon and port.isdigit() and int(port) < 65536):
        raise ValueError("must look like 127.0.0.1:8000")
    return text


@dataclass(frozen=True)
class Settings:
    """What an installation may choose. Sizes in bytes unless the name has the unit, times in seconds."""

    neo4j_uri: str | None = _setting(
        "GRAPHCRM_NEO4J_URI", None, "Address of a Neo4j to use; without one graphcrm runs its own."
    )
    neo4j_user: str = _setting("GRAPHCRM_NEO4J_USER", "neo4j", "User of that Neo4j.")
    neo4j_password: str | None = _setting("GRAPHCRM_NEO4J_PASSWORD", None, "Password of that user.")
    neo4j_password_file: Path | None = _setting(
        "GRAPHCRM_NEO4J_PASSWORD_FILE", None, "File that holds the password; it wins over the variable.", Path
    )
    neo4j_ca_file: Path | None = _setting(
        "GRAPHCRM_NEO4J_CA_FILE",
        None,
        "Certificates (PEM) to trust for bolt+s and neo4j+s, in place of the machine's.",
        Path,
    )
    neo4j_database: str = _setting("GRAPHCRM_NEO4J_DATABASE", "neo4j", "Database inside that Neo4j.")
    neo4j_version: str = _setting(
        "GRAPHCRM_NEO4J_VERSION", "5.26", "Line of the Neo4j that graphcrm runs itself: 5.26 (LTS) or 2026."
    )
    neo4j_home: Path | None = _setting(
        "GRAPHCRM_NEO4J_HOME", None, "An unpacked Neo4j whose jars are used instead of fetched ones.", Path
    )
    neo4j_heap: str = _setting("GRAPHCRM_NEO4J_HEAP", "512m", "Heap of the Neo4j that graphcrm runs itself.")
    neo4j_page_cache: str = _setting(
        "GRAPHCRM_NEO4J_PAGE_CACHE", "128m", "Page cache of the Neo4j that graphcrm runs itself."
    )
    maven_repository: str | None = _setting(
        "GRAPHCRM_MAVEN_REPOSITORY", None, "A Maven repository to fetch Neo4j's jars from, in place of the default."
    )
    java: Path | None = _setting("GRAPHCRM_JAVA", None, "The java program to run Neo4j with.", Path)
    java_home: Path | None = _setting("JAVA_HOME", None, "A Java to use if its version fits.", Path)
    data_dir: Path = _setting("GRAPHCRM_DATA_DIR", _data_home, "Where everything that must last is kept.", Path)
    cache_dir: Path = _setting("GRAPHCRM_CACHE_DIR", _cache_home, "Where fetched jars are kept.", Path)
    bind: str = _setting("GRAPHCRM_BIND", "127.0.0.1:8000", "Address and port the API listens on.", _address)
    workers: int = _setting("GRAPHCRM_WORKERS", 1, "Processes that serve the address.", _positive)
    mode: str = _setting(
        "GRAPHCRM_MODE", "production", "production, or dev (GET queries allowed).", _one_of("production", "dev")
    )
    http_status: str = _setting(
        "GRAPHCRM_HTTP_STATUS",
        "compat",
        "compat: statuses as most clients expect; 2026: those of the first edition of GraphQL over HTTP.",
        _one_of("compat", "2026"),
    )
    log_level: str = _setting(
        "GRAPHCRM_LOG_LEVEL", "INFO", "Least level that is logged.", _one_of("DEBUG", "INFO", "WARNING", "ERROR")
    )
    request_deadline: float = _setting(
        "GRAPHCRM_REQUEST_DEADLINE", 10.0, "Seconds a request may take from its arrival.", float
    )
    pool: int = _setting("GRAPHCRM_POOL", 40, "Most connections to Neo4j of one process.", _positive)
    page_limit: int = _setting("GRAPHCRM_PAGE_LIMIT", 100, "Most rows of one page (`first`, `last`).", _positive)
    cost_limit: int = _setting("GRAPHCRM_COST_LIMIT", 10_000, "Most nodes one operation may ask for.", _positive)
    body_limit: int = _setting("GRAPHCRM_BODY_LIMIT", 256 * 1024, "Most bytes of a request body.", _positive)
    upload_limit: int = _setting(
        "GRAPHCRM_UPLOAD_LIMIT", 200_000_000, "Most bytes of a file that is brought to be imported.", _positive
    )
    reply_limit: int = _setting("GRAPHCRM_REPLY_LIMIT", 2 * 1024 * 1024, "Most bytes of a reply's body.", _positive)
    points_per_minute: int = _setting(
        "GRAPHCRM_POINTS_PER_MINUTE", 100_000, "Most nodes that one user may ask for within a minute.", _positive
    )
    rows_per_hour: int = _setting(
        "GRAPHCRM_ROWS_PER_HOUR", 50_000, "Most records that one user is shown within an hour.", _positive
    )
    socket_operations: int = _setting(
        "GRAPHCRM_SOCKET_OPERATIONS", 100, "Most operations that run on one WebSocket at a time.", _positive
    )
    sockets_per_user: int = _setting("GRAPHCRM_SOCKETS_PER_USER", 10, "Most WebSockets of one user.", _positive)
    public_url: str | None = _setting(
        "GRAPHCRM_PUBLIC_URL",
        None,
        "The address people use, where a proxy stands before graphcrm: pages from there may open WebSockets.",
    )
    oidc_issuer: str | None = _setting(
        "GRAPHCRM_OIDC_ISSUER", None, "The OpenID issuer people may sign in with, such as https://login.example.org."
    )
    oidc_client_id: str | None = _setting("GRAPHCRM_OIDC_CLIENT_ID", None, "What that issuer calls graphcrm.")
    oidc_client_secret_file: Path | None = _setting(
        "GRAPHCRM_OIDC_CLIENT_SECRET_FILE", None, "File that holds the secret of graphcrm at that issuer.", Path
    )
    oidc_roles: Pairs = _setting(
        "GRAPHCRM_OIDC_ROLES",
        (),
        "Which role a group of that issuer gives, such as sales=account_manager,board=manager; without it roles are "
        "given here.",
        _pairs,
    )
    trusted_proxies: Networks = _setting(
        "GRAPHCRM_TRUSTED_PROXIES",
        (),
        "Addresses or networks of proxies before graphcrm, with commas: forwarded headers count from them alone.",
        _networks,
    )
    kek_file: Path | None = _setting(
        "GRAPHCRM_KEK_FILE",
        None,
        "File of the master key of sensitive values, for its owner alone; without it keys/master.key in the data "
        "directory, made at first use.",
        Path,
    )
    audit_anchor_dir: Path | None = _setting(
        "GRAPHCRM_AUDIT_ANCHOR_DIR",
        None,
        "Where signed checkpoints of the audit trail go, best on another machine; without it a cut end is not seen.",
        Path,
    )
    audit_reads: str = _setting(
        "GRAPHCRM_AUDIT_READS",
        "grouped",
        "grouped: a read that is audited is on disk within 0.2 s; strict: before it is answered.",
        _one_of("strict", "grouped"),
    )
    metrics_dir: Path | None = _setting(
        "PROMETHEUS_MULTIPROC_DIR", None, "Where several workers count; graphcrm sets it for them.", Path
    )
    visibility: str = _setting(
        "GRAPHCRM_VISIBILITY",
        "shared",
        "Whom a record is for that is made over the API: shared, everybody; team, the teams of who makes it.",
        _one_of("shared", "team"),
    )
    influence_place: float = _setting(
        "GRAPHCRM_INFLUENCE_PLACE",
        0.7,
        "How much of somebody's influence their place in the chart is, 0-1; the rest is the network of their contacts.",
        _share,
    )
    influence_title: float = _setting(
        "GRAPHCRM_INFLUENCE_TITLE",
        0.3,
        "How much of it the level of their title is, 0-1, where they have no place in the chart.",
        _share,
    )
    half_life_days: float = _setting(
        "GRAPHCRM_HALF_LIFE_DAYS",
        60.0,
        "Days of silence in which the strength of a tie halves; after a change `graphcrm score --full` is needed.",
        _above_zero,
    )
    nightly: str = _setting(
        "GRAPHCRM_NIGHTLY",
        "02:00",
        "When, in UTC, what is looked over every night begins (HH:MM), or off; a missed night is made up for at start.",
        _hour,
    )
    merge_certain: str = _setting(
        "GRAPHCRM_MERGE_CERTAIN",
        "off",
        "off, or nightly: people who are one beyond doubt are merged every night, after the search for duplicates.",
        _one_of("off", "nightly"),
    )
    cypher_layers: str = _setting(
        "GRAPHCRM_CYPHER_LAYERS",
        ",".join(LAYERS),
        "Which layers stand before analysts' Cypher: language, plan, rights. Fewer than all, to test the others, only "
        "in GRAPHCRM_MODE=dev on this machine alone.",
        _layers,
    )
    policy_file: Path | None = _setting(
        "GRAPHCRM_POLICY_FILE", None, "A policy to use in place of the built-in one.", Path
    )
    quality_file: Path | None = _setting(
        "GRAPHCRM_QUALITY_FILE",
        None,
        "What is wanted of records and which rules they may break, where that is other than the built-in table.",
        Path,
    )

    def password(self) -> str | None:
        """The password of the foreign Neo4j, from its file if one is named."""
        if self.neo4j_password_file is None:
            return self.neo4j_password
        return _secret(self.neo4j_password_file, "GRAPHCRM_NEO4J_PASSWORD_FILE")

    def oidc_secret(self) -> str:
        """The secret of graphcrm at its issuer."""
        if self.oidc_client_secret_file is None:
            raise BadUserInput("With GRAPHCRM_OIDC_ISSUER set GRAPHCRM_OIDC_CLIENT_SECRET_FILE too.")
        return _secret(self.oidc_client_secret_file, "GRAPHCRM_OIDC_CLIENT_SECRET_FILE")

    @property
    def night(self) -> time | None:
        """When the night's work begins, in UTC; None: never."""
        return None if self.nightly == "off" else time.fromisoformat(self.nightly)

    @property
    def host_and_port(self) -> tuple[str, int]:
        host, _, port = self.bind.rpartition(":")
        return host, int(port)


# Where a container is given its secrets: whatever their mode, nobody else gets there.
_OF_CONTAINER = (Path("/run/secrets"), Path("/var/run/secrets"))


def _secret(path: Path, variable: str) -> str:
    """What a file of a secret holds. BadUserInput where it cannot be read, or others than its owner may read it."""
    try:
        if path.stat().st_mode & 0o077 and not any(
            path.resolve().is_relative_to(one.resolve()) for one in _OF_CONTAINER
        ):
            raise BadUserInput(f"Others may read {path}, the file of {variable}. Keep it to its owner: chmod 600.")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadUserInput(f"The file {path} cannot be read ({error.strerror}). Mend {variable}.") from error


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. BadUserInput names the variable that cannot be used."""
    environment = os.environ if environment is None else environment
    chosen: dict[str, Any] = {}
    for setting in fields(Settings):
        text = environment.get(setting.metadata["variable"])
        if text is None or text == "":
            continue
        try:
            chosen[setting.name] = setting.metadata["read"](text)
        except ValueError as error:
            raise BadUserInput(f"{setting.metadata['variable']} cannot be used: {error}.") from error
    found = Settings(**chosen)
    if found.cypher_layers != ",".join(LAYERS) and not (found.mode == "dev" and _is_loopback(found.host_and_port[0])):
        raise BadUserInput(
            "GRAPHCRM_CYPHER_LAYERS takes layers away only with GRAPHCRM_MODE=dev and a GRAPHCRM_BIND of 127.0.0.1."
        )
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def has_screen() -> bool:
    """Whether there is a screen here on which a browser can show something."""
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def environment(settings: Settings, *names: str) -> dict[str, str]:
    """The environment for a process of ours: that of this one, with the settings named as they are in `settings`."""
    found = dict(os.environ)
    for setting in fields(Settings):
        if setting.name in names:
            value = getattr(settings, setting.name)
            found[setting.metadata["variable"]] = "" if value is None else str(value)
    return found
