"""Gather what a person named: files, folders, addresses, standard input."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

from digests.errors import ParseError, SourceError
from digests.sources import FEED_LIMIT, Document, SourceReader

_READABLE = frozenset(
    {".html", ".htm", ".xhtml", ".txt", ".xml", ".rss", ".atom", ".rdf", ".json"}
)


def is_address(source: str) -> bool:
    """Tell whether a source names something on the web."""
    return source.lower().startswith(("http://", "https://"))


def named_files(source: str) -> Iterator[str]:
    """Yield the source itself, or a folder's readable files in order of name."""
    path = Path(source)
    if is_address(source) or not path.is_dir():
        yield source
        return
    for each in sorted(path.rglob("*")):
        if each.is_file() and each.suffix.lower() in _READABLE:
            yield str(each)


async def load(source: str, reader: SourceReader) -> Document:
    """Return what the source holds, from the web, the disk or "-".

    Raises:
        SourceError: It cannot be had, or is too large to be a feed or a page.

    """
    if is_address(source):
        return await reader.fetch(source)
    body = await asyncio.to_thread(_bytes, source)
    return Document(source, body)


def _bytes(source: str) -> bytes:
    if source == "-":
        body = sys.stdin.buffer.read(FEED_LIMIT + 1)
        _check_size(source, len(body))
        return body
    path = Path(source)
    if not path.exists():
        raise SourceError(source, _missing(source))
    try:
        _check_size(source, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise SourceError(source, f"it cannot be read: {error.strerror}") from error


def _check_size(source: str, size: int) -> None:
    if size > FEED_LIMIT:
        told = "" if source == "-" else f": {size / 1024 / 1024:.0f} MB"
        raise ParseError(
            source, f"it is too large{told}; the limit is {FEED_LIMIT >> 20} MB"
        )


def _missing(source: str) -> str:
    if "." in source and "/" not in source and not source.startswith("."):
        return "there is no such file; an address begins with http:// or https://"
    return "there is no such file or folder; check the path"
