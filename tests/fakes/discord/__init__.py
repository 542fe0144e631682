"""A Discord of ours on loopback: REST and gateway, as strict as the original.

It refuses what Discord refuses, remembers every request, and can be asked what a
channel shows. It knows what the bot uses and no more; an unknown path is a 404
that a test sees.
"""

from tests.fakes.discord.server import FakeDiscord, Interaction
from tests.fakes.discord.world import Message

__all__ = ["FakeDiscord", "Interaction", "Message"]
