"""Servers on loopback that speak bytes, right or wrong, and say who called."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

OK = b"HTTP/1.1 200 OK\r\n"


@dataclass
class RawServer:
    """A server; `heads` are the requests it got, `sent` the bytes it got rid of."""

    port: int = 0
    calls: int = 0
    sent: int = 0
    heads: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The first line of each request."""
        return [head.partition("\r\n")[0] for head in self.heads]


@asynccontextmanager
async def a_raw_server(
    answer: bytes | Iterable[bytes] = OK + b"Content-Length: 2\r\n\r\nhi",
    *,
    at: tuple[str, int] = ("127.0.0.1", 0),
    every_s: float = 0,
    tls: ssl.SSLContext | None = None,
    unasked: bool = False,
) -> AsyncIterator[RawServer]:
    """Answer each call with these bytes, piece by piece, then hang up.

    Args:
        answer: What is sent once a request's head has come; nothing is silence.
        at: Where to listen; port 0 is any.
        every_s: Seconds between two pieces.
        tls: The server's side of TLS, for https.
        unasked: Whether to speak before the caller does.

    """
    served = RawServer()
    pieces = (answer,) if isinstance(answer, bytes) else answer
    callers: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not unasked:
            head = await reader.readuntil(b"\r\n\r\n")
            served.heads.append(head.decode("latin-1"))
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            served.sent += len(piece)
            if every_s:
                await asyncio.sleep(every_s)
        if not pieces:
            await asyncio.sleep(60)

    async def call(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.calls += 1
        callers.add(task := asyncio.current_task())  # type: ignore[arg-type]
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await talk(reader, writer)
        finally:
            callers.discard(task)
            writer.close()

    server = await asyncio.start_server(call, *at, ssl=tls)
    served.port = server.sockets[0].getsockname()[1]
    try:
        yield served
    finally:
        server.close()
        for task in list(callers):
            task.cancel()
        # Let them hang up, so that no socket outlives the test.
        await asyncio.sleep(0)
