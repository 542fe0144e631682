"""Summaries: an article's text to a digest of at most 60 words."""

from pathlib import Path

from bench.rows import read_rows
from digests.articles.language import detect
from digests.articles.sentences import split
from digests.condense.choose import choose


def predict(data: Path, _: Path) -> dict[str, str]:
    """Return the digest of each row, by its id."""
    return {row["id"]: digest(row["text"]) for row in read_rows(data)}


def digest(text: str) -> str:
    """Return the chosen sentences as one text."""
    chosen = choose(split(text, detect(text) or "en"))
    return " ".join(sentence.text for sentence in chosen)
