"""A translation keeps what needs no translating: numbers, days, and every name.

Nor does it add a name. Names are compared as they are spelled in Latin letters,
places by what they are called. A script without capitals shows no names of its own:
there, numbers are held against each other, and what stands in Latin letters.
"""

from digests.articles.language import detect
from digests.grounding.denials import denies
from digests.grounding.endings import stem
from digests.grounding.named import named, shows_no_names, surely_named
from digests.grounding.numbers import numbers_in
from digests.grounding.places import is_place, places
from digests.grounding.quoted import MARK
from digests.grounding.spelling import is_among
from digests.quotes.lexicon import words as listed

# What is said of countries, beside the words for their people.
_PLACES = frozenset(
    """
    french british english scottish welsh irish spanish dutch polish turkish danish
    swedish finnish european african asian arab arabic western eastern northern southern
    """.split()  # noqa: SIM905 - a text of words reads better
)
# What names are made of that every language has a word for.
_COMMON = frozenset(
    """
    lake river mount mountain mountains cape island islands bay sea ocean street road
    square park bridge university college school hospital airport station museum church
    world war new old great greater supreme national international united republic
    kingdom north south east west central first second high federal royal cup league
    academy award championship peninsula street theatre garden castle valley port
    """.split()  # noqa: SIM905
)
_TOLD = ("demonym", "time", "role", "title", "rank", "body", "document")


def mistranslates(
    original: str, translation: str, language: str, origin: str = ""
) -> bool:
    """Tell whether a name, number or denial is missing or new, or anything quoted.

    `language` is that of the translation, `origin` that of the original.
    """
    origin = origin or detect(original)
    return (
        bool(MARK.search(translation))
        or numbers_in(original, origin) != numbers_in(translation, language)
        or denies(original, origin) != denies(translation, language)
        or bool(_without(named(original, origin), translation, language, origin))
        or bool(added_names(original, translation, language, origin))
    )


def added_names(
    original: str, translation: str, language: str, origin: str = ""
) -> list[str]:
    """Return the names of a translation that its original does not have.

    As many words as the original has of "Supreme Court" may be words for that. Of a
    script without capitals only places and people are sure to be names.
    """
    names = named(translation, language)
    if shows_no_names(original):
        names = surely_named(translation, language)
    found = _without(names, original, origin, language)
    sure = set(surely_named(translation, language))
    words = sum(each.lower() in _COMMON for each in named(original, origin))
    return found if len(found) > words or sure & set(found) else []


def _without(names: list[str], text: str, language: str, told_in: str) -> list[str]:
    """Return the names, in the language `told_in`, that a text in another has not."""
    there = places(text, language)
    return [
        name
        for name in names
        if not _is_translated(name.lower(), told_in)
        and places(name, told_in).isdisjoint(there)
        and (
            (is_place(name, told_in) and shows_no_names(text))
            or not is_among(name, text)
        )
    ]


def _is_translated(name: str, language: str) -> bool:
    """Tell whether a word with a capital is one that every language has its own for."""
    return (
        name in _PLACES
        or name in _COMMON
        or any(
            form in listed(code, group)
            for code in ("en", language)
            for form in (name, stem(name), name.removesuffix("s"))
            for group in _TOLD
        )
    )
