"""What a number counts in a sentence, it counts in its sources."""

import json
from pathlib import Path

import pytest

from digests.assigned import Source, Task
from digests.grounding.counted import miscounts
from digests.grounding.gate import judge
from digests.grounding.numbers import numbers_in
from digests.grounding.replies import Reply, Written
from digests.grounding.sources import ground
from digests.retold import Fault

FOLDER = Path(__file__).parents[1] / "data" / "moved"
STORM = """Seven people were hurt and three killed as a storm hit Ostrand on Monday.
The roof of the station will cost 12 million euros; insurers pay 400,000. Ostrand lost
90 trees, Welby 14. Winds rose from 60 to 140 kilometres an hour. Trains stop on 4 May
and run again on 18 June. Households without power fell by six percentage points."""
SAID = ground((Source(STORM, "", "en"),))


@pytest.mark.parametrize(
    "sentence",
    [
        "Three people died and seven were injured in Ostrand on Monday.",
        "A new roof for the station costs €12m, of which insurers pay 400,000.",
        "Welby lost 14 trees and Ostrand 90.",
        "Winds of up to 140 km/h were measured.",
        "Winds went up from 60 to 140 kilometres an hour.",
        "Trains run again on 18 June after they stop on 4 May.",
        "Three people were killed.",
        "There were seven injured people.",
        "Power cuts fell six percentage points.",
    ],
)
def test_a_number_may_be_told_in_other_words(sentence):
    assert not miscounts(sentence, SAID)


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven people were killed and three hurt in the storm.",
        "Three people were hurt.",
        "Seven people died.",
        "The roof of the station will cost 12 million dollars.",
        "The roof will cost 400,000; insurers pay 12 million euros.",
        "Welby lost 90 trees.",
        "Winds rose to 140 miles an hour.",
        "Winds went from 140 to 60 kilometres an hour.",
        "Trains stop on 18 June and run again on 4 May.",
        "Households without power fell by six per cent.",
        "Winds rose to 60 kilometres an hour.",
    ],
)
def test_a_number_that_counts_something_else_is_noticed(sentence):
    assert miscounts(sentence, SAID)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5,000,000 people", "five million people"),
        ("$3.2bn", "3.2 billion dollars"),
        ("3 mil millones de pesos", "3,000,000,000 pesos"),
        ("a million people", "1 million people"),
        ("25 Boote", "fünfundzwanzig Boote"),
        ("три человека в июне", "трёх человек, июнь"),
        ("三百亿元", "300亿元"),
        ("٤١ شخصا يوم الاثنين", "41 people on Monday"),
        ("6月5日", "5 June"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one, other):
    assert numbers_in(one) == numbers_in(other)


@pytest.mark.parametrize("word", ["once more", "a may be", "四川"])
def test_what_only_looks_like_a_number_is_none(word):
    assert not numbers_in(word)


@pytest.mark.parametrize(
    ("texts", "least", "most"), [("texts", 0.95, 0.1), ("fresh", 0.9, 0.2)]
)
def test_of_texts_in_seven_languages_most_swaps_are_cut(texts, least, most):
    """SAFETY 40. The gate without its weights; `fresh` was written before the code."""
    passed: dict[str, list[bool]] = {"supported": [], "unsupported": []}
    for row in json.loads((FOLDER / f"{texts}.json").read_text("utf8")):
        source = Source(row["text"], "", row["language"])
        for kind, found in passed.items():
            found += [not _caught(each, source) for each in row[kind]]

    assert _share(passed["supported"]) >= least
    assert _share(passed["unsupported"]) <= most


def _caught(sentence: str, source: Source) -> bool:
    told = judge(Reply((Written(sentence, (1,)),)), Task("", (source,)))
    return any(cut.fault is not Fault.UNSUPPORTED for cut in told.cut)


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)
