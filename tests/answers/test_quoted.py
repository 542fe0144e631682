"""Whose quotes are told, and how much is read for that."""

from datetime import timedelta

from digests.answers.quoted import fitting, foremost
from digests.asked import Said, Saying
from digests.types import Quote
from tests.builders import NOON

ADA = Saying("Ada Marsh")


class Counted(str):
    """An article's text that knows how often it was made into words."""

    __slots__ = ("times",)

    def strip(self, *args) -> str:
        self.times = getattr(self, "times", 0) + 1
        return str.strip(self, *args)


def said(words: str, speaker: str, number: int = 0, article: int = 1) -> Said:
    quote = Quote(words, number, number + len(words), speaker=speaker)
    at = NOON - timedelta(minutes=number)
    return Said(quote, article, "Toll", "http://site.test/1", "Gazette", at)


def test_a_surname_is_a_persons_where_the_text_names_them_in_full():
    mine, others, none = (said(f"W{n}", "Marsh", n, n) for n in range(3))
    found = [
        (mine, "Ada Marsh came. Later Marsh spoke."),
        (others, "Eva Marsh came."),
        (none, "Marsh came."),
    ]
    assert fitting(found, ADA) == [mine]


def test_an_article_is_gone_through_once_however_many_quotes_it_has():
    text = Counted("Ada Marsh came. Later Marsh spoke, and spoke again. " * 20)
    found = [(said(f"Words {n}", "Marsh", n), text) for n in range(30)]
    assert len(fitting(found, ADA)) == 30
    assert text.times == 1


def test_the_newest_come_first_and_of_the_same_words_one():
    found = [
        (said("The toll falls", "Ada Marsh", 2), ""),
        (said("The ferry stays", "Ada Marsh", 1), ""),
        (said("The ferry stays.", "Ada Marsh", 0), ""),
        (said("Nobody pays", "Jon Vik", 3), ""),
    ]
    told = [each.quote.text for each in foremost(found, ADA, 9)]
    assert told == ["The ferry stays.", "The toll falls"]


def test_no_more_are_compared_than_are_told():
    words = [Counted(f"Sentence number {n}") for n in range(50)]
    found = [(said(each, "Ada Marsh", n), "") for n, each in enumerate(words)]
    assert len(foremost(found, ADA, 3)) == 3
    assert sum(getattr(each, "times", 0) for each in words) == 3
