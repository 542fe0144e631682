"""How the way to Discord is doing, as far as its client knows."""

import math

import discord


def latency_s(client: discord.Client) -> float | None:
    """Return the last heartbeat's way there and back, None while not connected."""
    socket = client.ws
    # Before it has logged in, it has none, whatever its type says.
    if not client.is_ready() or socket is None or not socket.open:
        return None
    # No answer has come yet where it is endless.
    return client.latency if math.isfinite(client.latency) else 0.0
