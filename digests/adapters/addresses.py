"""Which network addresses are public, and which the operator trusts; pure.

`ipaddress.is_global` is not enough: it admits NAT64, 6to4, multicast and more
on some Pythons, so the special nets are listed (IANA's special-purpose address
registries) and addresses inside addresses are unwrapped.
"""

import ipaddress
from functools import lru_cache

from msgspec import Struct

from digests.adapters.destinations import name_of
from digests.adapters.words import Unfit
from digests.errors import SettingsError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # public in name: the host beneath an Azure machine
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@lru_cache(maxsize=4096)
def is_public(text: str) -> bool:
    """Tell whether an address, as text, belongs to the public internet."""
    address = _address(text)
    if address is None:
        return False
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return not any(address in net for net in _SPECIAL if net.version == address.version)


class Trusted(Struct, frozen=True):
    """One address that the operator trusts: a host or a network, maybe one port."""

    host: str
    network: Network | None
    port: int | None

    @classmethod
    def parse(cls, text: str) -> "Trusted":
        """Read "host", "host:port", "[v6]:port", an address or a CIDR net.

        Raises:
            SettingsError: It is none of these.

        """
        text = text.strip()
        whole = _network(text)
        if whole is not None:
            return cls("", whole, None)
        place, colon, port = text.rpartition(":")
        if not colon:
            return cls(_name(text, text), None, None)
        if not (port.isdecimal() and port.isascii() and 0 < int(port) < 65536):
            raise _unreadable(text)
        network = _network(place)
        name = "" if network else _name(place, text)
        return cls(name, network, int(port))

    def admits(self, host: str, address: str, port: int) -> bool:
        """Tell whether it covers this host name or address, on this port."""
        if self.network is None:
            return self.names(host, port)
        if self.port not in (None, port):
            return False
        plain = _address(address)
        return plain is not None and plain in self.network

    def names(self, host: str, port: int) -> bool:
        """Tell whether it names this very host, on this port."""
        return self.port in (None, port) and host.lower().rstrip(".") == self.host

    def may_admit(self, host: str, port: int) -> bool:
        """Tell whether it could cover the host, whatever address it has."""
        known = self.network is not None or self.names(host, port)
        return known and self.port in (None, port)


@lru_cache(maxsize=4096)
def _address(text: str) -> Address | None:
    """Return the address that is really meant, or None where there is none."""
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text.strip("[]"), strict=False)
    except ValueError:
        return None


def _name(text: str, entry: str) -> str:
    try:
        return name_of(text)
    except Unfit as error:
        raise _unreadable(entry) from error


def _unreadable(entry: str) -> SettingsError:
    problem = (
        f"web.allow_private: {entry!r} is not a host, an address or a network; "
        'write it like "rss.lan", "rss.lan:8080" or "192.168.1.0/24"'
    )
    return SettingsError((problem,))
