"""SAFETY 1: which addresses may be talked to."""

import pytest

from digests.adapters.addresses import Trusted, is_public

SPECIAL = """
0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7
203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: fc00::1 fe80::1%eth0 fec0::1
ff02::1
""".split()  # noqa: SIM905 - a table reads better than a list

PUBLIC = """
1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.32.0.1 192.0.1.1
2606:4700:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::808:808
""".split()  # noqa: SIM905 - a table reads better than a list


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_public(address):
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
        ("rss.lan:8080", "rss.lan", "192.168.1.9", 8080, True),
        ("rss.lan:8080", "rss.lan", "192.168.1.9", 80, False),
        ("192.168.1.0/24", "any.example", "192.168.1.9", 443, True),
        ("192.168.1.0/24", "any.example", "192.168.2.9", 443, False),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8001, False),
        ("[::1]:8000", "::1", "::1", 8000, True),
        ("::1", "::1", "::1", 80, True),
    ],
)
def test_what_the_operator_trusts(trusted, host, address, port, admitted):
    assert Trusted.parse(trusted).admits(host, address, port) is admitted
