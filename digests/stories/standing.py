"""Tell what an article said before and says no more. Pure.

A misprint that was put right bothers nobody: what stands there but for one character
stands there, unless that character is a figure. White space, quotation marks,
dashes and the form of letters are no difference at all.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from digests.types import Report

_ALIKE = str.maketrans("“”„«»‟‹›〝〞’‘‚‛–—‒―−‐‑", '"' * 10 + "'" * 4 + "-" * 7)
_BLANK = re.compile(r"\s+")
# A text that repeats itself without end is not compared without end.
_MOST_PLACES = 200


def gone_from(was: Report, now: Report) -> tuple[str, ...]:
    """Return the headline, sentences and quotes of a report that the new one lacks."""
    title, text = _flat(was.article.title), _flat(now.article.text)
    gone = [] if _is_nearly(_flat(now.article.title), title) else [was.article.title]
    parts = [each.text for each in was.summary.sentences]
    parts += [each.text for each in was.quotes]
    gone += [each for each in parts if not _stands(_flat(each), text)]
    return tuple(dict.fromkeys(gone))


def _flat(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.translate(_ALIKE))
    return _BLANK.sub(" ", plain).strip()


def _stands(words: str, text: str) -> bool:
    """Tell whether the words stand in the text, but for one character."""
    if words in text:
        return True
    # One of the halves is whole then.
    middle = len(words) // 2
    head, tail = words[:middle], words[middle:]
    return any(
        _begins_nearly(text[place + middle :][: len(tail) + 1], tail)
        for place in _places(head, text)
    ) or any(
        _begins_nearly(text[:place][: -len(head) - 2 : -1], head[::-1])
        for place in _places(tail, text)
    )


def _places(words: str, text: str) -> Iterator[int]:
    place, left = text.find(words), _MOST_PLACES if words else 0
    while place >= 0 and left:
        yield place
        place, left = text.find(words, place + 1), left - 1


def _is_nearly(text: str, words: str) -> bool:
    return abs(len(text) - len(words)) <= 1 and _begins_nearly(text, words)


def _begins_nearly(text: str, words: str) -> bool:
    """Tell whether the text begins with the words, but for one character."""
    pairs = zip(text, words, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if same == len(words):
        return True
    wanted, found = words[same], text[same : same + 1]
    other = text.startswith(words[same + 1 :], same + 1)
    left_out = text.startswith(words[same + 1 :], same)
    added = text.startswith(words[same:], same + 1)
    return (
        (other and not (wanted.isdigit() or found.isdigit()))
        or (left_out and not wanted.isdigit())
        or (added and not found.isdigit())
    )
