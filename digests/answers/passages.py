"""Group an article's sentences into passages: what a search finds."""

from collections.abc import Sequence

from digests.types import Sentence

_MOST_SENTENCES = 4
_MOST_CHARS = 700


def passages(sentences: Sequence[Sentence], text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the passages, in order; every sentence is in one.

    A passage is a paragraph, or a few short ones: at most four sentences and
    about 700 characters.
    """
    found: list[tuple[int, int]] = []
    start = end = count = 0
    for sentence in sentences:
        grown = sentence.end - start
        if count and (count == _MOST_SENTENCES or grown > _MOST_CHARS):
            found.append((start, end))
            count = 0
        if not count:
            start = sentence.start
        end = min(sentence.end, len(text))
        count += 1
    if count:
        found.append((start, end))
    return tuple(found)
