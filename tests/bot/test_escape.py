"""SAFETY 34 and 35: foreign text in a message is shown, and never acted on."""

import re

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import harmless, link

# What Discord acts on, where no backslash stands before it.
ACTIVE = re.compile(
    r"@everyone|@here|(?<!\\)<[@#/t:a]|https?://|discord\.(?:gg|com)"
    r"|(?<!\\)(?:\\\\)*[*_~`|]|(?<!\\)(?:\\\\)*\]\(|^\s*(?:[-+>]|#{1,3})\s"
)
HOSTILE = """
@everyone
@here
<@100>
<@!100>
<@&100>
<#600>
</digest now:1>
<t:0:R>
<a:wave:100>
<:wave:100>
<id:customize>
[free money](https://evil.example)
[free money](<https://evil.example>)
**bold** __under__ *it* _it_ ~~gone~~
||spoiler||
`code` ```py
# Heading
- list
+ list
1. list
> quote
>>> quote
-# small
https://evil.example/x
<https://evil.example>
discord.gg/abcdef
https://discord.com/invite/abcdef
\\*already escaped\\*
\\\\[link\\\\](https://evil.example)
""".strip().splitlines()


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_acted_on_and_all_is_shown(text):
    made = harmless(text)
    assert not ACTIVE.search(made)
    shown = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", made).replace("\u200b", "")
    assert shown == " ".join(text.split())


@given(st.text(alphabet="@<>#:/*_~`|[]()\\- everyonehttpdscg.1\n", max_size=60))
def test_no_mix_of_marks_is_acted_on(text):
    assert not ACTIVE.search(harmless(text))


@given(st.text(max_size=100))
def test_one_line_without_what_is_not_seen(text):
    made = harmless(text)
    assert "\n" not in made
    assert not regex.search(r"[\p{Cc}\p{Cs}\p{Co}]", made)
    directions = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    assert not set(made) & set(directions)


def test_a_letter_keeps_few_marks():
    assert len(harmless("Z" + "\u0301" * 50)) <= 4
    assert harmless("Việt Nam, ça và là") == "Việt Nam, ça và là"


def test_emoji_and_scripts_that_join_stay_whole():
    for text in ("👩‍👩‍👧‍👦", "می‌خواهم", "🏳️‍🌈"):
        assert harmless(text) == text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://a.example/b?c=d&e=1#f", "https://a.example/b?c=d&e=1#f"),
        ("https://a.example/w_(x)", "https://a.example/w_%28x%29"),
        ("https://a.example/ж", "https://a.example/%D0%B6"),
        ("https://a.example/<b>", "https://a.example/%3Cb%3E"),
        ("javascript:alert(1)", ""),
        ("https://user@a.example/", ""),
        ("https://a.example/ b", ""),
        ("https://a.example\\@b.example", ""),
        ("file:///etc/passwd", ""),
        ("//a.example", ""),
        ("https://", ""),
        ("https://a.example/" + "x" * 2048, ""),
        ("", ""),
    ],
)
def test_only_links_that_are_fit_are_shown(given, shown):
    assert link(given) == shown
