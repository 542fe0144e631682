"""What stands behind a card: sources, all quotes, an answer's passages. Pure."""

from collections.abc import Iterator

from bot.cards import (
    AnswerCard,
    QuoteLine,
    Source,
    answer_card,
    answered_card,
    card_of,
    quotes_of,
    sources_of,
)
from bot.counting import counted
from bot.posts import Embed, Post
from bot.render.embeds import card_post, lone_card
from bot.render.packing import chunked
from bot.render.pages import MOST_PAGE, listing
from bot.render.text import (
    MOST_NAME,
    fit,
    in_parts,
    joined,
    linked,
    named,
    quoted,
    size,
    when,
)
from digests.asked import Answered
from digests.shelved import StoredStory
from digests.types import Answer, KeyQuote, Report, Story

_MOST_TITLE = 256
_MOST_SENTENCE = 2000
_MOST_QUOTES = 3
_NOT_READ = "I have not read anything about that."


def story_post(stored: StoredStory) -> Post:
    """Return a digest's story alone, with its buttons."""
    return card_post(card_of(_story(stored)), stored.digest, stored.number)


def sources_post(stored: StoredStory, page: int = 0) -> Post:
    """Return a page of where the story was read; buttons have the page as last."""
    lines = [f"- {_told_of(each)}" for each in sources_of(_story(stored))]
    return _listed("sources", stored, lines, page)


def quotes_post(stored: StoredStory, page: int = 0) -> Post:
    """Return a page of all that is quoted in the story, with speakers and sources."""
    lines = [_said(quote, source) for quote, source in quotes_of(_story(stored))]
    fit_ = [each for each in lines if size(each) <= MOST_PAGE]
    if left := len(lines) - len(fit_):
        quotes = counted(left, "quote is", "quotes are")
        fit_.append(f"-# {quotes} too long to be shown here: see Sources.")
    return _listed("quotes", stored, fit_, page)


def headline_of(stored: StoredStory) -> str:
    """Return the headline of the story's card, as it came."""
    return card_of(_story(stored)).headline


def report_post(report: Report) -> Post:
    """Return the card of a report that stands in no digest, without buttons."""
    keys = tuple(KeyQuote(q, report.article) for q in report.quotes[:_MOST_QUOTES])
    return lone_card(card_of(Story((report,), keys)))


def answer_posts(answer: Answer) -> tuple[Post, ...]:
    """Return the posts that answer a question, with its sources, or refuse; in order.

    There is one, but for an answer that does not fit.
    """
    return _posts(answer_card(answer))


def answered_posts(answered: Answered, *below: str) -> tuple[Post, ...]:
    """Return the same, with links to the sentences and to where they were posted.

    `below` are lines of ours to end in.
    """
    return _posts(answered_card(answered), below)


def _posts(card: AnswerCard, below: tuple[str, ...] = ()) -> tuple[Post, ...]:
    lines = list(_answered(card) if card.sentences else _refused(card))
    lines += [f"-# {each}" for each in below]
    texts = chunked(lines, lambda text: size(text) <= MOST_PAGE)
    title = fit(card.question, _MOST_TITLE)
    return tuple(
        Post(embeds=(Embed("" if number else title, text),))
        for number, text in enumerate(texts)
    )


def _story(stored: StoredStory) -> Story:
    lead = stored.reports[0]
    best = lead.quotes[:_MOST_QUOTES]
    keys = tuple(KeyQuote(q, lead.article) for q in best)
    return Story(stored.reports, keys, stored.told)


def _listed(action: str, stored: StoredStory, lines: list[str], page: int) -> Post:
    title = f"{action.title()}: {headline_of(stored)}"
    return listing(title, lines, page, action, stored.digest, stored.number)


def _said(quote: QuoteLine, source: Source) -> str:
    return f"{quoted(quote)}\n-# {joined([named(source), when(source.published)])}"


def _answered(card: AnswerCard) -> Iterator[str]:
    if card.note:
        yield f"-# {card.note}"
    for words, numbers in card.told:
        marks = "".join(f"[{number}]" for number in numbers)
        yield f"{fit(words, _MOST_SENTENCE)} {marks}"
    for number, (sentence, source) in enumerate(card.sentences, 1):
        if card.told:
            yield f"[{number}] {_told_of(source)}"
            continue
        # A quote is never cut: what no page holds goes on in the next one.
        *before, last = in_parts(sentence, _MOST_SENTENCE)
        yield from before
        yield f"{last} [{number}]\n[{number}] {_told_of(source)}"
    if card.aside:
        yield f"-# {card.aside}"


def _refused(card: AnswerCard) -> Iterator[str]:
    if card.note:
        yield f"-# {card.note}"
    yield _NOT_READ
    for source in card.nearest:
        yield f"Nearest: {_told_of(source)}"


def _told_of(source: Source) -> str:
    outlet = fit(source.outlet, MOST_NAME)
    posted = linked("posted here", source.jump) if source.jump else ""
    dated = when(source.published)
    return joined([named(source, source.title), outlet, dated, posted])
