"""Gather what a person named: files, folders, addresses, standard input."""

import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit

from digests.errors import ParseError, SourceError
from digests.limits import FEED_BYTES
from digests.sources import Document, SourceReader

_READABLE = frozenset(
    {".html", ".htm", ".xhtml", ".txt", ".xml", ".rss", ".atom", ".rdf", ".json"}
)
_PIPE = "-"
_AT_MOST = (
    f"the limit is {FEED_BYTES >> 20} MB; save the report alone, without its pictures"
)


def is_address(source: str) -> bool:
    """Tell whether a source names something on the web."""
    return source.lower().startswith(("http://", "https://"))


def named_files(source: str) -> tuple[str, ...]:
    """Return the source itself, or a folder's readable files in order of name.

    Raises:
        SourceError: The folder holds none.

    """
    path = Path(source)
    if not source or is_address(source) or not path.is_dir():
        return (source,)
    try:
        found = tuple(str(each) for each in sorted(path.rglob("*")) if _wanted(each))
    except OSError as error:
        raise SourceError(source, _not_read(error)) from error
    if not found:
        raise SourceError(
            source,
            "there is nothing to read in that folder; saved pages, feeds and texts "
            "end in .html, .xml, .json or .txt",
        )
    return found


def _wanted(path: Path) -> bool:
    """Tell whether a file is one that somebody saved to be read.

    Not what is hidden, nor what a browser keeps beside a page it saves whole.
    """
    folders = path.parts[:-1]
    aside = any(name.startswith(".") and name.strip(".") for name in path.parts)
    parts_of_a_page = any(name.endswith("_files") for name in folders)
    readable = path.suffix.lower() in _READABLE and path.is_file()
    return readable and not aside and not parts_of_a_page


async def load(source: str, reader: SourceReader) -> Document:
    """Return what the source holds, from the web, the disk or "-".

    Raises:
        SourceError: It cannot be had, or is too large to be a feed or a page.

    """
    if is_address(source):
        return await reader.fetch(source)
    return Document(source, await asyncio.to_thread(_bytes, source))


def _bytes(source: str) -> bytes:
    path = Path(source)
    if source != _PIPE and (not source.strip() or not path.exists()):
        raise SourceError(source, _missing(source))
    try:
        if source == _PIPE:
            body = sys.stdin.buffer.read(FEED_BYTES + 1)
        else:
            # A pipe or a device has no size, and maybe no end.
            with path.open("rb") as file:
                body = file.read(FEED_BYTES + 1)
    except OSError as error:
        raise SourceError(source, _not_read(error)) from error
    if len(body) > FEED_BYTES:
        raise ParseError(source, f"it is too large{_told_size(path)}; {_AT_MOST}")
    return body


def _told_size(path: Path) -> str:
    return f": {path.stat().st_size >> 20} MB" if path.is_file() else ""


def _not_read(error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return f"it cannot be read ({reason}); check what you may read there"


def _missing(source: str) -> str:
    if not source.strip():
        return "a source has no name; give a file, a folder or an address"
    if urlsplit(source).scheme and "://" in source:
        return "only http and https addresses are read"
    if "." in source and "/" not in source and not source.startswith("."):
        return "there is no such file; an address begins with http:// or https://"
    return "there is no such file or folder; check the path"
