"""SAFETY 34, 35 and 37: foreign text is shown as it stands, and never acted on."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.escape import embeddable, harmless, link, plain, strange_host
from tests.bot.reader import acted_on, shown

# Whatever a stranger may put where words are expected; all that Discord knows.
HOSTILE = (
    "@everyone",
    "@here",
    "<@100>",
    "<@!100>",
    "<@&100>",
    "\\<@100>",
    "\\@everyone",
    "@\u200beveryone",
    "@\u200deveryone",
    "<#600>",
    "</digest now:1>",
    "</ask:123456789012345678>",
    "<t:0:R>",
    "<t:1700000000>",
    "<t:-1:F>",
    "<:wave:100>",
    "<a:wave:100>",
    ":wave:",
    ":+1:",
    "<id:guide>",
    "<id:customize>",
    "<id:browse>",
    "<id:linked-roles:100>",
    "[free money](https://evil.example)",
    "[free money](<https://evil.example>)",
    "[free [money]](https://evil.example 'title')",
    "[](https://evil.example)",
    "[open bracket",
    "closed] bracket(x)",
    "**bold**",
    "__under__",
    "*it* _it_",
    "***all of it***",
    "~~gone~~",
    "||spoiler||",
    "`code`",
    "``co`de``",
    "```py",
    "```\ncode\n```",
    "# Heading",
    "### Heading",
    "-# small",
    "- list",
    "* list",
    "+ list",
    "1. list",
    "1) list",
    "> quote",
    ">>> quote",
    "words\n# Heading on the next line",
    "https://evil.example/x",
    "HTTP://EVIL.EXAMPLE",
    "<https://evil.example>",
    "discord://-/settings",
    "steam://run/1",
    "evil.example/x",
    "www.evil.example",
    "ev\u00adil.example",
    "me@evil.example",
    "<me@evil.example>",
    "<mailto:me@evil.example>",
    "<tel:+1555>",
    "<+1 555 0100>",
    "discord.gg/abcdef",
    "Discord.GG/abcdef",
    "discord .gg/abcdef",
    "https://discord.com/invite/abcdef",
    "discordapp.com/invite/abcdef",
    "\\*already escaped\\*",
    "\\\\[link\\\\](https://evil.example)",
    "¯\\_(ツ)_/¯",
    "10:30:45",
)
SIGNS = "@<>#:/*_~`|[]()\\-+.! everyonehttpsdscgt.1\n\u200d"


def is_seen(text: str) -> str:
    """The text as somebody reads it: on one line, without what is not seen."""
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(kept.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_acted_on_and_all_is_shown(text):
    """SAFETY 34."""
    made = harmless(text)
    assert acted_on(made) == []
    assert shown(made) == is_seen(text)


def test_the_reader_of_this_test_acts_on_what_is_not_escaped():
    """A check that sees nothing would prove nothing."""
    idle = {"[open bracket", "closed] bracket(x)", "1) list", "\\*already escaped\\*"}
    idle |= {"```py", "¯\\_(ツ)_/¯", "ev\u00adil.example", "[](https://evil.example)"}
    idle |= {"@\u200beveryone", "@\u200deveryone", "words\n# Heading on the next line"}
    missed = {text for text in HOSTILE if not acted_on(text)}
    assert missed <= idle


@pytest.mark.parametrize("text", HOSTILE)
def test_where_no_markdown_is_read_there_is_no_backslash_more(text):
    """SAFETY 34: footers, menus and names of threads are plain text."""
    made = plain(text)
    assert made.replace("\u200b", "") == is_seen(text)
    kinds = {"link", "mail", "invite", "host"}
    assert not {each for each in acted_on(made) if each in kinds or "ping" in each}


@given(st.text(alphabet=SIGNS, max_size=60))
def test_no_mix_of_signs_is_acted_on(text):
    """SAFETY 34."""
    made = harmless(text)
    assert acted_on(made) == []
    assert shown(made).split() == is_seen(text).split()


@given(st.text(max_size=100))
def test_one_line_without_what_is_not_seen(text):
    """SAFETY 35."""
    for made in (harmless(text), plain(text)):
        assert "\n" not in made
        assert not regex.search(r"[\p{Cc}\p{Cs}\p{Co}]", made)
        directions = (
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
        )
        assert not set(made) & set(directions)
        made.encode()


@pytest.mark.parametrize(
    ("given", "shown_"),
    [
        ("\u202eevil\u202c", "evil"),
        ("\u2066a\u2069 b", "a b"),
        ("a\u200b\u2060\ufeffb", "ab"),
        ("pay\u200dpal", "paypal"),
        ("tag\U000e0074\U000e0061\U000e0067\U000e007f", "tag"),
        ("flag 🏴\U000e0067\U000e0062\U000e007f", "flag 🏴"),
        ("lone \ud83d and \udc00", "lone and"),
        ("nul\0 bell\a", "nul bell"),
        ("private \ue000\U000f0000", "private"),
        ("\u3164\u115f\u1160\uffa0\u2800", ""),
        ("a\ufe0f\ufe0f\ufe0f\ufe0f", "a\ufe0f"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 3),
        ("ก" + "\u0e47" * 50, "ก" + "\u0e47" * 6),
        ("Việt Nam, ça và là", "Việt Nam, ça và là"),
        ("Vie\u0323\u0302t", "Vie\u0323\u0302t"),
        ("می‌خواهم", "می‌خواهم"),
        ("क्‍ष", "क्‍ष"),
        ("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 🇩🇪 1️⃣", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 🇩🇪 1️⃣"),
        ("日本語、한국어、العربية", "日本語、한국어、العربية"),
    ],
)
def test_what_hides_is_left_out_and_scripts_stay_whole(given, shown_):
    """SAFETY 35."""
    assert harmless(given) == shown_
    assert plain(given) == shown_


@pytest.mark.parametrize(
    ("given", "shown_"),
    [
        ("https://a.example/b?c=d&e=1#f", "https://a.example/b?c=d&e=1#f"),
        ("https://a.example/a_b*c~d'e", "https://a.example/a_b*c~d'e"),
        ("https://a.example/w_(x)", "https://a.example/w_%28x%29"),
        ("https://a.example/ж", "https://a.example/%D0%B6"),
        ("https://a.example/<b>", "https://a.example/%3Cb%3E"),
        ('https://a.example/"`|', "https://a.example/%22%60%7C"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://gаzette.example/", "https://xn--gzette-3nf.example/"),
        ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("ftp://a.example/", ""),
        ("https://user@a.example/", ""),
        ("https://user:word@a.example/", ""),
        ("https://@a.example/", ""),
        ("https://a.example/ b", ""),
        ("https://a.example/\tb", ""),
        ("https://a.example/\u202eb", ""),
        ("https://a.example/\ud800", ""),
        ("https://a.example\\@b.example", ""),
        ("https://a.example:99999/", ""),
        ("file:///etc/passwd", ""),
        ("//a.example", ""),
        ("a.example", ""),
        ("https://", ""),
        ("https://a.example/" + "x" * 2048, ""),
        ("https://a.example/" + "x" * 4096, ""),
        ("https://a.example/" + "ж" * 500, ""),
        ("", ""),
    ],
)
def test_only_links_that_are_fit_are_shown(given, shown_):
    """SAFETY 37."""
    assert link(given) == shown_


@given(st.text(max_size=80), st.sampled_from(["", "http://", "https://a.example/"]))
def test_no_link_ends_early_or_fails(text, before):
    """SAFETY 37."""
    made = link(before + text)
    assert made.isascii()
    assert not set(made) & set(' ()<>"`|\n\\')


def test_a_host_that_hides_its_letters_is_known():
    """SAFETY 37."""
    assert strange_host(link("https://gаzette.example/")) == "xn--gzette-3nf.example"
    assert strange_host(link("https://gazette.example/")) == ""


def test_a_picture_has_a_host_that_discord_takes():
    assert embeddable("https://img.example/a.png") == "https://img.example/a.png"
    assert embeddable("http://localhost:8080/a.png") == ""
    assert embeddable("javascript:x") == ""
