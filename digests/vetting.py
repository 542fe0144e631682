"""What a type cannot say of a setting: who would hear a secret, what a price is.

Each check takes a value and returns what is wrong with it, in words for whoever wrote
the file; "" where nothing is.
"""

import ipaddress
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

_DISCORD = frozenset({"discord.com", "gateway.discord.gg", "cdn.discordapp.com"})
_A_PRICE = '"the-model" = [0.15, 0.60]'
# What a name ends in that no server of the internet has.
_AT_HOME = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


def _trusted(address: str) -> str:
    host = urlsplit(address).hostname or ""
    if host in _DISCORD or _is_loopback(host):
        return ""
    return (
        f"{host or address!r} is neither Discord nor this machine; "
        "the bot's token would be sent there"
    )


def _unheard(address: str) -> str:
    """Return why texts and a key should not be sent there, "" where they may."""
    try:
        place = urlsplit(address)
        host, _ = place.hostname or "", place.port
    except ValueError:
        host = ""
    if not host or place.scheme not in {"http", "https"} or place.query:
        return 'write it as an address: "https://host/v1"'
    if place.username is not None:
        return "a secret does not belong in a file; set OPENAI_API_KEY instead"
    if place.scheme == "https" or is_at_home(host):
        return ""
    return f"{host} is not in your own network; what is sent there needs https"


def _host_and_port(address: str) -> str:
    try:
        place = urlsplit(f"//{address}")
        whole = bool(place.hostname) and place.port is not None
    except ValueError:
        whole = False
    if not address or (whole and place.netloc == address and place.username is None):
        return ""
    return 'write it as host:port, or "" for none'


def _priced(prices: Any) -> str:
    if not isinstance(prices, dict):
        return f"write it as a section: [model.prices], and in it {_A_PRICE}"
    for name, price in prices.items():
        if isinstance(price, dict):
            return f"a name with a dot in it needs quotes: {_A_PRICE}"
        if not isinstance(price, list) or len(price) != 2 or not all(map(_paid, price)):
            return (
                f"{name!r} needs two prices of a million tokens, in and out: {_A_PRICE}"
            )
    return ""


def _paid(price: Any) -> bool:
    return type(price) in {int, float} and isfinite(price) and price >= 0


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_at_home(host: str) -> bool:
    """Whether it is this machine or can only mean one of its own network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_AT_HOME)
    return address.is_loopback or address.is_private


# By section and key, before the type is looked at: for better words.
SHAPES: Mapping[str, Callable[[Any], str]] = {"model.prices": _priced}
# And after it.
CHECKS: Mapping[str, Callable[[Any], str]] = {
    "discord.api_base": _trusted,
    "discord.gateway": _trusted,
    "discord.cdn": _trusted,
    "model.base_url": _unheard,
    "health.address": _host_and_port,
}
