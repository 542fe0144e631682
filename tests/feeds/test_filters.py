"""Filters take and refuse by word, language and pattern, and say why."""

import pytest

from digests.feeds.filters import judge, judge_all, keywords, problems
from digests.followed import Filters

BRIDGE = ("Bridge opens at Tarn", "The new bridge cost 3 million pounds.", "en")


def accepts(filters: Filters, title: str, text: str, language: str) -> bool:
    return judge(filters, title, text, language).taken


def takes(word: str, text: str) -> bool:
    return accepts(Filters(include=(word,)), "", text, "")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("bridge", "BRIDGE CLOSED"),
        ("zurich", "Der Zug nach Zürich"),
        ("Zürich", "The train to Zurich"),
        ("café", "a cafe\u0301 in Lyon"),
        ("Straße", "DIE STRASSE"),
        ("lodz", "W Łodzi i Łódź"),
        ("istanbul", "İSTANBUL'da"),
        ("ёлка", "Елка на площади"),
        ("climate change", "Climate-change  talks"),
        ("climate\tchange", "climate\nchange"),
        ("O'Brien", "Minister O’Brien said"),
        ("lottery", "the lot\u00adtery"),
        ("C++", "written in C++."),
        (".NET", "a .NET release"),
        ("R&D", "more R&D, they said"),
        ("elect*", "the elections in May"),
        ("東京", "昨日、東京都で"),
        ("AI", "新しいAI技術"),
        ("서울", "서울에서 열린"),
        ("กรุงเทพ", "ที่กรุงเทพมหานคร"),
        ("שלום", "שָׁלוֹם"),
        ("हिन्दी", "यह हिन्दी है"),
    ],
)
def test_a_keyword_is_found_however_it_is_written(word, text):
    assert takes(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("art", "a party at the start"),
        ("art", "the arts"),
        ("tie", "Krawattie"),
        ("climate change", "a climate of change"),
        ("a.b", "axb"),
        ("elect*", "to reelect"),
        ("か", "が"),
        ("हिन", "यह हिन्दी है"),
        ("--", "a -- b"),
        ("*", "anything"),
    ],
)
def test_a_keyword_is_not_found_within_another_word(word, text):
    assert not takes(word, text)


def test_a_phrase_does_not_reach_from_the_title_into_the_text():
    assert not accepts(Filters(include=("opens today",)), "It opens", "today", "en")


def test_the_refusing_rule_is_named_with_its_place():
    title, text, language = BRIDGE
    assert judge(Filters(exclude=("TARN",)), *BRIDGE).reason == (
        "its title contains the excluded word “TARN”"
    )
    assert judge(Filters(exclude=("million pounds",)), *BRIDGE).reason == (
        "its text contains the excluded phrase “million pounds”"
    )
    assert judge(Filters(include=("ferry",)), *BRIDGE).reason == (
        "it does not contain the wanted word “ferry”"
    )
    assert judge(Filters(include=("ferry", "tolls")), *BRIDGE).reason == (
        "it contains none of the wanted words: “ferry”, “tolls”"
    )
    assert judge(Filters(pattern=r"\btolls?\b"), *BRIDGE).reason == (
        "the regex does not match"
    )
    german = judge(Filters(languages=("de",)), title, text, language)
    assert german.reason == "its language is en; wanted: de"


def test_an_excluded_word_outweighs_a_wanted_one():
    assert not accepts(Filters(include=("bridge",), exclude=("tarn",)), *BRIDGE)


def test_an_unknown_language_is_not_refused():
    assert accepts(Filters(languages=("de",)), "Kurz", "", "")


def test_a_language_with_a_region_is_the_language():
    assert accepts(Filters(languages=("PT-br",)), "Ponte", "", "pt")


def test_no_filter_takes_everything():
    assert judge(Filters(), *BRIDGE) == judge(Filters(include=("tarn",)), *BRIDGE)


def test_a_pattern_that_never_ends_refuses_nothing_and_says_so():
    slow = Filters(pattern="(a|a)+$")
    rulings = judge_all(slow, [("", "a" * 5000 + "!", "")] * 40)
    assert {ruling.taken for ruling in rulings} == {True}
    assert all("too long" in ruling.reason for ruling in rulings)


def test_the_other_rules_hold_where_the_pattern_gives_up():
    slow = Filters(exclude=("lottery",), pattern="(a|a)+$")
    articles = [("", "a" * 5000 + "!", "")] * 4 + [("Lottery", "", "")]
    assert [r.taken for r in judge_all(slow, articles)] == [True] * 4 + [False]


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 60 + "a" + ")+" * 60,
        "((((a{99}){99}){99}){99}){99}",
        "(?<=((((a{99}){99}){99}){99}){99})",
        "(((((a{9}){9}){9}){9}){9}){9}b",
        "a{99999999999}",
        "(?R)?a",
        "(a)(?1)+",
        "(?:bridge){e<=9}",
        "(?V1)[[a]--[b]]",
        "(?#comment)a",
        "(",
        "[",
        "a**",
        "\\",
        "a" * 201,
    ],
)
def test_a_pattern_that_costs_too_much_is_refused_before_it_is_compiled(pattern):
    assert problems(Filters(pattern=pattern))
    ruling = judge(Filters(pattern=pattern), *BRIDGE)
    assert ruling.taken
    assert "left aside" in ruling.reason


@pytest.mark.parametrize(
    "pattern",
    [
        r"\bbridge\b",
        r"(?i)bridge|ferry",
        r"^(?!.*lottery)",
        r"(\d+(?:[.,]\d+)*)\s+(million|billion)",
        r"\p{Lu}\w+\s\p{Lu}\w+|opens",
        r"[]\]a-z()+]{3,20}",
        r"(?P<what>bridge) opens",
        r"(((tarn)))+?",
    ],
)
def test_an_everyday_pattern_is_used(pattern):
    assert problems(Filters(pattern=pattern)) == ()
    assert accepts(Filters(pattern=pattern), *BRIDGE)


def test_keywords_are_parted_by_commas_and_kept_whole_in_quotation_marks():
    assert keywords('lottery, "Paris, Texas" ; “prize  draw”\nlottery, ,') == (
        "lottery",
        "Paris, Texas",
        "prize draw",
    )
    assert keywords("选举、彩票，足球") == ("选举", "彩票", "足球")
    assert keywords("fer\udcffry\0") == ("ferry",)
    assert keywords("O'Brien, climate change") == ("O'Brien", "climate change")


def test_what_cannot_be_a_filter_is_told_all_at_once():
    told = problems(
        Filters(include=("x" * 101, "--"), languages=("german",), pattern="(")
    )
    assert len(told) == 4
    for words, line in zip(
        ("too long", "no letter or digit", "two letters", "missing )"),
        told,
        strict=True,
    ):
        assert words in line
