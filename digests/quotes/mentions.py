"""Find who might be speaking: names, pronouns, roles and papers as they stand.

A mention is a noun phrase outside every quote. What it refers to is told by
`names`, whether it speaks by `weigh`.
"""

import re
from typing import NamedTuple

from digests.quotes.lexicon import words
from digests.quotes.narration import Narration

# A phrase opened by a determiner may hold adverbs and days; another may not.
_PHRASE = re.compile(
    r"[htuixW]"
    r"|[DGy](?:[wbrsdNRM0zfG]|(?<=[rRN])q(?=D?w{0,2}[rRN])|(?<=[rRN]q)D)*"
    r"|[wrsdNRM0](?:[wrsdNRM0fG]|(?<=[rRN])q(?=D?w{0,2}[rRN])|(?<=[rRN]q)D)*"
)
# Elsewhere "of" also joins a role to what it is over: "le ministre de l'Intérieur".
_PHRASE_ELSEWHERE = re.compile(
    r"[htuixW]"
    r"|[DGy](?:[wbsrdNRM0fG]|(?<=[rRN])q(?=D?[rRNws])|(?<=q)D)*"
    r"|[wrsdNRM0](?:[wrsdNRM0fG]|(?<=[rRN])q(?=D?[rRNws])|(?<=q)D)*"
)
_ROLE_AHEAD = re.compile(r"[rR](?:[ws]{1,3}|qD?[rRNws]+)$")
_NUMBERED = re.compile(r"^[^DGyr]*N0$")  # Number 10, Channel 4
_HEAD_OF = re.compile("R+q[^N]*N?$")  # die Leiterin der Station
_OVER = re.compile("r.*q")  # el portavoz de la oposición
_SPEAKS = re.compile(r"[ab]*[VU]")
_OVER_A_NAME = re.compile(r"[rR]qDw*$|rq$")
_FOR_WHAT = re.compile("rqw{1,2}$")  # minister for culture Jane Doe
_MEMBER = re.compile("R*M?N[Nf]*Nq")  # Professor Jane Doe of the Polar Institute
_NOT_LIKE_ENGLISH = frozenset({"fr", "es", "de", "ru", "uk"})
_PRONOUNS = frozenset("htuixW")
_ALONE = frozenset("Grdy")
_NOT_LAST = "bz0f"
# The 29-year-old, der 58-Jährige: somebody whose name we have.
AGED = re.compile(r"\d+-Jährigen?$|\w-year-old$")
# Sergeant Jane Doe of Barrow police: the name leads, the police do not speak.
_BELONGS = re.compile(r"((?:D?[wr]*)R*M?N[Nf]*N)q(?:.*[rds]$|D[wr]+N)")
# Behind a name stands a verb that we do not know: "Katja Brehm übernimmt".
_BEHIND_NAME = re.compile(r"(?<=N)[wb]+$")
_BEHIND_NOUN = re.compile(r"(?<=R)[wb]+$")  # adjectives stand before theirs
_SURNAME = re.compile(r"(?<=N)Q[NR]+")
_WEIGHTY = re.compile(r"\b[^\W\d_]{5,}")
_LONGEST_HEADLINE, _FEWEST_IN_HEADLINE = 140, 3
_LONGEST_NICKNAME = 2
_CAPITAL = re.compile(r"[MRN](?:[MRN]|[fq](?=D?[MRN])|(?<=q)D)*0?$")


class Mention(NamedTuple):
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
    english = narration.language not in _NOT_LIKE_ENGLISH
    pattern = _PHRASE if english else _PHRASE_ELSEWHERE
    for match in pattern.finditer(codes):
        phrase = match[0]
        first, stop = match.span()
        if phrase == "r" and _is_verb(narration, first):
            continue
        if phrase in _PRONOUNS:
            found.append(Mention(first, stop, phrase, first))
            continue
        if phrase == "D0" and AGED.search(narration.words(first, stop)):
            found.append(Mention(first, stop, "r", first))
            continue
        belonging = _BELONGS.match(phrase) if english and "q" in phrase else None
        if belonging:
            phrase = belonging[1]
        if not _NUMBERED.search(phrase):
            phrase = phrase.rstrip(_NOT_LAST)
        if not english:
            phrase = _BEHIND_NAME.sub("", phrase)
        if narration.language == "de":
            phrase = _BEHIND_NOUN.sub("", phrase)
        if phrase.endswith(("M", "R", "N", "0")):
            mention = _named(phrase, first, english=english)
        else:
            mention = _described(phrase, first)
            if mention is None and phrase.endswith("s"):
                mention = _speaking(codes, first, stop)
        following = codes[mention.stop : mention.stop + 1] if mention else ""
        if mention and mention.kind == "w" and following == "p":
            behind = narration.words(mention.stop - 1, mention.stop).lower()
            if behind in words(narration.language, "postposed"):
                mention = mention._replace(kind="r")  # a source close to the minister
        if mention and following == "Q":
            mention = _with_nickname(mention, narration)
        if mention and not (following == ";" and _is_dateline(mention, narration)):
            found.append(mention)
    return found


def is_in_headline(narration: Narration, mention: Mention) -> bool:
    """Tell a line where verbs have capitals too: "Mayor Doe Opens New Bridge"."""
    text, start = narration.text, narration.starts[mention.first]
    low, high = max(0, start - _LONGEST_HEADLINE), start + _LONGEST_HEADLINE
    first, end = text.rfind("\n", low, start) + 1, text.find("\n", start, high)
    if (low and not first) or (end < 0 and high < len(text)):
        return False
    line = text[first : end if end >= 0 else len(text)].strip()
    weighty = _WEIGHTY.findall(line) if len(line) <= _LONGEST_HEADLINE else []
    many = len(weighty) >= _FEWEST_IN_HEADLINE
    return many and all(word[0].isupper() for word in weighty)


def _is_verb(narration: Narration, token: int) -> bool:
    """Tell "learned to cook" and "will host it", whatever a cook or a host is."""
    if narration.codes[token - 1 : token] == "a":
        return True
    return token > 0 and narration.words(token - 1, token) == "to"


def _is_dateline(mention: Mention, narration: Narration) -> bool:
    """Tell "SEABURY -", where a report comes from, at its start."""
    first, stop = mention.first, mention.stop
    if mention.kind not in "nN":
        return False
    opens = not first or narration.codes[first - 1] == "P"
    return opens and narration.words(first, stop).isupper()


def _with_nickname(mention: Mention, narration: Narration) -> Mention:
    """Return the mention with what follows a nickname: Jim “Sparky” Doyle."""
    stop = mention.stop
    match = _SURNAME.match(narration.codes, stop)
    if match is None or mention.kind not in "nNe":
        return mention
    if len(narration.words(stop, stop + 1).split()) > _LONGEST_NICKNAME:
        return mention
    kind = "e" if mention.kind == "e" else "N"
    return Mention(mention.first, match.end(), kind, mention.head)


def _named(phrase: str, first: int, *, english: bool) -> Mention | None:
    """Return a mention that ends in a name, the role before it included."""
    capital = _CAPITAL.search(phrase)
    if capital is None:
        return None
    start, stop = capital.start(), first + len(phrase)
    lead, name = phrase[:start], phrase[start:]
    if english and _OVER_A_NAME.search(lead):  # the head of Eastern Rail
        return Mention(first, stop, "r", first)
    if not english and lead.endswith(("q", "qD")) and "r" in lead:
        if len(name) < 3:  # la maire de Marseille
            return Mention(first, stop, "r", first)
        start, name = len(phrase) - 2, phrase[-2:]
    if not english and _HEAD_OF.match(name):
        return Mention(first, stop, "R", first + start)
    if name.endswith("R") and not _MEMBER.match(name):
        return Mention(first, stop, "R", first + start)
    if (
        lead.endswith("r")
        or _FOR_WHAT.search(lead)
        or (not english and _ROLE_AHEAD.search(lead))
    ):
        return Mention(first, stop, "e", first + start)
    if phrase[0] not in "DGy":
        first, start = first + start, 0
    return Mention(first, stop, "N" if len(name) > 1 else "n", first + start)


def _described(phrase: str, first: int) -> Mention | None:
    """Return a mention without a name, or the name that leads such a phrase."""
    if len(phrase) < 2 and phrase not in _ALONE:
        return None
    stop, last = first + len(phrase), phrase[-1]
    if last == "G":
        return Mention(first, stop, "g", stop - 1)
    if last in "rd":
        return Mention(first, stop, last, first)
    if _OVER.search(phrase):
        return Mention(first, stop, "r", first)
    if phrase[0] in "DG":
        return Mention(first, stop, last if last == "s" else "w", first)
    if phrase[0] == "y":
        return Mention(first, stop, "y", first)
    return _named(phrase.rstrip("ws0"), first, english=True)


def _speaking(codes: str, first: int, stop: int) -> Mention | None:
    """Return a bare plural ("analysts"), which counts only beside a verb of saying."""
    if _SPEAKS.match(codes, stop) or codes[first - 1 : first] in {"V", "U"}:
        return Mention(first, stop, "s", first)
    return None
