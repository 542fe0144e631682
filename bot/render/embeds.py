"""An edition as posts with embeds: where components cannot be, as in forums. Pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.cards import Card, cards_in, is_day
from bot.components import Option, Row, Select, custom_id
from bot.escape import embeddable
from bot.posts import Embed, ForumPost, Post
from bot.render.frame import closing, heading, part_of, pinged, roles
from bot.render.lines import buttons, card_lines, headline, numbered, plainly_about
from bot.render.packing import Weight, chunked, packed
from bot.render.text import joined, label, linked, size
from digests.guilds import Edition, Style

# https://docs.discord.com/developers/resources/message#embed-object-embed-limits
MOST_TITLE = 256
MOST_DESCRIPTION = 4096
MOST_EMBEDS = 10
MOST_IN_EMBEDS = 6000
MOST_ROWS = 5
MOST_LABEL = 100

_ROOM = Weight(MOST_IN_EMBEDS, parts=MOST_EMBEDS)
_MORE = "More on a story…"
_CUT = "more under Sources and Quotes"
# What a digest's and a part's number take at the most, with what parts them.
_MOST_MARK = 40


class _Box(Struct, frozen=True):
    """An embed that shows a card, or a part of one; `ends` with its last part."""

    embed: Embed
    number: int
    card: Card
    ends: bool

    @property
    def weight(self) -> Weight:
        shown = (self.embed.title, self.embed.description, self.embed.footer)
        return Weight(sum(map(size, shown)), parts=1)


def embed_posts(edition: Edition) -> tuple[Post, ...]:
    """Return the posts that show an edition, in order."""
    foot = closing(edition)
    room = _ROOM - Weight(size(foot) + _MOST_MARK, parts=1)
    many = len(edition.digest.stories) > 1 and bool(edition.id)
    boxes = [
        box
        for number, card in enumerate(cards_in(edition), 1)
        for box in _boxes(card, number, edition.style, counted=many)
    ]
    posts = []
    sheets = list(packed(boxes, room, Weight()))
    for part, some in enumerate(sheets, 1):
        embeds = _apart([each.embed for each in some])
        if part == len(sheets):
            embeds.append(Embed(description=f"-# {foot}"))
        embeds[-1] = _signed(embeds[-1], part_of(edition, part))
        posts.append(
            Post(
                content=heading(edition) if part == 1 else "",
                embeds=tuple(embeds),
                components=card_rows(
                    [(each.number, each.card) for each in some if each.ends], edition
                ),
                silent=edition.silent,
                pings=roles(edition) if part == 1 else (),
            )
        )
    return tuple(posts)


def forum_posts(edition: Edition) -> tuple[ForumPost, ...]:
    """Return a post for each story, whose topics name its tags.

    What does not fit its first message is under its buttons.
    """
    posts = []
    for number, card in enumerate(cards_in(edition), 1):
        first = number == 1
        late = heading(edition) if edition.late else pinged(edition)
        starter = Post(
            content=late if first else "",
            embeds=_in_one(card, number, edition.style, part_of(edition, number)),
            components=(buttons(card, edition.id, number),) if edition.id else (),
            silent=edition.silent,
            pings=roles(edition) if first else (),
        )
        name = label(card.headline, MOST_LABEL) or "Untitled"
        posts.append(ForumPost(name, card.topics, starter))
    return tuple(posts)


def card_post(card: Card, digest: int, number: int) -> Post:
    """Return a card alone with its buttons, as a reply to who asked for it."""
    embeds = _in_one(card, number, Style.NEUTRAL, "")
    return Post(embeds=embeds, components=(buttons(card, digest, number),))


def lone_card(card: Card) -> Post:
    """Return a card that stands in no digest, and has no buttons therefore."""
    return Post(embeds=_in_one(card, 1, Style.NEUTRAL, ""))


def _in_one(card: Card, number: int, style: Style, signature: str) -> tuple[Embed, ...]:
    """Return as much of the card as fits one post."""
    boxes = list(_boxes(card, number, style, counted=False))
    some = next(packed(boxes, _ROOM - Weight(_MOST_MARK + len(_CUT)), Weight()))
    *embeds, last = [each.embed for each in some]
    if len(some) < len(boxes):
        last = replace(last, footer=joined([last.footer, _CUT]))
    return (*embeds, _signed(last, signature))


def _boxes(card: Card, number: int, style: Style, *, counted: bool) -> Iterator[_Box]:
    count = f"{number} · " if counted else ""
    texts = _texts(card, style)
    published = card.source.published
    by_hour = published if published and not is_day(published) else None
    for place, text in enumerate(texts):
        last = place == len(texts) - 1
        embed = Embed(
            description=text,
            footer=plainly_about(card) if last else "",
            timestamp=by_hour if last else None,
        )
        if place == 0:
            embed = replace(
                embed,
                title=count + headline(card, MOST_TITLE - len(count)),
                url=embeddable(card.source.link),
                thumbnail=embeddable(card.image),
            )
        yield _Box(embed, number, card, last)


def _texts(card: Card, style: Style) -> list[str]:
    lines = card_lines(card, style)
    if card.source.link and not embeddable(card.source.link):
        lines.append(linked("Read it", card.source.link))
    return chunked(lines, lambda text: size(text) <= MOST_DESCRIPTION) or [""]


def card_rows(ended: Sequence[tuple[int, Card]], edition: Edition) -> tuple[Row, ...]:
    """Return a row of buttons a card; a menu of the cards where there are too many."""
    if not edition.id or not ended:
        return ()
    if len(ended) <= MOST_ROWS:
        apart = len(edition.digest.stories) > 1
        return tuple(
            buttons(card, edition.id, number, apart=apart) for number, card in ended
        )
    options = tuple(
        Option(numbered(number, card, MOST_LABEL), str(number))
        for number, card in ended
    )
    return (Row((Select(custom_id("story", edition.id), options, _MORE),)),)


def _apart(embeds: Sequence[Embed]) -> list[Embed]:
    """Return the embeds so that no two link to one address.

    Discord would take them for one and show the first only.
    """
    had: set[str] = set()
    made = []
    for each in embeds:
        made.append(replace(each, url="") if each.url in had else each)
        had.add(each.url)
    return made


def _signed(embed: Embed, signature: str) -> Embed:
    return replace(embed, footer=joined([embed.footer, signature]))
