"""Groups within a network: by networkit, on one thread, with the same seed each time.

What comes out depends on the order of the numbers; whoever asks numbers people by what is known of them, so that ids
and the order of rows change nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from scipy.sparse import csr_array, triu

_SEED = 42


def groups(both: csr_array) -> list[int]:
    """The group of each: communities by Leiden (Traag, Waltman & van Eck 2019) of the symmetric weights, numbered from
    1, the largest first, of equal ones that with the smallest number in it. Who has no contact is a group alone."""
    nk, graph = _graph(both)
    found = nk.community.ParallelLeiden(graph, randomize=False)
    found.run()
    raw = [int(one) for one in found.getPartition().getVector()]
    sizes, first = Counter(raw), {one: at for at, one in reversed(list(enumerate(raw)))}
    ranked = sorted(sizes, key=lambda one: (-sizes[one], first[one]))
    number = {one: at for at, one in enumerate(ranked, start=1)}
    return [number[one] for one in raw]


def _graph(both: csr_array) -> tuple[Any, Any]:
    import networkit as nk  # takes a second or two to load

    nk.setNumberOfThreads(1)
    nk.setSeed(_SEED, False)
    half = triu(both, 1, format="coo")
    ends = (half.row.astype(np.uint64), half.col.astype(np.uint64))
    return nk, nk.graph.GraphFromCoo((half.data, ends), n=both.shape[0], weighted=True, directed=False)
