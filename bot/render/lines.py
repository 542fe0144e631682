"""A card as lines of markdown, whichever way they are set. Pure.

Foreign words in them are harmless. A line is never torn: each is short enough for
a post of its own, but for a quote that is not, which is then left out.
"""

from bot.cards import Card, is_day
from bot.components import Button, Row, custom_id
from bot.escape import link, strange_host
from bot.render.text import (
    MOST_NAME,
    day,
    fit,
    fit_sentences,
    joined,
    label,
    named,
    quoted,
    size,
    when,
)
from digests.guilds import Style

_MOST_SUMMARY = 1200
_MOST_OTHERS = 1200
_MOST_TOPICS = 3


def card_lines(card: Card, style: Style) -> list[str]:
    """Return summary, quotes and other outlets."""
    return [*_summary(card, style), *map(quoted, card.quotes), *_others(card)]


def about(card: Card) -> str:
    """Return where the card is from, when, and what it was made from, as markdown."""
    return joined(
        [
            fit(card.source.outlet, MOST_NAME),
            when(card.source.published),
            card.made_from,
            ", ".join(fit(each, MOST_NAME) for each in card.topics[:_MOST_TOPICS]),
        ]
    )


def plainly_about(card: Card) -> str:
    """Return the same for an embed's footer, which shows the hour by itself."""
    published = card.source.published
    dated = "undated" if published is None else ""
    return joined(
        [
            label(card.source.outlet, MOST_NAME),
            label(strange_host(link(card.source.link)), MOST_NAME),
            day(published) if published and is_day(published) else dated,
            card.made_from,
            ", ".join(label(each, MOST_NAME) for each in card.topics[:_MOST_TOPICS]),
        ]
    )


def buttons(card: Card, digest: int, number: int, *, apart: bool = False) -> Row:
    """Return the card's buttons; `apart` where they do not stand by the card."""
    actions = ["sources", *(["quotes"] if card.quotes else []), "ask"]
    return Row(
        tuple(
            Button(
                f"{number} · {action.title()}" if apart else action.title(),
                custom_id(action, digest, number),
            )
            for action in actions
        )
    )


def headline(card: Card, limit: int) -> str:
    """Return the headline, harmless and cut between words."""
    return fit(card.headline, limit) or "Untitled"


def numbered(number: int, card: Card, limit: int) -> str:
    """Return number and headline for where no markdown is read."""
    return label(f"{number} · {card.headline}", limit)


def _summary(card: Card, style: Style) -> list[str]:
    sentences = card.sentences[:1] if style is Style.BRIEF else card.sentences
    kept = fit_sentences(sentences, _MOST_SUMMARY)
    if style is Style.BULLET:
        return [f"- {each}" for each in kept]
    return [" ".join(kept)] if kept else []


def _others(card: Card) -> list[str]:
    lines: list[str] = []
    for link_ in map(named, card.others):
        longer = f"{lines[-1]}, {link_}" if lines else ""
        if longer and size(longer) <= _MOST_OTHERS:
            lines[-1] = longer
        else:
            lines.append(f"Also: {link_}")
    return lines
