"""Servers that hurt their reader: bombs, streams without end, silence, drips."""

import asyncio
import zlib

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
_PATIENCE_S = 60.0
_BLOCK = b"<item><title>again</title></item>" * 8000


def _packed() -> tuple[bytes, bytes]:
    """Return how a gzip stream of zeros begins, and a piece of it to repeat."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    first, second = (
        packer.compress(zeros) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    return first, second


# Packed once, so that who serves it has the less to do.
_FUSE, _CHARGE = _packed()


async def misbehave(number: int, transport: asyncio.Transport) -> None:
    """Answer in one of the ways, chosen by the number, until the reader leaves."""
    ways = (_bomb, _endless, _lying, _garbled, _slow_headers, _silent, _drip)
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await ways[number % len(ways)](transport)
    except TimeoutError:
        pass
    finally:
        transport.abort()


async def _bomb(transport: asyncio.Transport) -> None:
    transport.write(_HEAD + b"Content-Encoding: gzip\r\n\r\n" + _FUSE)
    while not transport.is_closing():
        transport.write(_CHARGE)
        await asyncio.sleep(0.05)


async def _endless(transport: asyncio.Transport) -> None:
    transport.write(_HEAD + b"\r\n<rss><channel>")
    while not transport.is_closing():
        transport.write(_BLOCK)
        await asyncio.sleep(0.05)


async def _lying(transport: asyncio.Transport) -> None:
    transport.write(_HEAD + b"Content-Length: 1000000\r\n\r\n<rss>")
    await asyncio.sleep(0.05)


async def _garbled(transport: asyncio.Transport) -> None:
    transport.write(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nnot a length\r\n")
    await asyncio.sleep(0.05)


async def _slow_headers(transport: asyncio.Transport) -> None:
    transport.write(b"HTTP/1.1 200 OK\r\n")
    while not transport.is_closing():
        transport.write(b"X-Wait: yes\r\n")
        await asyncio.sleep(0.5)


async def _silent(_: asyncio.Transport) -> None:
    await asyncio.sleep(_PATIENCE_S)


async def _drip(transport: asyncio.Transport) -> None:
    transport.write(_HEAD + b"\r\n")
    while not transport.is_closing():
        transport.write(b"<")
        await asyncio.sleep(0.5)
