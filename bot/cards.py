"""What is shown, wherever it is shown: values between the news and its faces.

Pure. A card holds plain text as it came; each face makes it harmless in its own
way.
"""

import re
from collections.abc import Iterator
from datetime import datetime, time

from msgspec import Struct

from bot.counting import counted, listed
from digests.asked import Answered, Cited, Said, Scope
from digests.guilds import Edition, Placed
from digests.types import (
    Answer,
    Digest,
    KeyQuote,
    Passage,
    Quote,
    Report,
    Story,
    Verdict,
)

_TEXTS = {
    Verdict.FULL: "full text",
    Verdict.TEASER: "teaser only",
    Verdict.PAYWALL: "headline only: the article is behind a paywall",
    Verdict.CONSENT: "headline only: the page shows a consent wall",
    Verdict.HEADLINE: "headline only",
}
_NEXT_PARAGRAPH = re.compile(r"\n\s*[“„«\"‘]?\s*")
_SCOPES = {
    Scope.STORY: "this story",
    Scope.DIGEST: "this digest",
    Scope.CHANNEL: "this channel’s feeds",
    Scope.SERVER: "all that was read here",
}
UNNAMED = "unnamed in the text"
# What a card is said to be made from ends so, where that is true.
TRANSLATED = ", translated by a model"
_NOWHERE = Placed()


class QuoteLine(Struct, frozen=True):
    """A quote without its outer marks, and who said it, as one phrase.

    `outlet` is set where the words come from another report than the card's.
    """

    words: str
    speaker: str
    outlet: str = ""


class Source(Struct, frozen=True):
    """Where something was read; `link` is "" where there is none.

    `jump` is the message that it was posted in, "" where there is none to show.
    """

    outlet: str
    title: str
    link: str
    published: datetime | None
    jump: str = ""


class Card(Struct, frozen=True):
    """One story as it is posted.

    `sentences` are the summary's. `made_from` says which text it was built from;
    `others` are further outlets on the same event; `image` is the address of the
    page's picture, "" where it has none.
    """

    headline: str
    sentences: tuple[str, ...]
    quotes: tuple[QuoteLine, ...]
    source: Source
    made_from: str
    others: tuple[Source, ...] = ()
    topics: tuple[str, ...] = ()
    image: str = ""

    @property
    def summary(self) -> str:
        """The summary as one paragraph."""
        return " ".join(self.sentences)


class AnswerCard(Struct, frozen=True):
    """An answer with its sources, or a refusal with what came nearest.

    `note` says where it was looked for, and where it was found. `told` is the answer in
    a model's words, each sentence with the numbers of those that it stands on; `aside`
    says why there are none though there is a model.
    """

    question: str
    sentences: tuple[tuple[str, Source], ...]
    nearest: tuple[Source, ...]
    note: str = ""
    told: tuple[tuple[str, tuple[int, ...]], ...] = ()
    aside: str = ""


def cards_of(digest: Digest) -> tuple[Card, ...]:
    """Return the digest's cards, the most important first."""
    return tuple(card_of(story) for story in digest.stories)


def cards_in(edition: Edition) -> tuple[Card, ...]:
    """Return the cards of a digest that goes to a channel, with what it adds."""
    stories = edition.digest.stories
    placed = edition.placed or (_NOWHERE,) * len(stories)
    pairs = zip(stories, placed, strict=True)
    return tuple(card_of(story, where) for story, where in pairs)


def card_of(story: Story, placed: Placed = _NOWHERE) -> Card:
    """Return the story's card."""
    lead = story.lead
    return Card(
        headline=lead.article.title or "Untitled",
        sentences=tuple(_sentences(story)),
        quotes=tuple(_line(key, lead) for key in story.key_quotes),
        source=_source(lead),
        made_from=_made_from(story),
        others=tuple(_source(report) for report in story.reports[1:]),
        topics=placed.topics,
        image=placed.image or lead.article.image,
    )


def sources_of(story: Story) -> tuple[Source, ...]:
    """Return where the story was read, the report that its card is built on first."""
    return tuple(_source(report) for report in story.reports)


def quotes_of(story: Story) -> tuple[tuple[QuoteLine, Source], ...]:
    """Return every quote of the story's reports, each report's best first."""
    return tuple(
        (_line(KeyQuote(quote, report.article), report), _source(report))
        for report in story.reports
        for quote in report.quotes
    )


def answer_card(answer: Answer) -> AnswerCard:
    """Return the answer's card."""
    return AnswerCard(
        answer.question,
        tuple((each.text, _read_in(each)) for each in answer.sentences),
        tuple(_read_in(each) for each in answer.nearest) if answer.refused else (),
        told=_worded(answer),
        aside=_aside(answer),
    )


def answered_card(answered: Answered) -> AnswerCard:
    """Return the answer's card; links open the page at the sentence.

    What somebody said stands in quotation marks, with who said it.
    """
    answer, cited = answered.answer, answered.cited
    if answer.refused:
        nearest = zip(answer.nearest, cited, strict=True)
        shown = tuple(_cited_in(each, one) for each, one in nearest)
        places = [_SCOPES[each] for each in (*answered.passed, answered.scope)]
        note = f"Looked for in {listed(places)}."
        return AnswerCard(answer.question, (), shown, note)
    pairs = zip(answer.sentences, cited, strict=True)
    return AnswerCard(
        answer.question,
        tuple((_told(each, one), _cited_in(each, one)) for each, one in pairs),
        (),
        _widened(answered),
        _worded(answer),
        _aside(answer),
    )


def said_line(said: Said) -> tuple[QuoteLine, Source]:
    """Return a quote of the ledger, and where it was read."""
    dated = said.published or said.seen
    source = Source(said.outlet, said.title, said.link, dated, said.jump)
    return _quote_line(said.quote), source


def headline_of_digest(digest: Digest) -> str:
    """Return one line on what the digest was made from."""
    outlets = {
        report.article.outlet
        for story in digest.stories
        for report in story.reports
        if report.article.outlet
    }
    return (
        f"{counted(len(digest.stories), 'story', 'stories')} from "
        f"{counted(digest.articles, 'article', 'articles')}"
        + (f" by {counted(len(outlets), 'outlet', 'outlets')}" if outlets else "")
    )


def is_day(moment: datetime) -> bool:
    """Tell whether a time of publication is a date only.

    A date without a time is kept as midnight, UTC; nobody publishes on its stroke.
    """
    return moment.time() == time.min


def _sentences(story: Story) -> Iterator[str]:
    """Yield the summary; what another outlet alone reports is told as its."""
    if not story.told:
        yield from (each.text for each in story.lead.summary.sentences)
    for each in story.told:
        # An article that is forgotten is a report less than there was.
        told_by = [r for at, r in enumerate(story.reports) if at in each.sources]
        outlets = [r.article.outlet for r in told_by if r.article.outlet]
        elsewhere = outlets and 0 not in each.sources
        yield f"{each.text} ({listed(outlets)})" if elsewhere else each.text


def _made_from(story: Story) -> str:
    translated = any(each.original for each in story.told)
    text = _TEXTS[story.lead.article.verdict]
    return text + TRANSLATED if translated else text


def _line(key: KeyQuote, lead: Report) -> QuoteLine:
    elsewhere = key.article.identity != lead.article.identity
    return _quote_line(key.quote, key.article.outlet if elsewhere else "")


def _quote_line(quote: Quote, outlet: str = "") -> QuoteLine:
    # A paragraph that goes on with a quote repeats its mark; a comma before the
    # closing mark belongs to the sentence around it. Neither is anybody's word.
    words = _NEXT_PARAGRAPH.sub(" ", quote.text).rstrip(" ,，、")
    speaker = _speaker(quote.speaker, quote.role)
    return QuoteLine(" ".join(words.split()), speaker, outlet)


def _speaker(name: str | None, role: str | None) -> str:
    if not name:
        return UNNAMED
    return f"{name}, {role}" if role else name


def _source(report: Report) -> Source:
    article = report.article
    return Source(article.outlet, article.title, article.url, article.published)


def _read_in(passage: Passage) -> Source:
    return Source(passage.outlet, passage.title, passage.url, passage.published)


def _cited_in(passage: Passage, cited: Cited) -> Source:
    dated = passage.published
    return Source(passage.outlet, passage.title, cited.link, dated, cited.jump)


def _widened(answered: Answered) -> str:
    """Return in words where the answer was found, and what held none before that."""
    found = _SCOPES[answered.scope]
    without = [_SCOPES[each] for each in answered.passed]
    without += ["that outlet"] if answered.elsewhere else []
    without += ["that time"] if answered.undated else []
    if not without:
        return f"From {found}."
    return f"Nothing in {listed(without, 'or')}; this is from {found}."


def _worded(answer: Answer) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the answer in a model's words, its sources by numbers from 1."""
    return tuple(
        (each.text, tuple(source + 1 for source in each.sources))
        for each in answer.told
    )


def _aside(answer: Answer) -> str:
    if not answer.aside:
        return ""
    return f"In the articles’ own sentences, without a model: {answer.aside}."


def _told(passage: Passage, cited: Cited) -> str:
    if not cited.said:
        return passage.text
    return f"“{passage.text}” — {_speaker(cited.speaker, cited.role)}"
