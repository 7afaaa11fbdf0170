"""Writers for the tests of this folder, as for those of all mutations."""

from __future__ import annotations

from tests.records.mutations.conftest import empty, world

__all__ = ["empty", "world"]
