"""`/feed`: what a server follows, for those who manage it."""

from bot.client import Offer, together
from bot.commands.feed_adding import adding, testing
from bot.commands.feed_editing import editing
from bot.commands.feed_keeping import keeping
from bot.commands.feed_moving import moving
from bot.commands.groups import group_of
from digests.newsroom import Newsroom

_ORDER = (
    *("add", "remove", "list", "edit", "pause", "resume", "test", "health"),
    *("import", "export"),
)


def feed_offer(newsroom: Newsroom) -> Offer:
    """Return the group, and what its buttons and menus do."""
    made = (adding, keeping, editing, testing, moving)
    offer = together(*(each(newsroom) for each in made))
    commands = sorted(offer.commands, key=lambda each: _ORDER.index(each.name))
    return Offer((group_of("feed", "Follow feeds", commands),), offer.actions)
