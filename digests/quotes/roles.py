"""Read the role that an article gives a person, as it words it.

A role stands before the name ("French President Emmanuel Macron"), after it
("Jane Doe, head of the union,") or set off in front ("The mayor, Jane Doe,").
"""

import re
from itertools import takewhile

from digests.quotes.lexicon import first_names, words
from digests.quotes.mentions import Mention
from digests.quotes.narration import Narration

_AFTER = re.compile(
    r"(?:\([^)PQ]*\))?,(?:0,)?"
    r"(?P<role>(?:(?:[DG][wbsNRMzfG0v]*|[wbsNRMzfG0]*)[rR]|D[wbsN0]*[ws](?=[q,.PQ;W]))"
    r"(?:[wsNRMrqfG0cDp]|(?<=q)y)*)"
    r"(?=[,.:PQ;vWkhp(]|$)"
)
_OF = re.compile(r",?[qp](?P<role>D?[MRN](?:[MRN]|[fq](?=[MRN]))*)(?=[,.PQVUa])")
_SET_OFF = re.compile(
    r"(?:^|(?P<object>[vwsNz0b])|[.PQckVUA,;]|Ap)(?P<role>(?:D|M?N*G)[wbsNRMfqGrv]*[rR][ws]{0,2}(?:[qp][wsNRMrqpfGcD]+)?),0?$"
    r"|(?:^|[.P])(?P<known>D[wbsN]*[rR])W[^.PQ,]{1,8},$"
    r"|(?:^|[.PV])(?P<opening>[rR][rwsN]{0,3}),$"
)
# A noun unknown to us is a role in "said the conservator, Jane Doe."
_CALLED = re.compile(
    r"[VA](?P<role>D[wb]{0,2}w(?:qD?[wN]{1,3})?),$|(?:[VA]|^|[.P])(?P<bare>N?[wrs]{0,2}w)$"
)
_OPENING_GERUND = re.compile(r"(?:^|[.P])v$")
_BY = re.compile(r"p(?P<role>D[wsbN]{0,2}r),$")
_FORETOLD = re.compile(
    r"(?:[DG](?P<of>(?P<over>[wsbNGr]{0,3}[rR])q[DwsNRMrq]{1,8})"
    r"|[DG](?P<role>[wsbNG]{0,3}[rR]))(?=[abz]*[vVUa])"
)
# A sentence that names nobody behind its role, then a quote.
_NAMED_AFTER = re.compile(
    r"(?:^|[.P])(?P<subject>[DG][^.PQ,VU]{1,8}[vVUa][^.PQMNRr]*\.P?Q,?a?V?$)"
)
_DATELINE = re.compile(r"[^.P]{1,9};")
_ANOTHER_PERSON = re.compile(r"[^rRpq]*[rR]+[MN]")
_ARTICLE = re.compile(
    r"^(?:(?:an?|the|his|her|their|its|der|die|das|eine?|seine?|ihre?"
    r"|le|la|les|une?|son|sa|leur|el|los|las|una|su|его|её|ее|их|його|її|їх)"
    r"(?:\s+|$)|l[’'])",
    re.IGNORECASE,
)
_AFTER_SET_OFF = frozenset({",", "(", ".", ":", "V", "P", "Q", ""})
_AFTER_NAMED = frozenset({"V", ".", ","})
_LONGEST = 100
_BACK, _AHEAD, _FAR = 14, 30, 40


def before(narration: Narration, mention: Mention, name: int) -> str | None:
    """Return the role that leads up to the name, which begins at token *name*."""
    first = mention.first
    if name == first or not _tells_role(narration, first, name):
        return None
    if first and narration.words(first - 1, first).lower() in words(
        narration.language, "past"
    ):
        first -= 1  # Retired teacher Jane Doe
    elif _OPENING_GERUND.search(narration.codes[max(0, first - 2) : first]):
        first -= narration.words(first - 1, first).endswith("ing")  # Planning officer
    return _worded(narration, _without_strangers(narration, first, name), name)


def _is_anothers(narration: Narration, token: int) -> bool:
    """Tell "Jane Doe, whose brother" from "Jane Doe, his brother"."""
    word = narration.words(token, token + 1).lower()
    return word in words(narration.language, "whose")


def _without_strangers(narration: Narration, first: int, name: int) -> int:
    """Return where a role begins: after "dissent" in "a sharp dissent Justice Doe"."""
    codes = narration.codes
    if codes[name - 1] not in "RM":
        return first
    for token in range(name - 1, first, -1):
        word = narration.words(token - 1, token)
        if codes[token - 1] == "w" and word not in words(narration.language, "rank"):
            return token
    return first


def _tells_role(narration: Narration, first: int, name: int) -> bool:
    """Tell whether what leads up to a name is a role: not "the ferry Saint Anne"."""
    if any(code in "rRM" for code in narration.codes[first:name]):
        return True
    return _is_given(narration, name)


def beside(narration: Narration, mention: Mention) -> str | None:
    """Return the role in apposition to the name, after it or before."""
    stop = mention.stop
    ahead = narration.codes[stop : stop + _AHEAD]
    match = _AFTER.match(ahead)
    own = match and not _ANOTHER_PERSON.match(match["role"])
    if match and own and not _is_anothers(narration, stop + match.start("role")):
        return _worded(narration, stop + match.start("role"), stop + match.end("role"))
    start = max(0, mention.first - _BACK)
    match = _SET_OFF.search(narration.codes[start : mention.first])
    # "beat the champion, Jane Doe, in May", not "… the champion, Jane Doe said".
    loose = match and (match["object"] or not match["role"])
    if match and ahead[:1] in ({",", "."} if loose else _AFTER_SET_OFF):
        name = next(n for n in ("role", "known", "opening") if match[n])
        return _worded(narration, start + match.start(name), start + match.end(name))
    match = _BY.search(narration.codes[start : mention.first])
    if match and ahead[:1] in {",", "."}:
        return _of_human(narration, start + match.start("role"), mention.first - 1)
    match = _CALLED.search(narration.codes[start : mention.first])
    if match and ahead[:1] in "aVvU,.P" and _is_given(narration, mention.head):
        name = "role" if match["role"] else "bare"
        return _worded(narration, start + match.start(name), start + match.end(name))
    return _belonging(narration, stop, ahead)


def _of_human(narration: Narration, first: int, stop: int) -> str | None:
    """Return the role before a comma: "by a plumber, Jane Doe,", not "at the bank,"."""
    noun = narration.words(stop - 1, stop).lower()
    known = noun in words(narration.language, "role")
    return _worded(narration, first, stop) if known else None


def _is_given(narration: Narration, token: int) -> bool:
    """Tell whether a token is a first name that we know."""
    name = narration.words(token, token + 1).lower()
    first, _, _ = name.partition("-")  # Kelly-Ann
    return not {name, first}.isdisjoint(first_names(narration.language))


def _belonging(narration: Narration, stop: int, ahead: str) -> str | None:
    """Return the body that a person is "of" or "from"."""
    match = _OF.match(ahead)
    if match is None:
        return None
    first = stop + match.start("role")
    link = narration.words(first - 1, first).lower()
    if link not in words(narration.language, "origin"):
        return None
    return _worded(narration, first, stop + match.end("role"))


def foretold(narration: Narration) -> str | None:
    """Return the role that the first sentence speaks of without a name.

    "The head of Eastern Rail resigned on Tuesday" is how a report begins whose
    next sentence says "Ian Maddox" as if we knew.
    """
    dateline = _DATELINE.match(narration.codes)
    return told_at(narration, dateline.end() if dateline else 0)


def told_at(narration: Narration, first: int) -> str | None:
    """Return the role of the definite subject that begins at a token."""
    match = _FORETOLD.match(narration.codes, first)
    if match is None:
        return None
    opening = narration.words(first, first + 1).lower()
    owned = narration.codes[first] == "G"
    definite = words(narration.language, "definite")
    if not owned and opening not in definite | words(narration.language, "possessive"):
        return None
    name = "of" if match["of"] else "role"
    over = match.end("over") if match["of"] else match.end("role")
    noun = narration.words(over - 1, over).lower()
    several = noun.endswith("s") and noun not in words(narration.language, "role")
    if several or noun in words(narration.language, "body"):
        return None
    return _worded(narration, match.start(name), match.end(name))


def opening(narration: Narration, mention: Mention) -> str | None:
    """Return the role of whom the paragraph opens with and names only after a quote.

    "The museum's director was relieved. “…,” Jane Doe said."
    """
    codes, first = narration.codes, mention.first
    found = _NAMED_AFTER.search(codes[max(0, first - _FAR) : first])
    if found is None:
        return None
    told = max(0, first - _FAR) + found.start("subject")
    named_alone = codes[mention.stop : mention.stop + 1] in _AFTER_NAMED
    return told_at(narration, told) if named_alone else None


def is_job(narration: Narration, role: str | None) -> bool:
    """Tell "head of the union" from "union"."""
    links = words(narration.language, "of") | words(narration.language, "linking")
    plain = (role or "").lower().split()
    noun = list(takewhile(lambda word: word not in links, plain))[-1:]
    return bool(noun) and noun[0] not in words(narration.language, "body")


def of_part(narration: Narration, first: int, stop: int) -> str | None:
    """Return the body named within a mention: "Jane Doe of Human Rights Watch"."""
    return _worded(narration, first, stop)


def _worded(narration: Narration, first: int, stop: int) -> str | None:
    role = narration.words(first, stop)
    pointed = narration.text[narration.ends[stop - 1] :][:1] == "."
    if pointed and (len(role) < 5 or narration.codes[stop - 1] == "M"):
        role += "."  # Sen., Gov.
    role = _ARTICLE.sub("", " ".join(role.split()), count=1)
    return role if 0 < len(role) <= _LONGEST else None
