"""What `/news` says of articles and feeds, a line or two each. Pure."""

from bot.cards import Source
from bot.render.text import fit, joined, linked, named, when
from digests.shelved import Item, Outlet

_MOST_WORDS = 240
_NAME = 200


def item_line(item: Item) -> str:
    """Return an article: its headline, linked; a sentence of it; whose and when."""
    source = Source(item.outlet, item.title, item.url, item.published)
    told = joined([fit(item.outlet, _NAME), when(item.published or item.seen)])
    words = fit(item.words, _MOST_WORDS)
    lines = [f"**{named(source, item.title)}**", words, f"-# {told}"]
    return "\n".join(line for line in lines if line)


def outlet_line(outlet: Outlet) -> str:
    """Return a feed: its title, linked to its site, its topic and its channel."""
    title = linked(fit(outlet.title, _NAME), outlet.link)
    channel = f"<#{outlet.channel}>" if outlet.channel else "every channel"
    return joined([title, fit(outlet.topic, _NAME), channel])
