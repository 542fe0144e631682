"""Cards to Discord's posts: the one place that knows its limits. Pure.

A text that is too long is cut between words, a quote is shown whole or not at
all, and cards that do not fit into one post go into the next.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.cards import (
    AnswerCard,
    Card,
    QuoteLine,
    Source,
    answer_card,
    cards_of,
    headline_of_digest,
    is_day,
)
from bot.escape import harmless, link
from digests.types import Answer, Digest

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
MOST_CONTENT = 2000
MOST_TITLE = 256
MOST_DESCRIPTION = 4096
MOST_FOOTER = 2048
MOST_EMBEDS = 10
MOST_IN_ALL = 6000

_NAME = 200
_SHORTEST_HEAD = 200
_NOT_READ = "I have not read anything about that."


@dataclass(frozen=True, slots=True)
class Embed:
    """One card as Discord takes it; `url` is "" where the title links nowhere."""

    title: str
    description: str
    url: str = ""
    footer: str = ""
    timestamp: datetime | None = None

    @property
    def size(self) -> int:
        """How much of a post's 6000 characters it takes."""
        return sum(size(each) for each in (self.title, self.description, self.footer))


@dataclass(frozen=True, slots=True)
class Post:
    """One message."""

    content: str
    embeds: tuple[Embed, ...]


def digest_posts(digest: Digest) -> tuple[Post, ...]:
    """Return the posts that show a digest, in order."""
    embeds = [_card(card) for card in cards_of(digest)]
    head = f"**{harmless(headline_of_digest(digest))}**"
    posts = []
    for number, some in enumerate(_packed(embeds)):
        posts.append(Post("" if number else head, tuple(some)))
    return tuple(posts)


def answer_post(answer: Answer) -> Post:
    """Return the post that answers a question, with its sources, or refuses."""
    card = answer_card(answer)
    lines = list(_answered(card) if card.sentences else _refused(card))
    title = fit(card.question, MOST_TITLE)
    return Post("", (Embed(title, _joined(lines, MOST_DESCRIPTION)),))


def size(text: str) -> int:
    """Return a text's length as Discord counts it: in UTF-16 units, to be safe."""
    return len(text) + sum(each > "\uffff" for each in text)


def fit(text: str, limit: int) -> str:
    """Return the text made harmless, cut between words to the limit."""
    whole = harmless(text)
    keep = limit
    while size(whole) > limit:
        keep = keep * limit // (size(whole) + 1)
        whole = harmless(cut(text, keep))
    return whole


def cut(text: str, limit: int) -> str:
    """Return the text's beginning with an ellipsis, at most so many characters.

    Cut before a quote that would stay open and after a word; where neither is
    near, never inside what a reader sees as one character.
    """
    if len(text) <= limit:
        return text
    opened = text.rfind("“", 0, limit)
    if opened > 0 and text[:opened].strip() and "”" not in text[opened : limit - 1]:
        return text[:opened].rstrip() + "…"
    end = max(0, limit - 1)
    space = text.rfind(" ", end // 2, end + 1)
    if space > 0:
        return text[:space].rstrip() + "…"
    while end and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end] + "…"


def _joins(character: str) -> bool:
    """Tell whether a character belongs to the one before it."""
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf", "Sk"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U0001f1e6" <= character <= "\U0001f1ff"
    )


def _packed(embeds: Sequence[Embed]) -> Iterator[list[Embed]]:
    some: list[Embed] = []
    for embed in embeds:
        full = len(some) == MOST_EMBEDS
        if some and (full or sum(e.size for e in some) + embed.size > MOST_IN_ALL):
            yield some
            some = []
        some.append(embed)
    if some:
        yield some


def _card(card: Card) -> Embed:
    lines = (
        [fit(card.summary, MOST_DESCRIPTION - _SHORTEST_HEAD)] if card.summary else []
    )
    lines += [_quote(each) for each in card.quotes]
    if card.others:
        lines.append("Also: " + ", ".join(_linked(each) for each in card.others))
    published = card.source.published
    by_day = published is not None and is_day(published)
    parts = [
        fit(card.source.outlet, _NAME),
        _when(card.source) if by_day else "",
        card.made_from,
    ]
    return Embed(
        title=fit(card.headline, MOST_TITLE),
        description=_joined(lines, MOST_DESCRIPTION),
        url=link(card.source.link),
        footer=" · ".join(part for part in parts if part),
        timestamp=None if by_day else published,
    )


def _quote(quote: QuoteLine) -> str:
    outlet = f" (in {fit(quote.outlet, _NAME)})" if quote.outlet else ""
    return f"> “{harmless(quote.words)}” — {fit(quote.speaker, _NAME)}{outlet}"


def _answered(card: AnswerCard) -> Iterator[str]:
    for number, (sentence, source) in enumerate(card.sentences, 1):
        yield f"{fit(sentence, MOST_DESCRIPTION // 2)} [{number}]"
        yield f"[{number}] {_told_of(source)}"


def _refused(card: AnswerCard) -> Iterator[str]:
    yield _NOT_READ
    for source in card.nearest:
        yield f"Nearest: {_told_of(source)}"


def _told_of(source: Source) -> str:
    parts = [_linked(source, source.title), fit(source.outlet, _NAME), _when(source)]
    return " · ".join(part for part in parts if part)


def _linked(source: Source, text: str = "") -> str:
    shown = fit(text or source.outlet or source.title or "source", _NAME)
    address = link(source.link)
    return f"[{shown}](<{address}>)" if address else shown


def _when(source: Source) -> str:
    if source.published is None:
        return "undated"
    if is_day(source.published):
        # Discord would show a moment, and in some zones that of the day before.
        return f"{source.published.day} {source.published:%B %Y}"
    return f"<t:{int(source.published.timestamp())}:f>"


def _joined(lines: Sequence[str], limit: int) -> str:
    """Return the lines that fit, as paragraphs; what does not fit is left out."""
    text = ""
    for line in lines:
        longer = f"{text}\n{line}" if text else line
        if size(longer) <= limit:
            text = longer
    return text
