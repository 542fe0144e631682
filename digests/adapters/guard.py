"""Who may be talked to, and on which port; pure.

Asked twice: of a destination before anything is looked up, and of the address
that a connection is about to be made to. The second word is the one that counts.
"""

from msgspec import Struct

from digests.adapters.addresses import Trusted, is_public
from digests.adapters.destinations import Destination
from digests.adapters.words import UNREACHABLE, Unfit

PORTS = frozenset({80, 443})
# What only ever means this machine or its own network.
_AT_HOME = (".localhost", ".local", ".internal", ".lan", ".home.arpa")


class Guard(Struct, frozen=True):
    """The public web on its usual ports, and what the operator trusts."""

    trusted: tuple[Trusted, ...] = ()

    def admits(self, host: str, address: str, port: int) -> bool:
        """Tell whether a connection may be made to the address, for this host."""
        if port in PORTS and is_public(address):
            return True
        return any(each.admits(host, address, port) for each in self.trusted)

    def check(self, goal: Destination) -> None:
        """Refuse what needs no looking up to be refused.

        Raises:
            Unfit: No connection to it would be admitted.

        """
        if goal.literal:
            if not self.admits(goal.host, goal.host, goal.port):
                raise Unfit(UNREACHABLE, permanent=False)
        elif goal.port not in PORTS and not any(
            each.may_admit(goal.host, goal.port) for each in self.trusted
        ):
            raise Unfit(
                "only ports 80 and 443 are read; [web] allow_private can allow another"
            )

    def check_unseen(self, goal: Destination) -> None:
        """Refuse names that can only mean a private address.

        For a proxy, which looks names up by itself: what a public-looking name
        stands for, only the proxy can judge.

        Raises:
            Unfit: It is such a name, and not a trusted one.

        """
        home = "." not in goal.host or goal.host.endswith(_AT_HOME)
        if goal.literal or not home:
            return
        if not any(each.names(goal.host, goal.port) for each in self.trusted):
            raise Unfit(UNREACHABLE, permanent=False)
