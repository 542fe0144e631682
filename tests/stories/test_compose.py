"""A digest: every report in one story, the most important first."""

from datetime import timedelta

from digests.stories.compose import compose
from digests.types import Verdict
from tests.builders import NOON
from tests.stories.reports import (
    FIRE,
    FLOOD_ELSEWHERE,
    FLOOD_GAZETTE,
    FLOOD_HERALD,
    a_report_of,
)

LATER = NOON + timedelta(hours=6)


def test_what_two_outlets_report_comes_before_what_one_does():
    digest = compose(
        [
            a_report_of(FIRE, "Gazette"),
            a_report_of(FLOOD_GAZETTE, "Gazette"),
            a_report_of(FLOOD_HERALD, "Herald", 1),
        ],
        LATER,
    )
    assert [len(story.reports) for story in digest.stories] == [2, 1]
    assert digest.articles == 3


def test_the_card_is_built_on_the_fullest_report():
    stub = a_report_of(
        FLOOD_GAZETTE.split("\n\n", maxsplit=1)[0], "Gazette", verdict=Verdict.TEASER
    )
    full = a_report_of(FLOOD_HERALD, "Herald", 1)
    (story,) = compose([stub, full], LATER).stories
    assert story.lead == full


def test_fresh_news_comes_before_old():
    old, new = (
        a_report_of(FIRE, "Gazette", hours=-96),
        a_report_of(FLOOD_ELSEWHERE, "Herald"),
    )
    assert [s.lead for s in compose([old, new], LATER).stories] == [new, old]


def test_a_bare_headline_comes_last():
    bare = a_report_of(FIRE, "Gazette", verdict=Verdict.HEADLINE)
    full = a_report_of(FLOOD_ELSEWHERE, "Herald", hours=-20)
    assert [s.lead for s in compose([bare, full], LATER).stories] == [full, bare]


def test_a_teaser_stands_between_a_full_report_and_a_bare_headline():
    teaser = a_report_of(FLOOD_HERALD, "Herald", hours=-4, verdict=Verdict.TEASER)
    bare = a_report_of(FIRE, "Post", verdict=Verdict.PAYWALL)
    full = a_report_of(FLOOD_ELSEWHERE, "Gazette", hours=-4)
    digest = compose([bare, teaser, full], LATER)
    assert [story.lead for story in digest.stories] == [full, teaser, bare]


def test_a_limit_keeps_the_most_important():
    reports = [
        a_report_of(FIRE, "Gazette", hours=-96),
        a_report_of(FLOOD_GAZETTE, "Herald"),
    ]
    digest = compose(reports, LATER, limit=1)
    assert [story.lead for story in digest.stories] == [reports[1]]


def test_the_number_of_an_articles_story_counts_from_one():
    reports = [
        a_report_of(FIRE, "Gazette", hours=-96),
        a_report_of(FLOOD_GAZETTE, "Herald"),
    ]
    digest = compose(reports, LATER)
    assert [digest.number_of(report.article) for report in reports] == [2, 1]
    elsewhere = a_report_of(FLOOD_ELSEWHERE, "Post").article
    assert digest.number_of(elsewhere) is None
