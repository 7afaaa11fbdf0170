"""What the managed Neo4j is told: its configuration and the flags of its Java."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.graph.jars import numbers
from graphcrm.graph.java import Java
from graphcrm.settings import Settings

_ENTRY_POINTS = ("org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.Neo4jCommunity")
_OPEN = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
_SIZE = re.compile(r"([1-9][0-9]*)([kmg])b?", re.IGNORECASE)
_BYTES = {"k": 1024, "m": 1024**2, "g": 1024**3}
_SMALL = _BYTES["g"]
_PLAN = 2**20

# Keys that a server before this version does not know, and refuses to start with.
_SINCE = (
    ((2025, 6), "db.query.default_language=CYPHER_5"),
    ((2025, 11), "dbms.fleet_manager.enabled=false"),
    ((2026, 5), "server.fleet_discovery.enabled=false"),
)


def configuration(settings: Settings, version: str, port: int) -> str:
    """The text of neo4j.conf. Everything listens on the loopback address, nothing is told to anybody."""
    heap = _heap(settings)
    page_cache = _size("GRAPHCRM_NEO4J_PAGE_CACHE", "page cache", settings.neo4j_page_cache)
    lines = [
        # Below the home, which the command line names: this file is read as Latin-1.
        *(f"server.directories.{name}={name}" for name in ("data", "logs", "import", "plugins", "run")),
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        f"server.memory.heap.initial_size={heap}",
        f"server.memory.heap.max_size={heap}",
        f"server.memory.pagecache.size={page_cache}",
        f"db.memory.transaction.max={heap // 2}",
        f"server.memory.query_cache.per_db_cache_num_entries={_plans(heap)}",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        "server.bolt.telemetry.enabled=false",
        "db.lock.acquisition.timeout=10s",
        "db.transaction.timeout=120s",
        "db.tx_log.preallocate=false",
        "db.tx_log.rotation.retention_policy=1 days 256M",
        "dbms.security.allow_csv_import_from_file_urls=false",
        # Unsupported keys: a test on each version says whether the server still starts and stops fast with them.
        "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0",
        "internal.server.bolt.thread_pool_shutdown_wait_time=0s",
    ]
    lines += [line for since, line in _SINCE if numbers(version) >= since]
    return "\n".join(lines) + "\n"


def command(settings: Settings, java: Java, jars: Path, home: Path) -> list[str]:
    """The words that start the server."""
    heap = _heap(settings)
    flags = [
        "-XX:+UseSerialGC" if heap < _SMALL else "-XX:+UseG1GC",  # on a small heap it saves 220 MB of memory
        "-XX:-OmitStackTraceInFastThrow",
        "-XX:+DisableExplicitGC",
        "-Djdk.nio.maxCachedBufferSize=1024",
        "-Dio.netty.tryReflectionSetAccessible=true",
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPEN),
        "--enable-native-access=ALL-UNNAMED",
        "-Dlog4j2.disable.jmx=true",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
    ]
    if java.major >= 24:
        flags.append("--sun-misc-unsafe-memory-access=allow")
    memory = [f"-Xms{heap}", f"-Xmx{heap}"]
    where = [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    path = os.pathsep.join((f"{home / 'plugins'}/*", f"{jars}/*"))
    return [str(java.program), *flags, *memory, "-cp", path, _entry_point(jars), *where]


def _heap(settings: Settings) -> int:
    return _size("GRAPHCRM_NEO4J_HEAP", "heap", settings.neo4j_heap)


def _plans(heap: int) -> int:
    """How many plans are kept. Those of large questions have 0.5 to 1.8 MiB each, with what was read of the text: as
    many as Neo4j keeps by itself fill a small heap, and it does nothing any more but collect garbage. So they have a
    quarter of it, or half where all are large; and never fewer than 200, which pages ask for again and again."""
    return min(1000, max(200, heap // _PLAN // 4))


def _size(variable: str, name: str, text: str) -> int:
    """Bytes of a size like 512m. BadUserInput names the variable."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise BadUserInput(f"{variable}={text} is no size for the {name}. Write a number and a unit: 512m or 2g.")
    return int(found[1]) * _BYTES[found[2].lower()]


def _entry_point(jars: Path) -> str:
    """The main class: its name differs between versions, so the jar is asked."""
    for jar in sorted(jars.glob("neo4j-[0-9]*.jar")):
        try:
            with zipfile.ZipFile(jar) as opened:
                names = set(opened.namelist())
        except zipfile.BadZipFile as error:
            raise BadUserInput(f"{jar} is damaged. Delete it and run `graphcrm neo4j install`.") from error
        for entry in _ENTRY_POINTS:
            if entry.replace(".", "/") + ".class" in names:
                return entry
    raise BadUserInput(f"{jars} holds no Neo4j Community server that graphcrm knows how to start.")
