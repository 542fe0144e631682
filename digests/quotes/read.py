"""Read an article's quotes: what was said, by whom, and how much it matters.

The one door to the rest of the package.
"""

from digests.quotes.find import find_spans
from digests.quotes.mentions import find_mentions
from digests.quotes.narration import narrate
from digests.quotes.speakers import attribute
from digests.types import Quote, Sentence


def read_quotes(
    text: str, sentences: tuple[Sentence, ...], language: str
) -> tuple[Quote, ...]:
    """Return the article's quotes, most important first."""
    spans = find_spans(text)
    if not spans:
        return ()
    narration = narrate(text, spans, sentences, language)
    mentions = find_mentions(narration)
    quotes = []
    for span, found in zip(spans, attribute(narration, spans, mentions), strict=True):
        words = text[span.start : span.end]
        if len(words.split()) < 2:
            continue
        speaker = mention = None
        if found.mention:
            a = narration.starts[found.mention.first]
            b = narration.ends[found.mention.stop - 1]
            speaker, mention = text[a:b], (a, b)
        quotes.append(
            Quote(
                words,
                span.start,
                span.end,
                speaker,
                mention=mention,
                weight=float(len(words)),
            )
        )
    return tuple(sorted(quotes, key=lambda quote: -quote.weight))
