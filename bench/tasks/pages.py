"""Predict the text of news pages, whose HTML stands in a folder of its own."""

import gzip
import json
from pathlib import Path

from digests.articles.extract import extract
from digests.errors import ParseError


def predict(data: Path, pages: Path) -> dict[str, str]:
    """Return the text of every page by its file name, "" where none is found."""
    rows = json.loads(data.read_text(encoding="utf8"))
    return {
        name: read(pages / name, (row or {}).get("url", ""))
        for name, row in rows.items()
    }


def read(page: Path, url: str) -> str:
    """Return the text of one page, gzipped or not."""
    body = page.read_bytes()
    if page.suffix == ".gz":
        body = gzip.decompress(body)
    try:
        return extract(body, url or page.name).text
    except ParseError:
        return ""
