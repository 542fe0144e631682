import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from digests.articles.clean import LONGEST, cleaned, joined, one_line, paragraphs_of


def test_every_kind_of_space_is_one_space():
    assert cleaned("£12\u00a0m  \u2009for\tit") == "£12 m for it"


def test_every_kind_of_line_end_is_a_line_feed():
    assert cleaned("a\r\nb\rc\u2028d\u0085e") == "a\nb\nc\nd\ne"


def test_what_nobody_sees_is_left_out():
    hidden = "\u200b\ufeff\u00ad\u202e\u2066\x00\x07\ud800\U000e0041"

    assert one_line(f"no{hidden}thing") == "nothing"


def test_joiners_of_scripts_and_emoji_stay():
    family = "👩\u200d🚀"

    assert one_line(f"می\u200cخواهم {family}") == f"می\u200cخواهم {family}"


def test_letters_are_composed():
    assert one_line("cafe\u0301") == "café"


def test_blank_lines_part_paragraphs():
    assert paragraphs_of("One\nline.\n \t\nTwo.\n\n\n") == ["One line.", "Two."]


def test_a_text_beyond_the_longest_is_cut_between_words():
    text = joined(["word " * 100_000])

    assert len(text) <= LONGEST
    assert text.endswith("word")


def test_a_word_beyond_the_longest_is_cut():
    assert len(joined(["x" * (LONGEST + 5)])) == LONGEST


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaning_twice_changes_nothing(text):
    once = cleaned(text)

    assert cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")


@given(st.text(st.characters(exclude_categories=[])))
def test_one_line_is_the_cleaned_text_on_one_line(text):
    assert one_line(text) == " ".join(cleaned(text).split())
