"""A clock that stands still until it is told."""

from datetime import datetime, timedelta

from tests.builders import NOON


class ManualClock:
    """Shows noon until it is advanced."""

    def __init__(self, moment: datetime = NOON) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self._moment

    def advance(self, span: timedelta) -> None:
        """Let so much time pass."""
        self._moment += span
