"""A socket that takes in a little at a time.

asyncio takes a quarter of a megabyte at once, and what came in one piece is
parsed in one piece: ten thousands of tiny chunks or empty answers would hold up
the event loop for half a second.
"""

import socket
from typing import Any

SIP = 32 * 1024


class SippingSocket(socket.socket):
    """A socket that hands over at most `SIP` bytes at once."""

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Take in some bytes; plain connections come here."""
        return super().recv(min(size, SIP), flags)

    def recv_into(self, buffer: Any, size: int = 0, flags: int = 0) -> int:
        """Take some bytes into the buffer; connections over TLS come here."""
        return super().recv_into(buffer, min(size or len(buffer), SIP), flags)
