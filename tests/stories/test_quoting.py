"""Which quotes a card prints."""

from msgspec.structs import replace

from digests.stories.quoting import key_quotes
from digests.types import Report, Sentence, Summary
from tests.builders import a_quote, a_report, an_article

TEXT = (
    "The bridge opened. “We waited ten years for this,” said Ada Marsh. “It will "
    "change the town,” she said. “We waited ten long years for this,” Ada Marsh "
    "repeated. “Tolls are a shame,” said Bo Lind. It was “late”, Eva Ray said. "
    "“I like boats,” said Cy Fox. “The toll is too high,” said Dee Orr, “and nobody "
    "has told us what it is for.”"
)


def report(*quotes: tuple[str, str | None], url: str = "https://a.example/1") -> Report:
    article = an_article(TEXT, url=url)
    return a_report(
        article, *(a_quote(article, words, speaker=who) for words, who in quotes)
    )


def printed(*reports: Report) -> list[str]:
    return [key.quote.text for key in key_quotes(reports)]


WAITED = ("We waited ten years for this", "Ada Marsh")
AGAIN = ("We waited ten long years for this", "Ada Marsh")
CHANGE = ("It will change the town", "Ada Marsh")
TOLLS = ("Tolls are a shame", "Bo Lind")
BOATS = ("I like boats", "Cy Fox")
LATE = ("late", "Eva Ray")
HALF = ("and nobody has told us what it is for.", "Dee Orr")


def test_a_card_prints_at_most_three():
    assert len(printed(report(WAITED, CHANGE, TOLLS, BOATS))) == 3


def test_no_two_are_nearly_alike():
    assert printed(report(WAITED, AGAIN)) == [WAITED[0]]


def test_other_speakers_come_before_more_of_the_same():
    assert printed(report(WAITED, CHANGE, TOLLS, BOATS)) == [
        WAITED[0],
        TOLLS[0],
        BOATS[0],
    ]


def test_more_of_the_same_fills_what_room_is_left():
    assert printed(report(WAITED, CHANGE)) == [WAITED[0], CHANGE[0]]


def test_a_fragment_is_printed_only_where_nothing_else_was_said():
    assert printed(report(LATE, WAITED)) == [WAITED[0]]
    assert printed(report(LATE)) == [LATE[0]]


def test_what_the_summary_says_already_is_not_repeated():
    start = TEXT.index("“Tolls")
    end = TEXT.index(" It was")
    first = report(WAITED, TOLLS)
    told = Summary((Sentence(TEXT[start:end], start, end, 0),))
    assert printed(replace(first, summary=told)) == [WAITED[0]]


def test_half_a_sentence_is_printed_only_where_nothing_else_was_said():
    assert printed(report(HALF, TOLLS)) == [TOLLS[0]]
    assert printed(report(HALF)) == [HALF[0]]
    assert printed(report(HALF, LATE)) == [HALF[0]]


def test_those_whom_the_story_is_about_come_first():
    first = report(BOATS, TOLLS)
    about = replace(first, article=replace(first.article, title="Lind against tolls"))
    assert printed(first) == [BOATS[0], TOLLS[0]]
    assert printed(about) == [TOLLS[0], BOATS[0]]


def test_words_of_nobody_come_last():
    assert printed(report((TOLLS[0], None), WAITED)) == [WAITED[0], TOLLS[0]]


def test_another_outlets_quotes_fill_a_card():
    one, other = report(WAITED), report(BOATS, url="https://b.example/1")
    keys = key_quotes([one, other])
    assert [key.article.url for key in keys] == [one.article.url, other.article.url]


def test_no_quotes_no_quotes():
    assert key_quotes([report()]) == ()
