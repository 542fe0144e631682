"""SAFETY 33: every quote and summary stands in its article at its offsets."""

import gzip
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.articles.extract import extract
from digests.articles.sentences import split
from digests.quotes.read import read_quotes
from digests.reading import read_article
from digests.types import Quote, Reading, Sentence
from tests.builders import an_article

_PIECES = st.sampled_from(
    [
        *("“", "”", '"', "‘", "’", "'", "«", "»", "„", "「", "」", "\n\n", "\n", ". "),
        *("she said ", "Ada Marsh told him: ", "the mayor", "e\u0301", "🏳️‍🌈", "\u200b"),
        *(" ", "it’s done", "We won, ", "laut Bo Lind ", "市长说：", "Он сказал: "),
    ]
)


def misplaced(reading: Reading) -> list[str]:
    """What does not stand where it says it does."""
    report = reading.report
    text = report.article.text
    slices: list[Quote | Sentence] = [*report.quotes, *report.summary.sentences]
    wrong = [each.text for each in slices if text[each.start : each.end] != each.text]
    for quote in report.quotes:
        start, end = quote.mention or (0, 0)
        if not 0 <= start <= end <= len(text):
            wrong.append(f"{quote.text}: mention at {quote.mention}")
    return wrong


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_whatever_the_text_its_quotes_stand_in_it(text):
    for language in ("en", "de", "zh"):
        assert misplaced(read_article(an_article(text, language=language))) == []
        for quote in read_quotes(text, split(text, language), language):
            assert quote.text.strip()


def test_every_quote_of_the_evaluation_articles_stands_in_its_text(eval_data):
    with gzip.open(eval_data / "quotes.jsonl.gz", "rt", encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    readings = [read_article(an_article(text)) for text in texts]
    assert sum(len(reading.report.quotes) for reading in readings) > 1000
    assert [each for reading in readings for each in misplaced(reading)] == []


def test_every_quote_of_the_evaluation_pages_stands_in_its_text(eval_data):
    pages = sorted((eval_data / "pages").glob("*.html.gz"))[::4]
    articles = [
        extract(gzip.decompress(page.read_bytes()), "https://a.example/")
        for page in pages
    ]
    wrong = [each for article in articles for each in misplaced(read_article(article))]
    assert len(articles) == 20
    assert wrong == []
