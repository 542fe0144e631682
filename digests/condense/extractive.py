"""Condense an article into a few of its own sentences: the default engine."""

from collections.abc import Sequence

from digests.condense.choose import choose
from digests.types import Article, Sentence, Summary, Verdict

# A wall is never condensed, and a headline has nothing to condense.
_CONDENSED = frozenset({Verdict.FULL, Verdict.TEASER})


def condense(article: Article, sentences: Sequence[Sentence]) -> Summary:
    """Return at most three of the sentences, 60 words in all, in their order."""
    if article.verdict not in _CONDENSED:
        return Summary(())
    return Summary(choose(sentences, article.title))
