"""All that the bot can be asked to do."""

from bot.client import Offer, together
from bot.commands.ask import ask_offer
from bot.commands.bot import bot_offer
from bot.commands.cards import cards_offer
from bot.commands.digest import Delivered, digest_offer
from bot.commands.feed import feed_offer
from bot.commands.hearing import hearing_offer
from bot.commands.help import help_offer
from bot.commands.link import link_offer
from bot.commands.news import news_offer
from bot.commands.quotes import quotes_offer
from bot.commands.setup import setup_offer
from bot.commands.topic import topic_offer
from bot.commands.why import why_offer
from digests.newsroom import Newsroom


def offer_of(newsroom: Newsroom, delivered: Delivered) -> Offer:
    """Return every command, and what is done about buttons, menus, forms, messages.

    `delivered` waits until an edition is delivered.
    """
    return together(
        setup_offer(newsroom, delivered),
        feed_offer(newsroom),
        digest_offer(newsroom, delivered),
        topic_offer(newsroom),
        bot_offer(newsroom),
        news_offer(newsroom),
        ask_offer(newsroom),
        hearing_offer(newsroom),
        quotes_offer(newsroom),
        cards_offer(newsroom),
        link_offer(newsroom),
        why_offer(newsroom),
        help_offer(newsroom),
    )
