"""Read an article's quotes: what was said, by whom, and how much it matters.

The one door to the rest of the package.
"""

from digests.quotes.accept import Standing, judge
from digests.quotes.find import Span, find_spans, turn_of
from digests.quotes.importance import weigh
from digests.quotes.mentions import find_mentions
from digests.quotes.names import Names, Source
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
    overlap.
    """
    spans = find_spans(text)[:_MOST_SPANS]
    if not spans:
        return ()
    narration = narrate(text, spans, sentences, language)
    mentions = find_mentions(narration)
    names = Names(narration, mentions, Cast(narration, mentions))
    quotes: list[Quote] = []
    previous = _NOBODY
    for span, found in zip(spans, attribute(narration, spans, mentions), strict=True):
        standing = judge(narration, span, found.frame)
        if standing is Standing.LABEL:
            continue
        turn = turn_of(text, span)
        if turn:
            quote, previous = _turn(text, span, turn, names)
        else:
            quote, previous = _quote(narration, span, found, names, previous, standing)
        quotes.append(quote)
    return tuple(sorted(quotes, key=lambda quote: -quote.weight))


_NOBODY = Source(None, None, -1, -1)


def _quote(
    narration: Narration,
    span: Span,
    found: Attribution,
    names: Names,
    previous: Source,
    standing: Standing,
) -> tuple[Quote, Source]:
    text, mention = narration.text, found.mention
    if mention is None:
        source, kind, cue, where = _NOBODY, QuoteKind.DIRECT, None, None
    else:
        source = names.source(mention, previous)
        cue = cue_of(narration, found.frame, mention)
        continues = previous.speaker is not None and source.speaker == previous.speaker
        kind = kind_of(narration, found.frame, mention, cue, continues)
        where = (narration.starts[mention.first], narration.ends[mention.stop - 1])
    words = text[span.start : span.end]
    weight = weigh(words, standing, kind, _prominence(source), span.start / len(text))
    quote = Quote(
        words,
        span.start,
        span.end,
        source.speaker,
        source.role,
        where,
        kind,
        cue,
        weight,
    )
    return quote, source


def _turn(
    text: str, span: Span, label: tuple[int, int], names: Names
) -> tuple[Quote, Source]:
    """Read a transcript's turn, which names its own speaker."""
    source = names.labelled(text[slice(*label)])
    start = label[1] + 1
    start += len(text[start : span.end]) - len(text[start : span.end].lstrip())
    words = text[start : span.end]
    position = span.start / len(text)
    weight = weigh(
        words, Standing.SPEECH, QuoteKind.DIRECT, _prominence(source), position
    )
    quote = Quote(
        words, start, span.end, source.speaker, source.role, label, weight=weight
    )
    return quote, source


def _prominence(source: Source) -> float:
    """Return from 0 to 1 how well the article names who speaks."""
    if source.speaker is None:
        return 0.0
    named = source.plural or source.speaker[0].isupper()
    return 0.3 + 0.4 * named + 0.3 * (source.role is not None)
