"""Articles on one event come together; look-alikes stay apart."""

from digests.stories.cluster import cluster
from tests.stories.reports import (
    FIRE,
    FLOOD_ELSEWHERE,
    FLOOD_GAZETTE,
    FLOOD_HERALD,
    a_report_of,
)


def groups(*reports) -> tuple[tuple[int, ...], ...]:
    return cluster([report.article for report in reports])


def test_two_outlets_on_one_event_are_one_story():
    found = groups(
        a_report_of(FLOOD_GAZETTE, "Gazette", title="Alder floods Tarn"),
        a_report_of(FIRE, "Gazette", title="Fire destroys warehouse"),
        a_report_of(FLOOD_HERALD, "Herald", 2, title="Night in the school"),
    )
    assert found == ((0, 2), (1,))


def test_an_event_of_the_same_kind_elsewhere_is_another_story():
    found = groups(
        a_report_of(FLOOD_GAZETTE, "Gazette", title="Alder floods Tarn"),
        a_report_of(FLOOD_ELSEWHERE, "Herald", 2, title="Rain floods Lindau"),
    )
    assert found == ((0,), (1,))


def test_the_same_words_weeks_later_are_another_story():
    found = groups(
        a_report_of(FLOOD_GAZETTE, "Gazette"),
        a_report_of(FLOOD_GAZETTE, "Herald", 24 * 21),
    )
    assert found == ((0,), (1,))


def test_a_copy_joins_what_it_copies():
    found = groups(
        a_report_of(FIRE, "Gazette"),
        a_report_of(FLOOD_GAZETTE, "Gazette"),
        a_report_of(FLOOD_GAZETTE, "Herald", 1),
    )
    assert found == ((0,), (1, 2))


def test_no_articles_give_no_story():
    assert cluster([]) == ()


def test_articles_without_text_stand_alone():
    empty = [a_report_of("", outlet, title="") for outlet in ("Gazette", "Herald")]
    assert groups(*empty) == ((0,), (1,))
