"""Which of several things somebody means."""

import pytest

from digests.naming import Called, meant

RAIL = Called(1, "Rail", "https://rail.example/feed")
ROADS = Called(12, "Roads and bridges", "http://www.roads.example/feed/")
YEAR = Called(30, "2026")
KNOWN = (RAIL, ROADS, YEAR)


def found(typed: str, *known: Called) -> list[Called]:
    return meant(typed, known or KNOWN, lambda each: each)


@pytest.mark.parametrize(
    "typed",
    ["12", " roads  AND bridges", "bridge", "https://roads.example/feed", "roads"],
)
def test_a_thing_goes_by_number_address_name_or_part_of_it(typed):
    assert found(typed) == [ROADS]


@pytest.mark.parametrize("typed", ["", "  ", "r", "ra", "2", "3", "202", "rails"])
def test_a_number_that_is_gone_or_a_letter_or_two_names_nothing(typed):
    assert found(typed) == []


def test_a_whole_name_may_be_short_or_a_number():
    assert found("2026") == [YEAR]
    assert found("eu", Called(1, "Europe"), Called(2, "EU")) == [Called(2, "EU")]


def test_a_number_comes_before_a_name():
    assert found("1", RAIL, Called(7, "1")) == [RAIL]


def test_what_fits_several_names_all_of_them():
    twins = (Called(1, "The Gazette"), Called(2, "the gazette"))
    assert found("The Gazette", *twins) == list(twins)
    assert found("gaz", *twins) == list(twins)
