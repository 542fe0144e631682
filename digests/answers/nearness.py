"""How near vectors lie to each other; pure, and a home of numpy.

A vector is kept as half-precision numbers of length one, two bytes each: what that
loses, no order of results shows.
"""

from collections.abc import Sequence

import numpy as np

_KEPT = np.dtype("<f2")


def pack(vectors: Sequence[Sequence[float]]) -> list[bytes]:
    """Return vectors as they are kept; none may be nothing but zeros."""
    # By the largest first: squares of what a model gives may be past all numbers.
    rows = np.array(vectors, dtype=np.float64)
    rows /= np.abs(rows).max(axis=1, keepdims=True)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return [row.tobytes() for row in rows.astype(_KEPT)]


def nearest(asked: bytes, kept: Sequence[bytes], most: int) -> list[tuple[float, int]]:
    """Return how near the nearest kept vectors lie, from -1 to 1, and their places.

    The nearest first; all are of one length.
    """
    one = np.frombuffer(asked, _KEPT).astype(np.float32)
    rows = np.frombuffer(b"".join(kept), _KEPT).astype(np.float32)
    cosines = rows.reshape(len(kept), len(one)) @ one
    best = np.argsort(-cosines, kind="stable")[:most]
    return [(float(cosines[place]), int(place)) for place in best]
