"""Find who might be speaking: names, pronouns, roles and papers as they stand.

A mention is a noun phrase outside every quote. What it refers to is told by
`names`, whether it speaks by `weigh`.
"""

import re
from dataclasses import dataclass

from digests.quotes.narration import Narration

# A phrase opened by a determiner may hold adverbs and days; another may not.
_PHRASE = re.compile(
    r"[htuixW]"
    r"|[DGy](?:[wbrsdNRM0zfG]|(?<=[RN])q(?=[RN]))*"
    r"|[wrsdNRM0](?:[wrsdNRM0fG]|(?<=[RN])q(?=[RN]))*"
)
_NUMBERED = re.compile(r"^[^DGy]*N0$")  # Number 10, Channel 4
_NOT_LAST = "bz0f"
_CAPITAL = re.compile(r"[MRN](?:[MRN]|[fq](?=[MRN]))*0?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `stop` of a narration that may name a source.

    `kind` is a letter: N a full or titled name, n a single name, e a name with
    its role, R a capitalised role, g a genitive, r a role, d a document, s a
    plural, w another phrase with a determiner, y a quantity, and the letters of
    the pronouns. `head` is the token where the name itself begins.
    """

    first: int
    stop: int
    kind: str
    head: int


def find_mentions(narration: Narration) -> list[Mention]:
    """Return the mentions in their order."""
    found: list[Mention] = []
    codes = narration.codes
    for match in _PHRASE.finditer(codes):
        phrase = match[0]
        first, stop = match.span()
        if len(phrase) == 1 and phrase in "htuixW":
            found.append(Mention(first, stop, phrase, first))
            continue
        if not _NUMBERED.search(phrase):
            phrase = phrase.rstrip(_NOT_LAST)
        mention = _mention(phrase, first, codes[stop : stop + 3], codes[first - 1 : first])
        if mention:
            found.append(mention)
    return found


def _mention(phrase: str, first: int, after: str, before: str) -> Mention | None:
    if not phrase or phrase == "D":
        return None
    stop = first + len(phrase)
    last = phrase.rstrip("0")[-1]
    if last in "MRN":
        start = _CAPITAL.search(phrase).start()  # type: ignore[union-attr]
        name = phrase[start:]
        if last == "R":
            kind = "R"
        elif start and phrase[start - 1] == "r":
            kind = "e"
        else:
            kind = "N" if len(name) > 1 else "n"
            if phrase[0] not in "DGy":
                return Mention(first + start, stop, kind, first + start)
        return Mention(first, stop, kind, first + start)
    if last == "G":
        return Mention(first, stop, "g", stop - 1)
    if last in "rd":
        return Mention(first, stop, last, first)
    if phrase[0] in "DG" and len(phrase) > 1:
        return Mention(first, stop, last if last == "s" else "w", first)
    if phrase[0] == "y":
        return Mention(first, stop, "y", first)
    capital = _CAPITAL.search(phrase.rstrip("ws0"))
    if capital:
        stop = first + capital.end()
        return Mention(first + capital.start(), stop, "N" if capital.end() - capital.start() > 1 else "n", first + capital.start())
    if last == "s" and (re.match("[ab]*[VU]", after) or before in "VU"):
        return Mention(first, stop, "s", first)
    return None
