"""Small mixed streams, as one channel sees them in a day, with look-alikes.

Each text file is a stream: reports headed `## event | outlet | hours | title`,
on invented events. Reports of one event share its name.
"""

import re
from datetime import timedelta
from pathlib import Path

from digests.types import Article
from tests.builders import NOON, an_article

STREAMS = sorted(path.stem for path in Path(__file__).parent.glob("*.txt"))
_HEAD = re.compile(r"^## (.+) \| (.+) \| (.+) \| (.+)\n", re.MULTILINE)


def stream(name: str) -> tuple[list[str], list[Article]]:
    """The events and the articles of a stream, in the order of its file."""
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf8")
    _, *parts = _HEAD.split(text)
    rows = [parts[i : i + 5] for i in range(0, len(parts), 5)]
    articles = [
        an_article(
            body.strip(),
            outlet=outlet,
            title=title,
            url=f"https://{name}.example/{place}",
            published=NOON + timedelta(hours=float(hours)),
        )
        for place, (_, outlet, hours, title, body) in enumerate(rows)
    ]
    return [event for event, *_ in rows], articles
