"""Which sentences make a summary: few, whole, in order, and the right ones."""

from hypothesis import given
from hypothesis import strategies as st

from digests.articles.sentences import split
from digests.condense.choose import MOST_SENTENCES, MOST_WORDS, choose
from digests.condense.extractive import condense
from digests.condense.words import length
from digests.types import Verdict
from tests.builders import an_article

FLOOD = """\
The river Alder burst its banks at Tarn on Monday night and flooded 140 homes, the \
county council said.

It was the third flood in the town in two years. But nobody had expected it so early.

Firefighters brought 65 people to the school in boats.

“Is anybody surprised?” asked one of them.

A new flood wall for Tarn, promised after the flood of 2024, will not be built before \
2028, the council said.

The school has a new roof. Its caretaker likes tea, and he has a dog.
"""


def chosen(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in choose(split(text, language))]


def test_a_summary_tells_the_event_and_what_follows_from_it():
    summary = " ".join(chosen(FLOOD))
    assert "burst its banks" in summary
    assert "flood wall" in summary
    assert "tea" not in summary


def test_a_summary_has_at_most_three_sentences_of_sixty_words_in_order():
    sentences = split(FLOOD * 5, "en")
    summary = choose(sentences)
    assert len(summary) <= MOST_SENTENCES
    assert length([each.text for each in summary]) <= MOST_WORDS
    assert list(summary) == sorted(summary, key=lambda each: each.start)


def test_what_leans_on_an_unchosen_sentence_is_not_chosen():
    assert not any(each.startswith(("But", "Its")) for each in chosen(FLOOD))


RACE = """\
Mara Quist, who rows to work each day, took the cup by two lengths.

Rowing

A ferrywoman who had never raced before won the Tarn Cup on Sunday, taking it by two \
lengths in a heavy swell.

Mara Quist, 41, crossed the lake in 21 minutes. She rows to work each day from her \
island to the pier.

The lake was closed to steamers until four o'clock, and 300 people watched from the \
shore.
"""


def test_a_standfirst_is_left_out_where_the_report_says_it_again():
    summary = chosen(RACE)
    assert summary[0].startswith("A ferrywoman who had never raced")
    assert not any("took the cup" in each for each in summary)


def test_a_section_label_is_no_sentence():
    assert "Rowing" not in chosen(RACE)


def test_a_first_paragraph_that_is_not_said_again_stays():
    assert chosen(FLOOD)[0].startswith("The river Alder burst")


def test_a_summary_opens_with_what_its_headline_tells():
    text = """\
The office counts 3,400 nests and asks walkers to keep away.

On the cliffs of Marren more puffins have bred this year than ever before. 3,400 nests \
were found in the last count, the bird office said on Monday.

The wardens will close the northern path until August.
"""
    title = "More puffins than ever breed on the cliffs of Marren"
    (first, *rest) = choose(split(text, "en"), title)
    assert first.text.startswith("On the cliffs of Marren")
    assert sum("3,400" in each.text for each in rest) <= 1


def test_two_sentences_never_give_the_same_figure_while_another_is_left():
    text = """\
The bridge at Tarn will cost 40 million crowns, the council said on Monday.

Ships will pass below it. The town pays 40 million crowns for the bridge.

Work begins in May and lasts three years, the council of Tarn said.
"""
    assert sum("40 million" in each for each in chosen(text)) == 1


def test_a_dateline_is_cut_and_the_sentence_stays_a_slice_of_the_article():
    text = (
        "TARN, Nov 23 (Aven Wire) - Engineers built a lamp in Tarn. It burns for years."
    )
    first = choose(split(text, "en"))[0]
    assert first.text == "Engineers built a lamp in Tarn."
    assert text[first.start : first.end] == first.text


def test_half_a_quote_is_not_chosen():
    text = (
        "The mayor of Tarn spoke of the flood in Tarn. “The flood in Tarn was bad. "
        "We in Tarn will rebuild after the flood.” The flood in Tarn hit 140 homes."
    )
    for sentence in chosen(text):
        assert sentence.count("“") == sentence.count("”")


def test_a_first_sentence_too_long_for_a_summary_stands_alone():
    (sentence,) = chosen("The council " + "and the council " * 30 + "met.")
    assert sentence.startswith("The council and")


def test_nothing_gives_nothing():
    assert choose(()) == ()
    assert choose(split("…", "en")) == ()


def test_chinese_is_counted_by_its_characters():
    text = "塔恩镇的河水周一决堤，淹没了一百四十户人家。" * 12
    assert 0 < len(chosen(text, "zh")) <= MOST_SENTENCES


@given(st.text(alphabet="ab .!?“”\n,é漢。", max_size=300))
def test_whatever_the_text_a_summary_is_made_of_its_sentences(text):
    sentences = split(text, "en")
    assert set(choose(sentences)) <= set(sentences)


def test_what_stands_in_front_of_a_wall_is_never_condensed():
    for verdict in (Verdict.PAYWALL, Verdict.CONSENT, Verdict.HEADLINE):
        article = an_article(FLOOD, verdict=verdict)
        assert condense(article, split(FLOOD, "en")).sentences == ()
