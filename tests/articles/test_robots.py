"""What a robots.txt lets us read."""

import pytest

from digests.articles.robots import LONGEST, read_rules

SITE = "https://gazette.example"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/news/1", True),
        ("User-agent: *\nDisallow:", "/news/1", True),
        ("User-agent: *\nDisallow: /", "/news/1", False),
        ("User-agent: *\nDisallow: /private/", "/news/1", True),
        ("User-agent: *\nDisallow: /private/", "/private/1", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x", True),
        ("User-agent: Pullquote\nDisallow: /", "/news/1", False),
        ("User-agent: PullQuote/2.0\nDisallow: /", "/news/1", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: pullquote\nAllow: /", "/a", True),
        ("User-agent: SomeBot\nDisallow: /", "/news/1", True),
        ("User-agent: SomeBot\nUser-agent: *\nDisallow: /", "/news/1", False),
        ("\ufeffUser-agent: * # all of you\nDisallow: / # really", "/a", False),
        ("<html><body>Not found</body></html>", "/news/1", True),
    ],
)
def test_rules_are_kept(text, path, allowed):
    assert read_rules(text.encode()).allow(SITE + path) is allowed


def test_bytes_of_any_kind_forbid_nothing():
    assert read_rules(bytes(range(256)) * 10).allow(f"{SITE}/a")


def test_a_rule_that_the_limit_cuts_short_is_left_out():
    head = b"User-agent: *\nDisallow: /private/\n"
    filler = b"#" * (LONGEST - len(head) - len(b"\nDisallow: /"))
    rules = read_rules(head + filler + b"\nDisallow: /drafts/ that nobody may see")
    assert rules.allow(f"{SITE}/news/1")
    assert not rules.allow(f"{SITE}/private/1")


def test_thousands_of_crawlers_with_thousands_of_rules_do_no_harm():
    """SAFETY 15: their product, 40 million, would not fit into memory."""
    agents = "".join(f"User-agent: bot{i}x\n" for i in range(4000))
    rules = "".join(f"Disallow: /{i}/\n" for i in range(10_000))
    text = f"{agents}User-agent: *\n{rules}"
    assert not read_rules(text.encode()).allow(f"{SITE}/9999/")
