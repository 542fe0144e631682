"""What a question narrows is taken out of it, in the calendar of those who ask."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.answers.narrowing import understand
from digests.asked import ALWAYS, Span

# A Wednesday.
NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)
OUTLETS = ("The Gazette", "Tarn Courier", "Le Monde")


def read(question: str, zone: str = "UTC"):
    return understand(question, NOW, zone, OUTLETS)


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("What opened yesterday?", "2026-05-05", "2026-05-06"),
        ("What opened last week?", "2026-04-27", "2026-05-04"),
        ("What opened in March?", "2026-03-01", "2026-04-01"),
        ("What opened in March 2025?", "2025-03-01", "2025-04-01"),
        ("What opened on 3 March?", "2026-03-03", "2026-03-05"),
        ("What opened on Monday?", "2026-05-04", "2026-05-06"),
        ("Was wurde gestern eröffnet?", "2026-05-05", "2026-05-06"),
        ("Was wurde im April eröffnet?", "2026-04-01", "2026-05-01"),
        ("¿Qué abrió la semana pasada?", "2026-04-27", "2026-05-04"),
        ("Что открыли вчера?", "2026-05-05", "2026-05-06"),
        ("昨天开了什么?", "2026-05-05", "2026-05-06"),
    ],
)
def test_a_time_that_is_named_is_when_it_was_published(question, since, until):
    found = read(question)
    assert (found.span, found.firm) == (Span(day(since), day(until)), False)
    assert found.undated == question


@pytest.mark.parametrize(
    "question",
    [
        "What opened since monday?",
        "What opened since 2026-05-04?",
        "What opened? since:2026-05-04",
        "What opened? since:monday",
        "What opened since 4 May?",
    ],
)
def test_since_asks_for_what_came_from_then_on(question):
    found = read(question)
    assert (found.span, found.firm) == (Span(day("2026-05-04")), True)
    assert found.meaning == "What opened?"


@pytest.mark.parametrize(
    ("question", "hours"),
    [
        ("What opened since 3 hours ago?", 3),
        ("What opened? since:2h", 2),
        ("What opened? since:2d", 48),
        ("Was öffnete seit vor 3 Stunden?", 3),
    ],
)
def test_what_is_counted_back_is_counted_from_now(question, hours):
    found = read(question)
    assert (found.span, found.firm) == (Span(NOW - timedelta(hours=hours)), True)


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("What opened on Wednesday?", ("2026-05-06", "2026-05-08")),
        ("What opened on Thursday?", ("2026-04-30", "2026-05-02")),
        ("What opened on Tuesday?", ("2026-05-05", "2026-05-07")),
        ("What opened last Wednesday?", ("2026-04-29", "2026-05-01")),
        ("Was öffnete am Mittwoch?", ("2026-05-06", "2026-05-08")),
    ],
)
def test_a_weekday_is_the_last_one_today_included(question, span):
    since, until = span
    assert read(question).span == Span(day(since), day(until))
    assert read("What opened since wednesday?").span == Span(day("2026-05-06"))


def test_days_are_those_of_the_zone():
    found = read("What opened yesterday?", "Asia/Tokyo")
    assert found.span.since == datetime(2026, 5, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "question",
    [
        "May he speak?",
        "Who marched in?",
        "When did the ceasefire begin and what was it for?",
        "How many opened in 1945?",
        "What happened on 9 May 1945?",
        "Who sat in the sun?",
    ],
)
def test_what_is_no_time_of_ours_narrows_nothing(question):
    found = read(question)
    assert (found.span, found.meaning) == (ALWAYS, question)


@pytest.mark.parametrize(
    ("question", "outlet", "meaning"),
    [
        ("What opened? outlet:courier", "Tarn Courier", "What opened?"),
        ('outlet:"the gazette" what opened?', "The Gazette", "what opened?"),
        ("What opened in the Gazette?", "The Gazette", "What opened?"),
        ("What opened according to Tarn Courier?", "Tarn Courier", "What opened?"),
        ("Who opened it? outlet:Nobody", "Nobody", "Who opened it?"),
    ],
)
def test_an_outlet_is_named_with_a_sign_or_in_plain_words(question, outlet, meaning):
    found = read(question)
    assert (found.outlets, found.meaning) == ((outlet,), meaning)


def test_an_outlet_in_plain_words_is_meant_as_it_is_spelt():
    plain = understand("Was it built in time?", NOW, "UTC", ("Time",))
    assert (plain.outlets, plain.meaning) == ((), "Was it built in time?")
    named = understand("What was built, according to Time?", NOW, "UTC", ("Time",))
    assert named.outlets == ("Time",)


def test_a_place_that_is_no_outlet_stays_in_the_question():
    assert read("What opened in Tarn?").meaning == "What opened in Tarn?"


def test_a_speaker_is_named_with_a_sign():
    found = read('speaker:"Ada Marsh" toll')
    assert (found.speaker, found.meaning) == ("Ada Marsh", "toll")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_nothing_that_is_typed_cannot_be_read(question):
    """SAFETY 48."""
    found = read(f"outlet:{question} since:{question} {question} yesterday")
    assert isinstance(found.meaning, str)
