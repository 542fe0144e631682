"""Words that fit, cut where a reader would cut them."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.cards import QuoteLine, Source
from bot.counting import listed
from bot.escape import harmless
from bot.render.text import (
    cut,
    fit,
    fit_sentences,
    in_parts,
    label,
    linked,
    named,
    quoted,
    size,
    when,
)
from tests.builders import NOON

FAMILY = "👩‍👩‍👧‍👦"


@given(st.text(max_size=80), st.integers(1, 60))
def test_what_is_cut_fits_and_begins_as_before(text, limit):
    made = cut(text, limit)
    assert len(made) <= max(limit, 1)
    assert made == text or text.startswith(made[:-1].rstrip())


@given(
    st.lists(st.sampled_from([FAMILY, "e\u0301", "🇩🇪", "👍🏽", "ж", "ก็", "한"])),
    st.integers(1, 60),
)
def test_no_character_is_cut_in_two(characters, limit):
    """SAFETY 35."""
    made = cut("".join(characters), limit).removesuffix("…")
    pieces = regex.findall(r"\X", made)
    assert pieces == regex.findall(r"\X", "".join(characters))[: len(pieces)]


def test_a_text_is_cut_after_a_word_and_as_late_as_fits():
    assert cut("one two three", 12) == "one two…"
    assert fit("Wide " * 40, 100) == ("Wide " * 20).strip() + "…"
    assert cut(FAMILY * 3, 9) == FAMILY + "…"
    assert size(fit("🌊" * 300, 256)) <= 256
    assert size(fit("*" * 300, 256)) <= 256


def test_no_quotation_is_cut_in_two():
    """SAFETY 36."""
    text = "He came. “We will stay for as long as it takes,” said Ada Marsh."
    assert cut(text, 40) == "He came.…"
    assert cut(text, 60) == "He came. “We will stay for as long as it takes,” said Ada…"
    for opening, closing in ("„“", "«»", "»«", '""', "「」"):
        words = f"Sie kam. {opening}Wir bleiben hier lange{closing} sagte sie."
        assert cut(words, 20) == "Sie kam.…"
    assert cut('A 5" pipe of a great length is laid', 20) == 'A 5" pipe of a…'


@given(st.text(max_size=400), st.integers(4, 300))
def test_what_is_fit_respects_the_limit_behind_its_backslashes(text, limit):
    assert size(fit(text, limit)) <= limit
    assert size(label(text, limit)) <= limit


@given(
    text=st.text(st.sampled_from("aé字“” *_👩🏽"), min_size=1, max_size=400),
    limit=st.integers(40, 200),
)
def test_what_is_told_in_parts_is_told_whole(text, limit):
    parts = in_parts(f"x{text}", limit)
    assert all(0 < size(each) <= limit for each in parts)
    told, whole = "".join(parts), harmless(f"x{text}")
    assert "".join(told.split()) == "".join(whole.split())


def test_parts_end_after_a_word():
    parts = in_parts(" ".join(["harbour"] * 30), 50)
    assert {word for part in parts for word in part.split()} == {"harbour"}
    assert len(parts) == 5


def test_sentences_are_kept_whole():
    assert fit_sentences(["One.", "Two two.", "Three."], 14) == ["One.", "Two two."]
    assert fit_sentences(["One two three.", "Four."], 9) == ["One two…"]
    assert fit_sentences([], 10) == []


def test_a_link_holds_whatever_brackets_its_words_have():
    """SAFETY 37: Discord pairs brackets, escaped or not."""
    url = "https://a.example/"
    assert linked("Tolls", url) == f"[Tolls](<{url}>)"
    assert linked(fit("a [b] c", 50), url) == rf"[a \[b\] c](<{url}>)"
    assert linked(fit("a [b", 50), url) == rf"a \[b [→](<{url}>)"
    assert linked(fit("a] b", 50), url) == rf"a\] b [→](<{url}>)"
    assert linked("Tolls", "javascript:x") == "Tolls"
    strange = linked("Tolls", "https://gаzette.example/")
    assert strange.endswith("/>) (xn--gzette-3nf.\u200bexample)")


def test_what_was_read_has_a_name_always():
    assert named(Source("Gazette", "Tolls", "", None)) == "Gazette"
    assert named(Source("", "Tolls", "", None)) == "Tolls"
    assert named(Source("\u202e", "", "https://a.example/", None)) == (
        "[source](<https://a.example/>)"
    )


def test_a_quote_names_its_speaker_and_another_outlet():
    assert quoted(QuoteLine("We *won*", "Bo Lind", "Herald")) == (
        r"> “We \*won\*” — Bo Lind (in Herald)"
    )


def test_an_hour_is_each_readers_own_and_a_day_is_a_day():
    assert when(NOON) == f"<t:{int(NOON.timestamp())}:f>"
    assert when(NOON.replace(hour=0)) == "4 May 2026"
    assert when(None) == "undated"


def test_things_are_listed_as_in_a_sentence():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
