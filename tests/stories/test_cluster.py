"""Articles on one event come together; look-alikes stay apart."""

from itertools import combinations

import pytest

from bench.learn_stories import bcubed
from digests.stories.cluster import cluster, settle
from tests.stories.reports import (
    FIRE,
    FLOOD_ELSEWHERE,
    FLOOD_GAZETTE,
    FLOOD_HERALD,
    a_report_of,
)
from tests.stories.streams import STREAMS, stream


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


def test_a_cut_copy_under_another_headline_joins_what_it_copies():
    found = groups(
        a_report_of(FLOOD_GAZETTE, "Gazette", title="Alder floods Tarn"),
        a_report_of(FIRE, "Gazette"),
        a_report_of(FLOOD_GAZETTE.rsplit("\n\n", 1)[0], "Herald", 1, title="In boats"),
    )
    assert found == ((0, 2), (1,))


def test_no_articles_give_no_story():
    assert cluster([]) == ()


def test_articles_without_text_stand_alone():
    empty = [a_report_of("", outlet, title="") for outlet in ("Gazette", "Herald")]
    assert groups(*empty) == ((0,), (1,))


def story_of(articles) -> list[int]:
    """The number of each article's story."""
    found = settle(articles)
    number = {place: i for i, places in enumerate(found) for place in places}
    return [number[place] for place in range(len(articles))]


@pytest.mark.parametrize("name", STREAMS)
def test_a_days_reports_from_one_town_or_cast_come_apart_by_event(name):
    events, articles = stream(name)
    assert bcubed(events, story_of(articles)) >= 0.9


@pytest.mark.parametrize("name", STREAMS)
def test_the_order_in_which_reports_come_changes_little(name):
    events, articles = stream(name)
    assert bcubed(events[::-1], story_of(articles[::-1])) >= 0.9


def test_a_report_that_came_too_early_joins_what_it_belongs_to():
    """Taken as they come they are three; seen as a whole they are one event."""
    events, articles = stream("bridge-opening")
    assert len(cluster(articles)) == len(set(events)) + 1
    assert len(settle(articles)) == len(set(events))


def test_two_events_share_a_story_in_hardly_any_stream():
    mixed = []
    for name in STREAMS:
        events, articles = stream(name)
        pairs = combinations(zip(events, story_of(articles), strict=True), 2)
        if any(a != b and x == y for (a, x), (b, y) in pairs):
            mixed.append(name)
    assert len(STREAMS) >= 12
    assert len(mixed) <= 1, mixed


def test_many_streams_at_once_mix_no_two_events():
    """A channel with many feeds: all the streams in one, in order of time."""
    told = [
        (f"{name} {event}", article)
        for name in STREAMS
        for event, article in zip(*stream(name), strict=True)
    ]
    told.sort(key=lambda each: str(each[1].published))
    events, articles = zip(*told, strict=True)
    assert bcubed(events, story_of(articles)) >= 0.9
