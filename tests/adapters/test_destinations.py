"""One spelling per address, or none, before anything is looked up."""

import pytest

from digests.adapters.destinations import destination
from digests.adapters.words import Unfit


@pytest.mark.parametrize(
    ("written", "host", "sent"),
    [
        ("HTTP://Gazette.Example", "gazette.example", "http://gazette.example"),
        ("https://gazette.example./a", "gazette.example", "https://gazette.example/a"),
        ("http://gazette.example/a b#c", "gazette.example", None),
        ("http://１２７.０.0.1/", "127.0.0.1", "http://127.0.0.1/"),
        ("http://gazette.example:８０/", "gazette.example", "http://gazette.example/"),
        ("http://127。0。0。1/", "127.0.0.1", "http://127.0.0.1/"),
        ("http://ⓔxample.com/", "example.com", "http://example.com/"),
        ("http://[::FFFF:127.0.0.1]/", "::ffff:7f00:1", None),
        ("http://[0:0::1]/", "::1", "http://[::1]/"),
        ("http://bücher.example/", "xn--bcher-kva.example", None),
        ("http://раураl.example/", "xn--l-7sba6dbr.example", None),
        ("http://a_b.example/", "a_b.example", None),
    ],
)
def test_another_spelling_is_brought_to_the_one_that_is_looked_up(written, host, sent):
    """SAFETY 3: full-width, homograph, mapped, trailing dot, case."""
    goal = destination(written)
    assert goal.host == host
    assert goal.url.raw_host == host
    assert sent is None or str(goal.url) == sent


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1.5/",
        "http://１２７.１/",
        "http://gazette.example.7/",
        "http://[fe80::1%25eth0]/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://public.example@127.0.0.2/",
        "http://public.example:80@127.0.0.2/",
        "http://@127.0.0.2/",
        "http://public.example\\@127.0.0.2/",
        "http://127.0.0.2%2f@public.example/",
        "http://exa%6dple.com/",
        "http://gazette.example\t/",
        "http://gazette.exa\nmple/",
        "http://gazette.example/\r\nHost: inside.example",
        "http://gazette .example/",
        "http://gazette..example/",
        "http://gazette.example../",
        "http://ex\u00adample.com/",
        "http://\ud800.example/",
        f"http://{'a' * 64}.example/",
        f"http://{'a.' * 127}example/",
        f"http://gazette.example/{'a' * 5000}",
    ],
)
def test_an_address_that_can_be_read_two_ways_is_refused(url):
    """SAFETY 3: decimal, octal, hex, short, zone, user info, tab, CRLF."""
    with pytest.raises(Unfit) as caught:
        destination(url)
    assert caught.value.permanent


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://gazette.example/",
        "ftp://gazette.example/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "dict://gazette.example:11211/",
        "//gazette.example/",
        "gazette.example",
        "http:gazette.example",
        "",
        "http://",
        "http:///path",
        "http://:80/",
        "http://gazette.example:0/",
        "http://gazette.example:65536/",
        "http://gazette.example:-1/",
        "http://gazette.example:http/",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    """SAFETY 6."""
    with pytest.raises(Unfit):
        destination(url)
