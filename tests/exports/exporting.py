"""Exporting in tests: the ledger, the files, and the way back."""

from __future__ import annotations

from pathlib import Path

from graphcrm.access.policy import built_in
from graphcrm.access.viewers import Viewer, owner
from graphcrm.exchange import importing
from graphcrm.exchange.exports import everything
from graphcrm.exchange.exports.ledger import ExportLedger
from graphcrm.exchange.ledger import Ledger
from graphcrm.graph.connection import Graph
from graphcrm.records.audit.journals import Journal
from graphcrm.vocabulary.words import VOCABULARY

OWNER = owner(built_in(), id="local")


async def exported(graph: Graph, folder: Path, viewer: Viewer = OWNER) -> ExportLedger:
    """Exports all that a viewer sees."""
    async with Journal(folder.parent / f"{folder.name}-journal").open() as journal:
        return await everything.export(graph, VOCABULARY, viewer, folder, journal, lambda _: None)


async def imported(graph: Graph, folder: Path) -> Ledger:
    """Imports a folder."""
    return await importing.run(graph, VOCABULARY, [folder])


def read(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
