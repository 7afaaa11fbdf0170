"""`python -m tests.benchmarks.audit`: how long it takes to verify a chain, and how fast it grows."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from graphcrm.records.audit import verifying
from graphcrm.records.audit.anchoring import Anchor
from graphcrm.records.audit.segments import Segments

ENTRIES = 100_000
BATCH = 250


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trail, anchor = Segments(folder / "audit", BATCH), Anchor(folder / "anchor", folder / "keys")
        began = time.perf_counter()
        for start in range(0, ENTRIES, BATCH):
            trail.append([_entry(number) for number in range(start, start + BATCH)])
            if trail.head.number % 1000 == 0:
                anchor.write(trail.head)
        print(f"{ENTRIES} entries sealed in batches of {BATCH} in {time.perf_counter() - began:.1f} s")
        began, cpu = time.perf_counter(), time.process_time()
        found = verifying.verify(folder / "audit", folder / "anchor")
        seconds = time.perf_counter() - began
        print(f"{found.sentence} Verified in {seconds:.2f} s, {time.process_time() - cpu:.2f} s of CPU (aim 10)")
        began = time.perf_counter()
        Segments(folder / "audit", BATCH)
        print(f"the end of the chain found in {time.perf_counter() - began:.2f} s")


def _entry(number: int) -> dict[str, object]:
    return {
        "id": f"aud_{number:026d}",
        "at": "2026-11-26T10:00:00.123456789Z",
        "actor": "usr_01k9z8x7w6v5t4s3r2q1p0n9m8",
        "act": "personUpdate",
        "type": "Person",
        "subject": ["0f" * 32],
        "fields": ["name", "birthday", "emails"],
        "request": "01k9z8x7w6v5t4s3r2q1p0n9m8",
        "decision": "allowed",
    }


if __name__ == "__main__":
    main()
