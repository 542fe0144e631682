"""The bundled sample: a feed, the saved pages behind it, and a question."""

import json
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from digests.newsroom import SavedWeb

_FOLDER = Path(str(files("bot") / "sample"))


class Sample(Struct, frozen=True):
    """What `pullquote try` reads where nothing is named."""

    feed: Path
    web: SavedWeb
    question: str


def load_sample() -> Sample:
    """Return the sample; its web holds its own pages and nothing else."""
    index = json.loads((_FOLDER / "index.json").read_text(encoding="utf8"))
    pages = {
        url: (_FOLDER / "pages" / name).read_bytes()
        for url, name in index["pages"].items()
    }
    web = SavedWeb(pages, "text/html; charset=utf-8")
    return Sample(_FOLDER / "feed.xml", web, index["question"])
