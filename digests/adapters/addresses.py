"""Which network addresses may be talked to; pure.

`ipaddress.is_global` is not enough: it admits NAT64, 6to4, multicast and more
on some Pythons, so the special nets are listed (IANA's special-purpose address
registries) and addresses inside addresses are unwrapped.
"""

import ipaddress
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
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


def is_public(text: str) -> bool:
    """Tell whether an address, as text, belongs to the public internet."""
    try:
        address = _unwrapped(ipaddress.ip_address(text.split("%", maxsplit=1)[0]))
    except ValueError:
        return False
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return not any(address in net for net in _SPECIAL if net.version == address.version)


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@dataclass(frozen=True, slots=True)
class Trusted:
    """One address that the operator trusts: a host or a network, maybe one port."""

    host: str
    network: Network | None
    port: int | None

    @classmethod
    def parse(cls, text: str) -> "Trusted":
        """Read "host", "host:port", "[v6]:port", an address or a CIDR net."""
        text = text.strip().lower()
        try:
            return cls("", ipaddress.ip_network(text.strip("[]"), strict=False), None)
        except ValueError:
            host, _, port = text.rpartition(":")
        if not host or not port.isdecimal():
            return cls(text, None, None)
        try:
            return cls("", ipaddress.ip_network(host.strip("[]")), int(port))
        except ValueError:
            return cls(host, None, int(port))

    def admits(self, host: str, address: str, port: int) -> bool:
        """Tell whether it covers this host name or address, on this port."""
        if self.port not in (None, port):
            return False
        if self.network is None:
            return host.lower().rstrip(".") == self.host
        return ipaddress.ip_address(address.split("%", maxsplit=1)[0]) in self.network
