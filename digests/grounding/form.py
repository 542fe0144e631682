"""What no sentence of a digest holds, whatever its sources say."""

import re
from functools import lru_cache

_MARKUP = re.compile(
    r"""
    ://|(?<!\S)//\S                 # a link, whatever its scheme
    | \b\d{1,3}(?:\.\d{1,3}){3}\b    # an address in numbers
    | \bwww\.
    | [@＠]\w                        # a mention, @everyone, a mail
    | \bhttps?:|\bdot\s(?:com|org|net)\b
    | [a-z0-9-]+[。．｡][a-z]{2,24}
    | \]\s*\(                       # a masked link
    | <[^<>]{0,200}>                # a tag, <@1>, <#1>, <t:0:R>, <:emoji:1>
    | </
    | ```|`[^`]*`                   # code
    | [*|\\]|__|~~                   # marks of Discord's
    | ^\s*(?:[#>*-]|\d+[.)])\s      # headings, quotes, lists
    | ^\s*[{\[]                     # what should have been a reply
    | \b(?:mailto|javascript|data|file|discord):
    | \b[\w-]+(?:\.[\w-]+)*\.[a-zа-яё]{2,24}(?:/|\b(?!\.))(?<!\b[ap]\.m)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# How the prompt numbers its quotes.
_LABEL = re.compile(r"\bquote \d+ \(source \d", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
# So many words of ours in a row are no chance.
_RUN = 6
_MOST = 600
# Fewer words, or where words are not parted letters, tell nothing.
_FEWEST, _SHORTEST = 3, 12


def is_marked_up(sentence: str) -> bool:
    """Tell whether it holds a link, a mention, code, a control sign or markup."""
    return (
        len(sentence) > _MOST
        or any(not c.isprintable() for c in sentence)
        or bool(_MARKUP.search(sentence))
    )


def is_fragment(sentence: str) -> bool:
    """Tell whether it is too little to be a sentence, or nothing."""
    return len(_WORDS.findall(sentence)) < _FEWEST and len(sentence) < _SHORTEST


def repeats(sentence: str, rules: str) -> bool:
    """Tell whether it says after us what the model was told."""
    return bool(_LABEL.search(sentence)) or not _runs(sentence).isdisjoint(_runs(rules))


@lru_cache(maxsize=64)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.lower() for word in _WORDS.findall(text)]
    return frozenset(
        tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)
    )
