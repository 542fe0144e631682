"""Judge whether a subscription takes an article. Pure; the only home of `regex`.

Words are compared without case, accents and kinds of dash or apostrophe, and as
whole words where the script has borders between them. A rule that cannot be
applied refuses nothing, and the ruling says so. Patterns come from strangers:
judging is a job for a worker, and both its time and its size are bounded here.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import regex

from digests.errors import BadFilters
from digests.followed import Filters, Ruling

LONGEST_PATTERN = 200
MOST_KEYWORDS = 100
_LONGEST_KEYWORD = 100
# Seconds for one article; a sound pattern needs a thousandth of it.
_PATTERN_S = 0.1
# After so many articles on which it ran out of time a pattern is left aside.
_PATIENCE = 3
_LONGEST_TEXT = 100_000
# How many times over its parts a repeated group may come to stand when compiled.
_MOST_COPIES = 10_000

# Scripts that are written without borders between words.
_BORDERLESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}"
_LETTER = rf"[[\w]--[{_BORDERLESS}\p{{Myanmar}}\p{{Tibetan}}]]"
_IS_LETTER = regex.compile(_LETTER, regex.V1)
_GAP = r"[\s\p{Pd}]+"
_BETWEEN = regex.compile(_GAP)
_LISTED = regex.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]|([^,;\n、，；"“”„«»]+)')
_NO_TEXT = regex.compile(r"[\x00\ud800-\udfff]")
# Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic. In
# other scripts a mark is a letter like any other.
_ACCENTS = regex.compile(r"[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("æ", "ae"),
        **dict.fromkeys("œ", "oe"),
        **dict(zip("øłđıħ", "oldih", strict=True)),
        **dict.fromkeys("’‘ʼ′＇", "'"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
_SYNTAX = regex.compile(
    r"""(?P<one> \\[pPN]\{[^}]*\} | \\. | \[\^?\]?(?:\\.|[^\]\\])*\] )
    | (?P<open> \((?: \?(?: : | <?[=!] | P?<\w+> | [imsa]+\) ) | (?!\?) ) )
    | (?P<close> \) )
    | (?P<repeat> [*+?] | \{(?P<least>\d*)(?P<more>,?)\d*\} )
    | (?P<odd> \(\? | \{ )
    | (?P<any> . )""",
    regex.VERBOSE | regex.DOTALL,
)
_NOT_APPLIED = "the regex could not be applied and was left aside: {}"
_TOO_SLOW = "it takes too long; make it simpler"


def keywords(text: str) -> tuple[str, ...]:
    """Return the keywords of a list parted by commas, semicolons or lines.

    What stands in quotation marks is one phrase, commas and all.
    """
    text = _NO_TEXT.sub("", text)
    found = (quoted or bare for quoted, bare in _LISTED.findall(text))
    return tuple(dict.fromkeys(w for each in found if (w := " ".join(each.split()))))


def filters_from(
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    languages: Sequence[str] = (),
    pattern: str = "",
) -> Filters:
    """Return the filters that a person wrote: lists of keywords, of codes, a regex.

    Raises:
        BadFilters: Some of it cannot be used.

    """
    filters = Filters(
        _each(include),
        _each(exclude),
        _each(languages, str.lower),
        _NO_TEXT.sub("", pattern.strip()),
    )
    if wrong := problems(filters):
        raise BadFilters(wrong)
    return filters


def problems(filters: Filters) -> tuple[str, ...]:
    """Return what makes these filters unusable, in words; nothing where all is well."""
    return tuple(_problems(filters))


def judge_all(
    filters: Filters, articles: Sequence[tuple[str, str, str]]
) -> tuple[Ruling, ...]:
    """Return a ruling for each article, given as title, text and language (a job)."""
    rulings: list[Ruling] = []
    slow = 0
    for title, text, language in articles:
        pattern = "" if slow >= _PATIENCE else filters.pattern
        ruling, in_time = _judge(filters, pattern, (title, text, language))
        if filters.pattern and not pattern and ruling.taken:
            ruling = Ruling(True, _NOT_APPLIED.format(_TOO_SLOW))
        slow += not in_time
        rulings.append(ruling)
    return tuple(rulings)


def judge(filters: Filters, title: str, text: str, language: str) -> Ruling:
    """Return whether the article is taken, and which rule refused it."""
    return _judge(filters, filters.pattern, (title, text, language))[0]


def fold(text: str) -> str:
    """Return the text without what words are compared without."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_ALIKE)
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", bare)


def _each(
    lists: Sequence[str], change: Callable[[str], str] = str.strip
) -> tuple[str, ...]:
    words = (change(word) for each in lists for word in keywords(each))
    return tuple(dict.fromkeys(words))


def _judge(
    filters: Filters, pattern: str, article: tuple[str, str, str]
) -> tuple[Ruling, bool]:
    title, text, language = article
    text = text[:_LONGEST_TEXT]
    reason = _wrong_language(filters.languages, language)
    if not reason and (filters.include or filters.exclude):
        reason = _wrong_words(filters, fold(title), fold(text))
    if reason or not pattern:
        return Ruling(not reason, reason), True
    return _matched(pattern, f"{title}\n{text}")


def _wrong_language(wanted: Sequence[str], language: str) -> str:
    # An article too short to tell its language is not refused for it.
    codes = {each.lower().partition("-")[0] for each in wanted}
    if not language or not codes or language.partition("-")[0] in codes:
        return ""
    return f"its language is {language}; wanted: {_listed(sorted(codes))}"


def _wrong_words(filters: Filters, title: str, text: str) -> str:
    for word in filters.exclude:
        place = _place(word, title, text)
        if place:
            return f"its {place} contains the excluded {_named(word)}"
    if not filters.include or any(_place(w, title, text) for w in filters.include):
        return ""
    if len(filters.include) == 1:
        return f"it does not contain the wanted {_named(filters.include[0])}"
    words = _listed([f"“{word}”" for word in filters.include])
    return f"it contains none of the wanted words: {words}"


def _place(word: str, title: str, text: str) -> str:
    found = _finder(word)
    if found.search(title):
        return "title"
    return "text" if found.search(text) else ""


def _named(word: str) -> str:
    return f"{'phrase' if ' ' in word else 'word'} “{word}”"


def _listed(words: Sequence[str]) -> str:
    most = 5
    rest = len(words) - most
    return ", ".join(words[:most]) + (f" and {rest} more" if rest > 0 else "")


@lru_cache(maxsize=1024)
def _finder(word: str) -> "regex.Pattern[str]":
    """Return what finds the keyword in folded text; a star ends it early."""
    folded = fold(word.strip())
    stem = folded.rstrip("*")
    parts = [regex.escape(each) for each in _BETWEEN.split(stem) if each]
    before = rf"(?<!{_LETTER})" if _IS_LETTER.match(stem) else ""
    ends = stem == folded and _IS_LETTER.match(stem[-1:])
    after = rf"(?!{_LETTER})" if ends else ""
    # A keyword of dashes or stars alone finds nothing.
    body = _GAP.join(parts) or r"(?!)"
    return regex.compile(before + body + after, regex.V1)


def _matched(pattern: str, text: str) -> tuple[Ruling, bool]:
    wrong = _pattern_problem(pattern)
    if wrong:
        return Ruling(True, _NOT_APPLIED.format(wrong)), True
    try:
        # concurrent: the interpreter is free meanwhile, wherever this runs.
        found = _compiled(pattern).search(text, timeout=_PATTERN_S, concurrent=True)
    except (TimeoutError, MemoryError):
        return Ruling(True, _NOT_APPLIED.format(_TOO_SLOW)), False
    return (Ruling(True) if found else Ruling(False, "the regex does not match")), True


def _problems(filters: Filters) -> Iterator[str]:
    words = (*filters.include, *filters.exclude)
    if len(words) > MOST_KEYWORDS:
        yield f"{len(words)} keywords are too many; the most is {MOST_KEYWORDS}"
    for word in words:
        if len(word) > _LONGEST_KEYWORD:
            yield f"“{word[:20]}…” is too long; the most is {_LONGEST_KEYWORD} letters"
        elif not any(ch.isalnum() for ch in word):
            yield f"the keyword “{word}” holds no letter or digit"
    for code in filters.languages:
        if not regex.fullmatch(r"[a-z]{2}(-\w+)?", code, regex.IGNORECASE):
            yield f"“{code}” is no language code; use two letters, such as en or de"
    wrong = _pattern_problem(filters.pattern) if filters.pattern else ""
    if wrong:
        yield f"the regex cannot be used: {wrong}"


@lru_cache(maxsize=256)
def _pattern_problem(pattern: str) -> str:
    if len(pattern) > LONGEST_PATTERN:
        return f"it is longer than {LONGEST_PATTERN} characters"
    copies = _copies(pattern)
    if copies is None:
        return "of the (? forms it may use only (?:…) (?=…) (?!…) (?<=…) (?<!…) (?i)"
    if copies > _MOST_COPIES:
        return "it repeats what is repeated too often"
    try:
        _compiled(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.IGNORECASE | regex.V0)


def _copies(pattern: str) -> int | None:
    """Return how many parts the compiled pattern has at most.

    `x{9}` is nine copies of x, `x+` two: nested, they fill any memory. None for
    a construct whose cost cannot be told so simply.
    """
    totals, last = [0], 0
    for token in _SYNTAX.finditer(pattern):
        match token.lastgroup:
            case "odd":
                return None
            case "open" if not token.group().endswith(")"):
                totals.append(0)
            case "close" if len(totals) > 1:
                last = totals.pop() + 1
                totals[-1] += last
            case _ if token["repeat"]:
                more = last * (_times(token) - 1)
                totals[-1] += more
                last += more
            case _:
                last = 1
                totals[-1] += 1
        if totals[-1] > _MOST_COPIES:
            break
    return max(totals)


def _times(token: "regex.Match[str]") -> int:
    sign = token.group()
    if sign in "*?":
        return 1
    least = 1 if sign == "+" else int(token["least"] or 0)
    return max(1, least + (sign == "+" or bool(token["more"])))
