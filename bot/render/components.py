"""An edition as posts of Components V2: each card in a box, with its buttons. Pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.cards import Card, cards_in
from bot.components import Component, Container, Row, Section, Text, Thumbnail
from bot.escape import embeddable
from bot.posts import Embed, Post
from bot.render.embeds import card_rows
from bot.render.frame import closing, heading, part_of, roles
from bot.render.lines import about, buttons, card_lines, headline
from bot.render.packing import Weight, chunked, packed
from bot.render.text import joined, linked, size
from digests.guilds import Edition

# https://docs.discord.com/developers/components/reference; the bytes are not in
# the documentation, but more of them are answered with 500:
# https://github.com/discord/discord-api-docs/pull/8562
MOST_COMPONENTS = 40
MOST_IN_TEXTS = 4000
MOST_OCTETS = 10_170
OCTETS_PER_TEXT = 12

_MOST_HEADLINE = 256
_POST = Weight(MOST_IN_TEXTS, MOST_OCTETS, MOST_COMPONENTS)


class _Box(Struct, frozen=True):
    """A card, or a part of one that fits no post as a whole; `row` ends it."""

    text: str
    number: int
    card: Card
    image: str = ""
    row: Row | None = None

    @property
    def weight(self) -> Weight:
        row = Weight(parts=1 + len(self.row.items)) if self.row else Weight()
        # The box itself; a picture comes with a section around it.
        return _weight(self.text) + row + Weight(parts=3 if self.image else 1)

    def component(self) -> Container:
        text: Component = Text(self.text)
        if self.image:
            text = Section((Text(self.text),), Thumbnail(self.image))
        return Container((text, self.row) if self.row else (text,))


class Part(Struct, frozen=True):
    """One post of an edition, the same with embeds, and the numbers of its cards."""

    post: Post
    plain: Post
    cards: tuple[int, ...]


def component_posts(edition: Edition) -> tuple[Post, ...]:
    """Return the posts that show an edition, in order."""
    return tuple(each.post for each in component_parts(edition))


def component_parts(edition: Edition) -> tuple[Part, ...]:
    """Return the posts that show an edition, each with what may stand for it."""
    head, foot = heading(edition), closing(edition)
    # The longest of marks stands for them all.
    below = _weight(_below(foot, part_of(edition, 10_000)))
    boxes = [
        box
        for number, card in enumerate(cards_in(edition), 1)
        for box in _boxes(card, number, edition, _POST - below)
    ]
    sheets = list(packed(boxes, _POST - below, _weight(head)))
    return tuple(
        _part(
            some,
            edition,
            (head if part == 1 else "", foot if part == len(sheets) else ""),
            part,
        )
        for part, some in enumerate(sheets, 1)
    )


def _part(
    some: Sequence[_Box], edition: Edition, around: tuple[str, str], part: int
) -> Part:
    """Return a post with what stands around its boxes, head and foot."""
    (head, foot), marked = around, part_of(edition, part)
    below = _below(foot, marked)
    components: list[Component] = [Text(head)] if head else []
    components += [each.component() for each in some]
    components += [Text(below)] if below else []
    pings = roles(edition) if part == 1 else ()
    post = Post(components=tuple(components), silent=edition.silent, pings=pings)
    plain = Post(
        content=head,
        embeds=_embeds(some, foot, marked),
        components=card_rows([(x.number, x.card) for x in some if x.row], edition),
        silent=edition.silent,
        pings=pings,
    )
    return Part(post, plain, tuple(dict.fromkeys(each.number for each in some)))


def _embeds(some: Sequence[_Box], foot: str, marked: str) -> tuple[Embed, ...]:
    """Return the boxes of a post as embeds, which take no more room."""
    embeds = [Embed(description=each.text, thumbnail=each.image) for each in some]
    if foot or not embeds:
        embeds.append(Embed(description=f"-# {foot or '…'}"))
    embeds[-1] = replace(embeds[-1], footer=marked)
    return tuple(embeds)


def _below(foot: str, marked: str) -> str:
    told = joined([foot, marked])
    return f"-# {told}" if told else ""


def _boxes(card: Card, number: int, edition: Edition, room: Weight) -> Iterator[_Box]:
    row = buttons(card, edition.id, number) if edition.id else None
    image = embeddable(card.image)
    title = linked(headline(card, _MOST_HEADLINE), card.source.link)
    lines = [f"### {title}", *card_lines(card, edition.style), f"-# {about(card)}"]

    def fits(text: str) -> bool:
        return _Box(text, number, card, image, row).weight.within(room)

    texts = chunked(lines, fits)
    for place, text in enumerate(texts):
        last = place == len(texts) - 1
        picture = image if place == 0 else ""
        yield _Box(text, number, card, picture, row if last else None)


def _weight(text: str) -> Weight:
    octets = len(text.encode()) + OCTETS_PER_TEXT
    return Weight(size(text), octets, 1) if text else Weight()
