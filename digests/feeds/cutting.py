"""Cut a feed's document down to what is to be parsed.

Known entries go, and what nobody reads in the others; what remains means what it
meant before (`feeds.gate` says whether it does).
"""

import hashlib
from collections.abc import Sequence

from msgspec import Struct

from digests.feeds.walk import Place

SLICE = 8


class Cutting(Struct, frozen=True):
    """The document that is left, and the slices of all of its entries."""

    document: bytes
    slices: bytes


def cut_down(body: bytes, entries: Sequence[Place], known: bytes) -> Cutting:
    """Return the document without the entries that stood there the last time.

    Args:
        body: A document that may be parsed.
        entries: Where its entries stand.
        known: The slices of the document before.

    """
    before = split_slices(known)
    left: list[bytes] = []
    slices: list[bytes] = []
    at = 0
    for entry in entries:
        left.append(body[at : entry.start])
        at = entry.end
        kept = _kept(body, entry)
        slices.append(slice_of(kept))
        if slices[-1] not in before:
            left.append(kept)
    left.append(body[at:])
    return Cutting(b"".join(left), b"".join(slices))


def slice_of(content: bytes) -> bytes:
    """Return the hash by which an entry is known to the letter."""
    return hashlib.blake2b(content, digest_size=SLICE).digest()


def split_slices(slices: bytes) -> frozenset[bytes]:
    """Return the hashes that were joined."""
    return frozenset(
        slices[at : at + SLICE] for at in range(0, len(slices) - SLICE + 1, SLICE)
    )


def _kept(body: bytes, entry: Place) -> bytes:
    if not entry.unread:
        return body[entry.start : entry.end]
    parts, at = [], entry.start
    for start, end in entry.unread:
        parts.append(body[at:start])
        at = end
    parts.append(body[at : entry.end])
    return b"".join(parts)
