"""Read an article's quotes: what was said, by whom, and how much it matters.

The one door to the rest of the package.
"""

from collections.abc import Iterator

from msgspec import Struct

from digests.quotes import lexicon
from digests.quotes.accept import Standing, judge
from digests.quotes.antecedents import NOBODY, Source
from digests.quotes.find import Span, find_spans, turn_of
from digests.quotes.ideographs import LANGUAGES, judge_unparted, source_beside
from digests.quotes.importance import weigh, without_its_half
from digests.quotes.mentions import find_mentions
from digests.quotes.names import Names
from digests.quotes.narration import Narration, narrate
from digests.quotes.people import Cast
from digests.quotes.saying import cue_of, kind_of
from digests.quotes.speakers import Attribution, attribute
from digests.types import Quote, QuoteKind, Sentence

# No report holds more; what does is not a report.
_MOST_SPANS = 1000


def read_quotes(
    text: str, sentences: tuple[Sentence, ...], language: str
) -> tuple[Quote, ...]:
    """Return the article's quotes, most important first.

    `text[quote.start:quote.end] == quote.text` holds for each, and no two
    overlap. Labels, titles and scare quotes are left out.
    """
    spans = find_spans(text)[:_MOST_SPANS]
    if not spans:
        return ()
    narration = narrate(text, spans, sentences, language)
    quotes = _Reading(narration).quotes(spans)
    return tuple(sorted(quotes, key=lambda quote: -quote.weight))


class _Told(Struct, frozen=True):
    """What is known of how a quote came about."""

    source: Source = NOBODY
    mention: tuple[int, int] | None = None
    kind: QuoteKind = QuoteKind.DIRECT
    cue: str | None = None


class _Reading:
    """One pass over an article's quotes, in order."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._text = narration.text
        self._mentions = find_mentions(narration)
        self._names = Names(narration, self._mentions, Cast(narration, self._mentions))
        self._before = NOBODY  # who spoke last

    def quotes(self, spans: tuple[Span, ...]) -> Iterator[Quote]:
        """Yield the quotes that are accepted."""
        found = attribute(self._narration, spans, self._mentions)
        for span, attribution in zip(spans, found, strict=True):
            standing = self._standing(span, attribution)
            if standing is Standing.LABEL:
                continue
            start = span.start
            if turn := turn_of(self._text, span):
                label, start = turn
                told = _Told(self._names.labelled(self._text[slice(*label)]), label)
            elif self._narration.language in LANGUAGES:
                told = self._unparted(span)
            else:
                told = self._told(attribution)
            self._before = told.source
            yield self._quote(start, span.end, told, standing)

    def _standing(self, span: Span, found: Attribution) -> Standing:
        language = self._narration.language
        if language in LANGUAGES:
            return judge_unparted(self._text, span, language)
        return judge(self._narration, span, found.frame)

    def _told(self, found: Attribution) -> _Told:
        narration, mention = self._narration, found.mention
        if mention is None:
            return _Told()
        source = self._names.source(mention, self._before)
        cue = cue_of(narration, found.frame, mention)
        again = source.speaker is not None and source.speaker == self._before.speaker
        return _Told(
            source,
            (narration.starts[mention.first], narration.ends[mention.stop - 1]),
            kind_of(narration, found.frame, mention, cue, continues=again),
            cue,
        )

    def _unparted(self, span: Span) -> _Told:
        """Ask beside the quote where words are not parted; else who spoke last."""
        beside = source_beside(self._text, span, self._narration.language)
        if beside is None:
            return _Told(self._before, kind=QuoteKind.CONTINUED)
        source = self._before
        if beside.name:
            source = Source(beside.name, beside.role, -1, -1)
        return _Told(source, (beside.start, beside.end), cue=beside.cue)

    def _quote(self, start: int, end: int, told: _Told, standing: Standing) -> Quote:
        words, source = self._text[start:end], told.source
        position = start / len(self._text)
        weight = weigh(words, standing, told.kind, _prominence(source), position)
        opening = words.partition(" ")[0]
        if opening in lexicon.words(self._narration.language, "conjunction"):
            weight = without_its_half(weight)
        return Quote(
            words,
            start,
            end,
            source.speaker,
            source.role,
            told.mention,
            told.kind,
            told.cue,
            weight,
        )


def _prominence(source: Source) -> float:
    """Return from 0 to 1 how well the article names who speaks."""
    if source.speaker is None:
        return 0.0
    named = source.plural or not source.speaker[0].islower()
    return 0.3 + 0.4 * named + 0.3 * (source.role is not None)
