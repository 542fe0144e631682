"""The numbers of a sentence: each must count in its sources what it counts here."""

from collections.abc import Sequence
from itertools import pairwise

from digests.grounding.counting import Counted, counted, merged
from digests.grounding.numbers import read_numbers
from digests.grounding.sources import Ground
from digests.quotes.lexicon import listed

# So many words at most part two numbers that belong together.
_LINKED = 3
# So many words that are another number's tell by themselves that it was meant.
_ENOUGH = 2

# Two numbers with the word between them.
_Link = tuple[str, str, str]


def miscounts(sentence: str, ground: Ground) -> bool:
    """Tell whether a number, day or month is told of what the sources tell another.

    That is where none of the words near it stand near it there, and one of its own
    belongs to another number; where its unit is another; or where "from 4 to 5" is
    turned round.
    """
    language = ground.language
    said = [(at, x) for at, t in enumerate(ground.told) for x in counted(t, language)]
    linked = frozenset[_Link]().union(*(_links(t, language) for t in ground.told))
    return any(_is_moved(each, said) for each in counted(sentence, language)) or any(
        link not in linked and link[::-1] in linked
        for link in _links(sentence, language)
    )


def _is_moved(here: Counted, said: Sequence[tuple[int, Counted]]) -> bool:
    value, counts = here.number.value, here.number.counts
    sentences = {at for at, there in said if there.number.value == value}
    places = [there for _, there in said if there.number.value == value]
    others = [
        (at in sentences, there)
        for at, there in said
        if there.number.value != value and there.number.counts is counts
    ]
    beside = [other for is_beside, other in others if is_beside]
    like = [other for _, other in others if _is_like(here, other)]
    return bool(places) and (
        _is_otherwise_measured(here, places)
        or _is_of_another(here, places, (*beside, *like))
        or _is_by_another(here, places, beside)
        or _is_led_as_another(here, places, beside)
        or _is_elsewhere(here, places, like)
    )


def _is_otherwise_measured(here: Counted, places: Sequence[Counted]) -> bool:
    measured = [there.unit for there in places if there.unit]
    return bool(here.unit and measured) and all(map(here.unit.isdisjoint, measured))


def _is_of_another(
    here: Counted, places: Sequence[Counted], others: Sequence[Counted]
) -> bool:
    """Tell whether it is told of a name that another number is told of there."""
    named = {there.of for there in places}
    owned = {other.of for other in others if other.noun in {"", here.noun}} - named
    return bool(here.of and here.noun) and all(named) and here.of in owned


def _is_by_another(
    here: Counted, places: Sequence[Counted], beside: Sequence[Counted]
) -> bool:
    """Tell whether its words are another's of the sentence there, and none its own."""
    near = merged(there.near for there in places)
    its_own = near - merged(other.near for other in beside)
    anothers = merged(other.own for other in beside) - near
    return here.near.isdisjoint(its_own) and not here.own.isdisjoint(anothers)


def _is_led_as_another(
    here: Counted, places: Sequence[Counted], beside: Sequence[Counted]
) -> bool:
    """Tell whether it is "by" here what there is "to", and another of the sort "by"."""
    leds = {there.led for there in places}
    others = {x.led for x in beside if x.unit and here.unit}
    return all(leds) and here.led not in leds and here.led in others - {""}


def _is_elsewhere(
    here: Counted, places: Sequence[Counted], like: Sequence[Counted]
) -> bool:
    """Tell whether its words are of another sentence, where another number is."""
    near = merged(there.near for there in places)
    anothers = merged(other.own for other in like) - near - here.units
    told = here.near - here.units
    return told.isdisjoint(near) and len(here.own & anothers) >= _ENOUGH


def _is_like(one: Counted, other: Counted) -> bool:
    """Tell whether two numbers count the same."""
    if one.number.counts:
        same = bool(one.noun) and one.noun == other.noun
        return same or not one.unit.isdisjoint(other.unit)
    return not one.own.isdisjoint(other.own)


def _links(text: str, language: str) -> frozenset[_Link]:
    """Return the pairs of numbers that one little word joins: "from 4 to 5"."""
    found = [each for each in read_numbers(text, language) if each.counts]
    between = (
        (one.value, text[one.end : other.start].split(), other.value)
        for one, other in pairwise(found)
    )
    return frozenset(
        (one, words[-1], other)
        for one, words, other in between
        if 0 < len(words) <= _LINKED and words[-1] in listed(language, "preposition")
    )
