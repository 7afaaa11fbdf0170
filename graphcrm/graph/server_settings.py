"""What the managed Neo4j is told: its configuration and the flags of its Java."""

from __future__ import annotations

import zipfile
from pathlib import Path

from graphcrm.errors import BadUserInput
from graphcrm.graph.java import Java
from graphcrm.settings import Settings

_ENTRY_POINTS = ("org.neo4j.server.CommunityEntryPoint", "org.neo4j.server.Neo4jCommunity")
_OPEN = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def configuration(settings: Settings, home: Path, port: int) -> str:
    """The text of neo4j.conf. Everything listens on the loopback address, nothing is told to anybody."""
    lines = [
        *(f"server.directories.{name}={home / name}" for name in ("data", "logs", "import", "plugins", "run")),
        f"server.bolt.listen_address=127.0.0.1:{port}",
        f"server.bolt.advertised_address=127.0.0.1:{port}",
        "server.http.enabled=false",
        "server.https.enabled=false",
        f"server.memory.heap.initial_size={settings.neo4j_heap}",
        f"server.memory.heap.max_size={settings.neo4j_heap}",
        f"server.memory.pagecache.size={settings.neo4j_page_cache}",
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
    if settings.neo4j_version != "5.26":
        lines += [
            "db.query.default_language=CYPHER_5",
            "dbms.fleet_manager.enabled=false",
            "server.fleet_discovery.enabled=false",
        ]
    return "\n".join(lines) + "\n"


def command(settings: Settings, java: Java, jars: Path, home: Path) -> list[str]:
    """The words that start the server."""
    small = settings.neo4j_heap.lower().rstrip("b").endswith("m")
    flags = [
        "-XX:+UseSerialGC" if small else "-XX:+UseG1GC",  # on a small heap it saves 220 MB of memory
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
    memory = [f"-Xms{settings.neo4j_heap}", f"-Xmx{settings.neo4j_heap}"]
    where = [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    path = f"{home / 'plugins'}/*:{jars}/*"
    return [str(java.program), *flags, *memory, "-cp", path, _entry_point(jars), *where]


def _entry_point(jars: Path) -> str:
    """The main class: its name differs between versions, so the jar is asked."""
    for jar in sorted(jars.glob("neo4j-[0-9]*.jar")):
        try:
            names = set(zipfile.ZipFile(jar).namelist())
        except zipfile.BadZipFile as error:
            raise BadUserInput(f"{jar} is damaged. Delete it; it is fetched again at the next start.") from error
        for entry in _ENTRY_POINTS:
            if entry.replace(".", "/") + ".class" in names:
                return entry
    raise BadUserInput(f"{jars} holds no Neo4j server. Delete the folder; it is fetched again at the next start.")
