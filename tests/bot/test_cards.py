"""What a card holds: plain text, one phrase per speaker, honest about its source."""

import pytest

from bot.cards import (
    UNNAMED,
    answer_card,
    answered_card,
    card_of,
    cards_of,
    headline_of_digest,
)
from digests.asked import Answered, Cited, Scope, Understood
from digests.types import Answer, Digest, KeyQuote, Passage, Story, Verdict
from tests.builders import NOON, a_quote, a_report, an_article

TEXT = "“Tolls end today,” said Ada Marsh, the mayor. “We won,” someone shouted."


def a_story(article=None, *quotes) -> Story:
    article = article or an_article(TEXT)
    return Story(
        (a_report(article, *quotes),), tuple(KeyQuote(q, article) for q in quotes)
    )


def test_a_quote_is_printed_with_its_speaker_and_role():
    article = an_article(TEXT)
    quote = a_quote(article, "Tolls end today,", speaker="Ada Marsh", role="mayor")
    (line,) = card_of(a_story(article, quote)).quotes
    assert (line.words, line.speaker) == ("Tolls end today", "Ada Marsh, mayor")


def test_words_of_nobody_say_so():
    article = an_article(TEXT)
    (line,) = card_of(a_story(article, a_quote(article, "We won,"))).quotes
    assert line.speaker == UNNAMED


def test_a_quote_over_two_paragraphs_is_printed_as_one():
    article = an_article("He said: “We won.\n\n“We did not expect it.”")
    quote = a_quote(article, "We won.\n\n“We did not expect it.")
    (line,) = card_of(a_story(article, quote)).quotes
    assert line.words == "We won. We did not expect it."


def test_a_quote_from_another_outlet_names_it():
    own = an_article(TEXT)
    other = an_article(TEXT, url="https://herald.example/1", outlet="The Herald")
    quote = a_quote(other, "We won,", speaker="Bo Lind")
    story = Story((a_report(own), a_report(other)), (KeyQuote(quote, other),))
    card = card_of(story)
    assert card.quotes[0].outlet == "The Herald"
    assert [each.outlet for each in card.others] == ["The Herald"]


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict.FULL, "full text"),
        (Verdict.TEASER, "teaser"),
        (Verdict.HEADLINE, "headline only"),
        (Verdict.PAYWALL, "paywall"),
        (Verdict.CONSENT, "consent wall"),
    ],
)
def test_a_card_says_which_text_it_was_made_from(verdict, words):
    assert words in card_of(a_story(an_article(TEXT, verdict=verdict))).made_from


def test_an_article_without_title_is_untitled():
    assert card_of(a_story(an_article(TEXT, title=""))).headline == "Untitled"


def test_a_digest_is_introduced_by_what_it_was_made_from():
    one = a_story()
    two = a_story(an_article(TEXT, url="https://herald.example/1", outlet="Herald"))
    assert headline_of_digest(Digest((one, two), NOON)) == (
        "2 stories from 2 articles by 2 outlets"
    )
    nameless = a_story(an_article(TEXT, outlet=""))
    assert headline_of_digest(Digest((nameless,), NOON)) == "1 story from 1 article"
    assert len(cards_of(Digest((one, two), NOON))) == 2


def test_an_answer_shows_its_source_and_a_refusal_what_is_nearest():
    passage = Passage(1, "Tolls end.", 0, 10, "https://a.example/1", "Tolls", "Gazette")
    answered = answer_card(Answer("When?", (passage,), (passage,)))
    assert answered.sentences[0][1].link == "https://a.example/1"
    assert answered.nearest == ()
    refused = answer_card(Answer("When?", (), (passage,)))
    assert refused.sentences == ()
    assert [each.title for each in refused.nearest] == ["Tolls"]


@pytest.mark.parametrize(
    ("found", "note"),
    [
        ({}, "From all that was read here."),
        ({"elsewhere": True}, "Nothing in that outlet; this is from all that"),
        (
            {"passed": (Scope.STORY,), "elsewhere": True, "undated": True},
            "Nothing in this story, that outlet or that time; this is from all that",
        ),
    ],
)
def test_an_answer_tells_what_it_had_to_leave_aside(found, note):
    passage = Passage(1, "We won.", 0, 7, "https://gazette.example/1", "Won")
    answer = Answer("Who won?", (passage,))
    told = Answered(answer, Understood("Who won?"), cited=(Cited(),), **found)
    assert answered_card(told).note.startswith(note)
