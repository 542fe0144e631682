"""Words that stand where a source has another: a copy in which something changed."""

from collections.abc import Iterator, Sequence

from digests.grounding.layout import Word

_NAMES = frozenset("NMGR")


def replaced(
    words: Sequence[Word], parts: Sequence[Sequence[Word]]
) -> list[tuple[Word, Word]]:
    """Return the words beside one of the source's that is not there, and what is.

    Both are of one kind, and what the source has instead is not said elsewhere.
    """
    said = {word.means for word in words}
    found = {
        (at, number, place)
        for at, word in enumerate(words)
        for step in (-1, 1)
        if 0 <= at + step < len(words)
        for number, part in enumerate(parts)
        for place in _beside(words[at + step].means, -step, part)
        if part[place].means not in said and _kind(part[place]) == _kind(word)
    }
    return [(words[at], parts[number][place]) for at, number, place in sorted(found)]


def _beside(means: str, step: int, part: Sequence[Word]) -> Iterator[int]:
    for at, word in enumerate(part):
        if word.means == means and 0 <= at + step < len(part):
            yield at + step


def _kind(word: Word) -> str:
    if word.is_verb:
        return "verb"
    if word.kind in _NAMES:
        return "name"
    return "number" if word.kind == "0" else "word"
