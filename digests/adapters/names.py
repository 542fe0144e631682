"""Look host names up, in threads of their own.

A name server that does not answer holds its thread for many seconds; it must
not be one that the rest of the program waits for.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

_THREADS = 32
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class SystemNames(AbstractResolver):
    """The system's resolver."""

    def __init__(self) -> None:
        """Start no thread before the first name."""
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return every address of the host.

        Raises:
            OSError: There is none.

        """
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, _addresses, host, port, family
        )
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=kind,
                proto=0,
                flags=_NUMERIC,
            )
            for kind, address in found
        ]

    async def close(self) -> None:
        """Let the threads go; one that waits for an answer ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses(
    host: str, port: int, family: socket.AddressFamily
) -> list[tuple[socket.AddressFamily, str]]:
    infos = socket.getaddrinfo(
        host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    return [(info[0], str(info[4][0])) for info in infos]
