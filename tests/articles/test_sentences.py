"""Sentences that know where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.articles.sentences import split


def texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split(text, language)]


@given(st.text(max_size=400), st.sampled_from(["en", "de", "zh", "ja", ""]))
def test_every_sentence_is_the_slice_it_says(text, language):
    sentences = split(text, language)
    end = 0
    for each in sentences:
        assert each.text == text[each.start : each.end]
        assert each.text == each.text.strip() != ""
        assert each.start >= end
        end = each.end
    kept = "".join(each.text for each in sentences)
    assert "".join(kept.split()) == "".join(text.split())


PROSE = st.lists(
    st.sampled_from(
        [
            "Mr. Hale",
            "U.S. troops",
            "left.",
            "He",
            "said:",
            "“Why?”",
            "Yes!",
            "\n\n",
            "No. 10",
        ]
    ),
    max_size=30,
)


@given(PROSE)
def test_prose_of_odd_pieces_loses_nothing(pieces):
    text = " ".join(pieces)
    kept = "".join(each.text for each in split(text))
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Hale met Dr. Osei and Gen. Ruiz at No. 10 on Jan. 5 at 9 a.m. local time.",
        "The U.S. Senate and the U.K. agreed to 3.5 million in aid.",
        "“Why now?” he asked the court.",
        "J. K. Marsh, of Marsh & Co. Ltd., declined to speak.",
        "He wants three things: time; money; and a place to sleep.",
        "HOLM (AP) — The ferry sank on Monday.",
        "Prof. Lind said that the tests, e.g. on mice, had failed.",
    ],
)
def test_one_sentence_stays_one(sentence):
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["The bridge opened.", "Nobody came."],
        ["“It is done.”", "She left."],
        ["He asked why.", "“Because we can,” she said.", "That was all."],
        ["Was it late?", "It was!", "All agreed."],
        ["Die Brücke ist offen.", "Niemand kam.", "„Schade“, sagte er."],
        ["Мост открыт.", "Никто не пришёл."],
    ],
)
def test_sentences_are_parted(parts):
    assert texts(" ".join(parts)) == parts


def test_no_sentence_spans_two_paragraphs():
    sentences = split("First here\n\nthen there. And more.")
    assert [(s.text, s.paragraph) for s in sentences] == [
        ("First here", 0),
        ("then there.", 1),
        ("And more.", 1),
    ]


def test_chinese_is_parted_at_its_own_full_stops():
    text = "大桥今天开通。市长说：“终于等到了。”没有人迟到！"
    assert texts(text, "zh") == [
        "大桥今天开通。",
        "市长说：“终于等到了。”",
        "没有人迟到！",
    ]


@pytest.mark.parametrize(
    "text",
    ["." * 200_000, "a. " * 60_000, "“" * 100_000, " " * 500_000, "x" * 1_000_000],
    ids=["dots", "short", "marks", "blanks", "no border"],
)
def test_hostile_text_costs_no_more_than_its_length(text):
    assert "".join(s.text for s in split(text)).count("x") == text.count("x")
