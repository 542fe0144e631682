"""Links that open a page at a sentence: text fragments. Pure.

https://wicg.github.io/scroll-to-text-fragment/ - a browser that does not know them,
or does not find the words, opens the page as ever.
"""

import re
from urllib.parse import quote

from digests.answers.words import CJK

_WORDS_EACH_END = 5
_SIGNS_EACH_END = 12
# What messages take, and so what is worth making.
_LONGEST = 2048
_BREAK = re.compile(r"\s*\n\s*")
_WEB = ("http://", "https://")


def link_to(url: str, sentence: str) -> str:
    """Return the address with the sentence as its fragment, "" where it has none.

    A long sentence is named by its beginning and its end. What is too long for a
    message comes without the fragment.
    """
    if not url.startswith(_WEB):
        return ""
    said = _ends(sentence)
    if not said:
        return url
    parted = ":~:text=" if "#" in url else "#:~:text="
    made = f"{url}{parted}{','.join(map(_encoded, said))}"
    return made if len(made) <= _LONGEST else url


def _ends(sentence: str) -> tuple[str, ...]:
    # A fragment's words stand in one paragraph, but its two ends need not.
    first, *more = _BREAK.split(sentence.strip())
    last = more[-1] if more else first
    if CJK.search(sentence):
        if not more and len(first) <= 2 * _SIGNS_EACH_END:
            return (first,) if first else ()
        return first[:_SIGNS_EACH_END], last[-_SIGNS_EACH_END:]
    words = first.split()
    if not more and len(words) <= 2 * _WORDS_EACH_END:
        return (" ".join(words),) if words else ()
    ends = last.split()
    return " ".join(words[:_WORDS_EACH_END]), " ".join(ends[-_WORDS_EACH_END:])


def _encoded(words: str) -> str:
    # A dash, a comma and an ampersand have a meaning of their own there.
    plain = words.encode("utf8", "ignore").decode("utf8")
    return quote(plain, safe="").replace("-", "%2D")
