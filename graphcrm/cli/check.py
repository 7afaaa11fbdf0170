"""`graphcrm check`: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import shutil
import sys
from collections.abc import Callable

import click

from graphcrm.access.policy import read
from graphcrm.cli import output
from graphcrm.cli.policy import effective
from graphcrm.compile import schema_text
from graphcrm.errors import GraphcrmError
from graphcrm.graph import jars, java, managed
from graphcrm.graph.connection import connect
from graphcrm.graph.questions import library
from graphcrm.records.keys import opening
from graphcrm.settings import Settings, load
from graphcrm.vocabulary.words import VOCABULARY

_ROOM = 1_000_000_000


@click.command()
@click.option(
    "--settings", "only_settings", is_flag=True, help="List all settings with their values, and nothing else."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(only_settings: bool, as_json: bool) -> None:
    """Look at settings, Java, Neo4j, disk, audit trail, keys, policy, schema. Exit code 3: something is to be mended.

    Example: graphcrm check --settings
    """
    settings = load()
    if only_settings:
        _show_settings(settings, as_json)
        return
    results = [(name, *_tried(work, settings)) for name, work in _CHECKS.items()]
    if as_json:
        output.print_json({"checks": [{"name": n, "ok": ok, "message": text} for n, ok, text in results]})
    else:
        for name, ok, text in results:
            click.echo(f"{'✓' if ok else '✗'} {name}: {text}")
    if not all(ok for _, ok, _ in results):
        sys.exit(3)


def _show_settings(settings: Settings, as_json: bool) -> None:
    found = []
    for one in dataclasses.fields(Settings):
        value = getattr(settings, one.name)
        shown = "set" if one.name == "neo4j_password" and value else value
        found.append((one.metadata["variable"], None if shown is None else str(shown), one.metadata["sentence"]))
    if as_json:
        output.print_json(
            {"settings": [dict(zip(("variable", "value", "sentence"), row, strict=True)) for row in found]}
        )
    else:
        output.print_table(("variable", "value", ""), found)


def _tried(work: Callable[[Settings], str], settings: Settings) -> tuple[bool, str]:
    try:
        return True, work(settings)
    except GraphcrmError as error:
        return False, error.message


def _java(settings: Settings) -> str:
    found = java.find(settings)
    return f"Java {found.major}, {found.program}"


def _jars(settings: Settings) -> str:
    version = jars.version(settings)
    wanted = jars.locked(version)
    folder = settings.cache_dir / "neo4j" / version
    there = sum((folder / jar.name).is_file() for jar in wanted)
    if there == len(wanted):
        return f"Neo4j {version}, {there} jars in {folder}"
    size = sum(jar.size for jar in wanted) / 1_000_000
    return (
        f"Neo4j {version}: {there} of {len(wanted)} jars in {folder}; the first start fetches the rest of {size:.0f} MB"
    )


def _database(settings: Settings) -> str:
    if settings.neo4j_uri is not None:
        asyncio.run(_ask(settings))
        return f"{settings.neo4j_uri} answers"
    address = managed.status(settings)
    return f"our own runs at {address.uri}" if address else "our own does not run; it starts when it is needed"


async def _ask(settings: Settings) -> None:
    where = settings.neo4j_uri or ""
    async with connect(where, settings.neo4j_user, settings.password(), ca_file=settings.neo4j_ca_file) as graph:
        await graph.rows("RETURN 1", {}, seconds=5)


def _disk(settings: Settings) -> str:
    place = next(folder for folder in (settings.data_dir, *settings.data_dir.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    if free < _ROOM:
        raise GraphcrmError(f"Only {free / 1e6:.0f} MB are free in {place}. Free some or set GRAPHCRM_DATA_DIR.")
    return f"{free / 1e9:.0f} GB free in {place}"


def _policy(settings: Settings) -> str:
    if settings.policy_file is None:
        return "the built-in one"
    return f"{settings.policy_file} with {len(effective(read(settings.policy_file))['roles'])} roles"


def _schema(_settings: Settings) -> str:
    return f"{len(schema_text.sdl(VOCABULARY, library())) // 1000} kB, {len(library())} named questions"


def _audit(settings: Settings) -> str:
    anchor = settings.audit_anchor_dir
    if anchor is None:
        return "no anchor: nobody can see it if the end of the trail is cut off. Set GRAPHCRM_AUDIT_ANCHOR_DIR"
    if settings.data_dir.resolve() in anchor.resolve().parents:
        raise GraphcrmError(f"The anchor {anchor} lies in the data directory. Set GRAPHCRM_AUDIT_ANCHOR_DIR elsewhere.")
    if not os.access(anchor, os.W_OK):
        raise GraphcrmError(f"The anchor {anchor} cannot be written to. Mend GRAPHCRM_AUDIT_ANCHOR_DIR.")
    return f"checkpoints go to {anchor}"


def _keys(settings: Settings) -> str:
    store = opening.key_store(settings)
    if not store.exists:
        return "none yet; they are made when the first sensitive value is written"
    store.check()
    return f"{store.count()} keys in {store.path}, under {store.master.path}"


_CHECKS: dict[str, Callable[[Settings], str]] = {
    "java": _java,
    "jars": _jars,
    "database": _database,
    "disk": _disk,
    "audit": _audit,
    "keys": _keys,
    "policy": _policy,
    "schema": _schema,
}
