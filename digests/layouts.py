"""The seam between an edition and what is sent of it.

Apart from the other ports, which every worker loads and which know no guild.
"""

from typing import Protocol

from digests.deliveries import Parcel
from digests.guilds import Edition


class Layout(Protocol):
    """Sets an edition as the posts that it becomes; pure and quick."""

    def __call__(self, edition: Edition, /) -> tuple[Parcel, ...]:
        """Return what is to be sent, in order."""
        ...
