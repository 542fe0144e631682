"""Loaded by every Python that has this folder on its path: notes each connection.

An audit hook sees what a process connects to, through whatever library.
"""

import os
import sys
from pathlib import Path

_NOTES = os.environ.get("PULLQUOTE_CONNECTS")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        # Unix sockets lead to our own processes.
        if isinstance(address, tuple):
            with Path(_NOTES or os.devnull).open("a", encoding="utf8") as notes:
                notes.write(f"{address[0]}:{address[1]}\n")
    elif event == "socket.getaddrinfo":
        with Path(_NOTES or os.devnull).open("a", encoding="utf8") as notes:
            notes.write(f"lookup {arguments[0]}\n")


if _NOTES:
    sys.addaudithook(_watch)
