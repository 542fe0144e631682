"""Predict the quotes and their sources of articles.

The task is attributed speech, so what the text leaves unnamed is not predicted.
"""

import re
from pathlib import Path
from typing import Any

from bench.rows import read_rows
from digests.articles.sentences import split
from digests.quotes.read import read_quotes
from digests.types import Quote

# The annotation takes each paragraph of a quote that goes on for a quote.
_PARAGRAPH = re.compile(r"\n\s*(?=[\"“„«])")
# The scorer takes no longer mention for a noun phrase.
_LONGEST_MENTION = 80


def predict(data: Path, _pages: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the quotes of each row by its id, offsets into its text."""
    found = {}
    for row in read_rows(data):
        text = row["text"]
        quotes = read_quotes(text, split(text), "en")
        found[row["id"]] = [
            part for quote in quotes if quote.speaker for part in _paragraphs(quote)
        ]
    return found


def _paragraphs(quote: Quote) -> list[dict[str, Any]]:
    edges = [match.span() for match in _PARAGRAPH.finditer(quote.text)]
    starts = [0, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), len(quote.text)]
    mention = quote.mention and [
        quote.mention[0],
        min(quote.mention[1], quote.mention[0] + _LONGEST_MENTION),
    ]
    return [
        {
            "start": quote.start + start,
            "end": quote.start + end,
            "speaker": quote.speaker,
            "mention": mention,
        }
        for start, end in zip(starts, ends, strict=True)
    ]
