"""The way to Discord: where it leads, and how it is doing."""

import math

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from digests.settings import Settings


def latency_s(client: discord.Client) -> float | None:
    """Return the last heartbeat's way there and back, None while not connected."""
    socket = client.ws
    # Before it has logged in, it has none, whatever its type says.
    if not client.is_ready() or socket is None or not socket.open:
        return None
    # No answer has come yet where it is endless.
    return client.latency if math.isfinite(client.latency) else 0.0


def point_at(settings: Settings) -> None:
    """Turn discord.py to the Discord of the settings, which may be a stand-in.

    It has no option for it; three class attributes hold the addresses. Two more
    keep it from warning of voice, which nobody here uses.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    Route.BASE = settings.discord.api_base
    DiscordWebSocket.DEFAULT_GATEWAY = URL(settings.discord.gateway)
    discord.Asset.BASE = settings.discord.cdn
