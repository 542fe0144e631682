"""Put a body together without being blown up by it; pure.

Only what was asked for is unpacked, once, and never past the limit.
"""

import zlib
from collections.abc import Sequence

from digests.adapters.words import BROKEN_OFF, Unfit, too_large

ACCEPTED = "gzip, deflate"
# A body may be packed in several pieces; thousands are made to hurt.
_MOST_PIECES = 16
_GZIP = b"\x1f\x8b"
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})


def is_packed(coding: str) -> bool:
    """Tell whether a content-encoding header names a packing.

    Servers put all kinds of things there, "utf-8" among them.

    Raises:
        Unfit: One that we did not ask for, or one inside another.

    """
    names = [name.strip() for name in coding.lower().split(",")]
    packings = [name for name in names if name in _PACKED | _NOT_ASKED_FOR]
    if len(packings) > 1 or not _NOT_ASKED_FOR.isdisjoint(packings):
        what = ", ".join(packings)[:40]
        raise Unfit(f"its answer is packed as {what}, which is not read", False)
    return bool(packings)


def whole(chunks: Sequence[bytes], packed: bool, limit: int) -> bytes:
    """Return the body that came in these chunks, unpacked where it was packed.

    Raises:
        Unfit: See `unpacked`.

    """
    body = _joined(chunks)
    return unpacked(body, limit) if packed else body


def unpacked(packed: bytes, limit: int) -> bytes:
    """Return what was packed by gzip or deflate.

    Raises:
        Unfit: It is larger than the limit, broke off, or is not packed at all.

    """
    if not packed:
        return b""
    parts: list[bytes] = []
    have, wbits = 0, _window(packed)
    for _ in range(_MOST_PIECES):
        stream = zlib.decompressobj(wbits)
        try:
            part = stream.decompress(packed, limit + 1 - have)
        except zlib.error as error:
            raise Unfit("its answer cannot be unpacked", permanent=False) from error
        parts.append(part)
        have += len(part)
        if have > limit:
            raise too_large(limit)
        if not stream.eof:
            raise Unfit(BROKEN_OFF, permanent=False)
        packed = stream.unused_data
        if not packed.startswith(_GZIP):
            # Some pad the end, and every browser lets them.
            return _joined(parts)
    raise Unfit("its answer is packed in too many pieces", permanent=False)


def _joined(parts: Sequence[bytes]) -> bytes:
    # Joining one copies it in vain.
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _window(packed: bytes) -> int:
    """Return zlib's name of the form: gzip, zlib, or deflate without a head."""
    if packed.startswith(_GZIP):
        return 16 + zlib.MAX_WBITS
    return zlib.MAX_WBITS if packed[0] & 0x0F == zlib.DEFLATED else -zlib.MAX_WBITS
