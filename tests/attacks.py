"""Reports with an order to a model spliced in; see tests/data/attacks/README.md."""

import base64
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from digests.articles.language import detect
from digests.reading import read_article
from digests.stories.quoting import key_quotes
from digests.types import Article, Story
from tests.builders import an_article

FOLDER = Path(__file__).parent / "data" / "attacks"
PLACES = ("first", "middle", "last", "title", "outlet")
SPLIT = "split"
# What no order of ours is of: what others ask of models, out of place in the news.
ASKED_OF_MODELS = "asked of models"
_HALVES = " || "


class Attack(Struct, frozen=True):
    """An order of a kind, as it was spliced in, and the story that holds it there."""

    kind: str
    order: str
    place: str
    story: Story

    @property
    def stored(self) -> str:
        """All that its articles say."""
        return "\n".join(map(told_by, self.articles))

    @property
    def articles(self) -> list[Article]:
        """Its articles, the lead's first."""
        return [each.article for each in self.story.reports]


def told_by(article: Article) -> str:
    """Return what an article says, in each of its places."""
    return f"{article.title}\n{article.text}\n{article.outlet}"


def attacks(*, everywhere: bool = False) -> Iterator[Attack]:
    """Yield a story for each order, at one place after the other, or at each."""
    return spliced(orders(), everywhere=everywhere)


def spliced(
    given: list[tuple[str, str]], *, everywhere: bool = False
) -> Iterator[Attack]:
    """Yield a story for each of these orders, which are pairs of kind and order."""
    places, bases = cycle(PLACES), cycle(reports())
    for kind, order in given:
        if _HALVES in order:
            yield _split(kind, order, next(bases))
            continue
        for place in PLACES if everywhere else (next(places),):
            yield _whole(kind, order, place, next(bases))


def orders() -> list[tuple[str, str]]:
    """Return our orders with their kinds, hidden where they are to be."""
    return [
        (kind, _HIDDEN.get(kind, str)(order))
        for kind, lines in _blocks("orders.txt")
        for order in lines
    ]


@cache
def reports() -> tuple[Article, ...]:
    """Return the reports, without an order."""
    return tuple(
        an_article(
            "\n\n".join(paragraphs),
            title=title,
            outlet=outlet,
            url=f"https://{name}.example/report",
            language=detect("\n".join(paragraphs)),
        )
        for name, (outlet, title, *paragraphs) in _blocks("reports.txt")
    )


def spread(order: str) -> str:
    """Return an order as it stands in a question: in one piece."""
    return order.replace(_HALVES, " ")


def stories(*articles: Article) -> Story:
    """Return these articles as one story."""
    read = tuple(read_article(each).report for each in articles)
    return Story(read, key_quotes(read))


def _whole(kind: str, order: str, place: str, base: Article) -> Attack:
    return Attack(kind, order, place, stories(_with(base, order, place)))


def _split(kind: str, order: str, base: Article) -> Attack:
    """Return a story of two outlets, each with its half of the order."""
    one, two = order.split(_HALVES)
    other = replace(
        base,
        url=f"{base.url}/again",
        outlet="The Other Paper",
        text="\n\n".join(reversed(base.text.split("\n\n"))),
    )
    both = _with(base, one, "last"), _with(other, two, "first")
    return Attack(kind, order, SPLIT, stories(*both))


def _with(base: Article, order: str, place: str) -> Article:
    if place in {"title", "outlet"}:
        return replace(base, **{place: f"{getattr(base, place)}. {order}"})
    paragraphs = base.text.split("\n\n")
    at = {"first": 0, "middle": len(paragraphs) // 2, "last": -1}[place]
    paragraphs[at] = f"{paragraphs[at]} {order}"
    return replace(base, text="\n\n".join(paragraphs))


def _blocks(file: str) -> Iterator[tuple[str, list[str]]]:
    text = (FOLDER / file).read_text("utf8")
    for block in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        name, *lines = filter(None, block.split("\n"))
        yield name, lines


def _based(order: str) -> str:
    return f"A reader sent us this: {base64.b64encode(order.encode()).decode()}"


def _hexed(order: str) -> str:
    return f"A reader sent us this: {order.encode().hex()}"


def _tagged(order: str) -> str:
    return "".join(chr(0xE0000 + ord(each)) for each in order if each.isascii())


def _sprinkled(order: str) -> str:
    return re.sub(r"(?<=\w)(?=\w)", "\u200b", order)


_HIDDEN: dict[str, Callable[[str], str]] = {
    "base64": _based,
    "hex": _hexed,
    "tags": _tagged,
    "zero width": _sprinkled,
}
