"""The pulse: when each loop of the bot last went round, for whoever asks."""

import time


class Pulse:
    """Remembers beats, by the name of what beats."""

    def __init__(self) -> None:
        """Begin without any."""
        self._beats: dict[str, float] = {}

    def beat(self, name: str) -> None:
        """Remember that it went round just now."""
        self._beats[name] = time.monotonic()

    def ages(self) -> dict[str, float]:
        """Return for how many seconds each has not gone round."""
        now = time.monotonic()
        return {name: now - beat for name, beat in self._beats.items()}
