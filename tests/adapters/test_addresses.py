"""SAFETY 1: which addresses may be talked to."""

import pytest

from digests.adapters.addresses import Trusted, is_public
from digests.errors import SettingsError
from tests.adapters.special import PUBLIC, SPECIAL


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_is_not_public(address):
    """SAFETY 1."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address):
    """SAFETY 1."""
    assert is_public(address)


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "0x7f.1", "::g"])
def test_what_is_no_address_is_not_public(text):
    assert not is_public(text)


@pytest.mark.parametrize(
    ("trusted", "host", "address", "port", "admitted"),
    [
        ("rss.lan", "rss.lan", "192.168.1.9", 80, True),
        ("rss.lan", "RSS.LAN.", "192.168.1.9", 8080, True),
        ("rss.lan", "other.lan", "192.168.1.9", 80, False),
        ("RSS.lan.", "rss.lan", "192.168.1.9", 80, True),
        ("bücher.lan", "xn--bcher-kva.lan", "192.168.1.9", 80, True),
        ("rss.lan:8080", "rss.lan", "192.168.1.9", 8080, True),
        ("rss.lan:8080", "rss.lan", "192.168.1.9", 80, False),
        ("192.168.1.0/24", "any.example", "192.168.1.9", 443, True),
        ("192.168.1.0/24", "any.example", "192.168.1.9", 6379, True),
        ("192.168.1.0/24", "any.example", "::ffff:192.168.1.9", 443, True),
        ("192.168.1.0/24", "any.example", "192.168.2.9", 443, False),
        ("192.168.1.7/24:8080", "any.example", "192.168.1.9", 8080, True),
        ("192.168.1.0/24:8080", "any.example", "192.168.1.9", 80, False),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8001, False),
        ("127.0.0.1", "127.0.0.1", "127.0.0.1", 65535, True),
        ("[::1]:8000", "::1", "::1", 8000, True),
        ("[::1]", "::1", "::1", 80, True),
        ("::1", "::1", "::1", 80, True),
        ("fd00::/8", "any.example", "fd12::1", 80, True),
    ],
)
def test_what_the_operator_trusts(trusted, host, address, port, admitted):
    assert Trusted.parse(trusted).admits(host, address, port) is admitted


@pytest.mark.parametrize(
    "entry",
    ["", "http://rss.lan", "rss.lan:", "rss.lan:0", "rss.lan:99999", "127.1", "a b"],
)
def test_an_entry_that_would_never_fit_is_a_problem_of_the_settings(entry):
    with pytest.raises(SettingsError, match="allow_private"):
        Trusted.parse(entry)
