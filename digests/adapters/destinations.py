"""Where an address leads, in one spelling; pure.

What a parser could read in two ways is refused, everything else is brought to
the form that is looked up and sent: host in ASCII and lower case, no user, no
zone, no trailing dot, numbers as four decimals or not at all. Whether one may
go there is for the guard to say.
"""

import ipaddress
import re
from functools import lru_cache

from msgspec import Struct
from yarl import URL

from digests.adapters.words import UNUSABLE, Unfit

_LONGEST = 4096
_SCHEMES = frozenset({"http", "https"})
# Parsers drop tabs and line ends, and some take a backslash for a slash.
_AMBIGUOUS = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029]")
_USER = re.compile(r"[^/]*//[^/?#]*@")
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
# "127.1", "2130706433" and "0x7f.1" are addresses to some resolvers.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")


class Destination(Struct, frozen=True):
    """One place to ask: `literal` tells that `host` is an address, not a name."""

    url: URL
    host: str
    port: int
    literal: bool

    @property
    def secure(self) -> bool:
        """Whether it is asked over TLS."""
        return self.url.scheme == "https"


@lru_cache(maxsize=4096)
def destination(address: str) -> Destination:
    """Return where the address leads.

    Raises:
        Unfit: It is not one that is read.

    """
    if len(address) > _LONGEST:
        raise Unfit("its address is too long")
    if _AMBIGUOUS.search(address):
        raise Unfit(UNUSABLE)
    try:
        url = URL(address)
        port = url.port
    except ValueError as error:
        raise Unfit(UNUSABLE) from error
    if url.scheme not in _SCHEMES or not url.raw_host:
        raise Unfit("only http and https addresses are read")
    if _USER.match(address):
        raise Unfit("an address with a user name is not read")
    host, literal = _host(url.raw_host)
    if not port:
        raise Unfit(UNUSABLE)
    if host != url.raw_host:
        url = url.with_host(host)
    return Destination(url.with_fragment(None), host, port, literal)


def name_of(host: str) -> str:
    """Return a host as it is looked up: ASCII, lower case, no trailing dot.

    Raises:
        Unfit: It is neither a name nor an address in its one spelling.

    """
    try:
        raw = URL.build(scheme="http", host=host).raw_host or ""
    except ValueError as error:
        raise Unfit(UNUSABLE) from error
    return _host(raw)[0]


def _host(raw: str) -> tuple[str, bool]:
    host = raw.removesuffix(".")
    if ":" not in host and not _NUMERIC.fullmatch(host):
        if len(host) > 253 or not _NAME.fullmatch(host):
            raise Unfit(UNUSABLE)
        return host, False
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise Unfit(UNUSABLE) from error
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        raise Unfit(UNUSABLE)
    return host, True
