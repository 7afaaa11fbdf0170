"""Renews the lock files of the managed Neo4j: which jars each supported version runs on, with size and SHA-256.

Resolves `org.neo4j:neo4j` with the versions its own bill of materials manages, fetches every jar through jgo and
writes `graphcrm/graph/locks/neo4j-<version>.lock`. Run by hand when a version is added or raised:

    python scripts/renew_neo4j_lock.py 5.26.31 2026.09.0
"""

from __future__ import annotations

import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import Artifact, Dependency, MavenContext

# Maven's own resolution leaves these out, and the server starts and serves without them (17 MB less).
LEFT_OUT = {"org.bouncycastle"}
LOCKS = Path(__file__).resolve().parents[1] / "graphcrm" / "graph" / "locks"


def resolve(version: str) -> list[Dependency]:
    """The runtime jars of a version, the server's own included, by coordinate."""
    context = MavenContext()
    neo4j = context.project("org.neo4j", "neo4j").at_version(version)
    # Its own parent manages the versions of what it depends on, so its bill of materials is the one to go by.
    direct = [Dependency(neo4j.artifact(), scope="compile")]
    inputs, transitive = context.resolver.resolve(direct)
    wanted = [d for d in (*inputs, *transitive) if d.type == "jar" and d.scope in ("compile", "runtime")]
    found = {str(d.artifact): d for d in wanted if d.groupId not in LEFT_OUT}
    return [found[name] for name in sorted(found)]


def line(artifact: Artifact) -> str:
    path = artifact.resolve()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    coordinate = ":".join((artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier or ""))
    return f"{digest} {path.stat().st_size} {coordinate}"


def main(versions: list[str]) -> None:
    for version in versions:
        jars = resolve(version)
        with ThreadPoolExecutor(8) as pool:
            lines = list(pool.map(lambda d: line(d.artifact), jars))
        target = LOCKS / f"neo4j-{version}.lock"
        target.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{target.name}: {len(lines)} jars, {sum(int(one.split()[1]) for one in lines) / 1e6:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
