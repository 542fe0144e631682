"""Clocks: one that stands still until it is told, and one that runs from noon."""

import time
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


class RunningClock:
    """Shows noon when it is made, and runs from there."""

    def __init__(self, moment: datetime = NOON) -> None:
        self._moment = moment
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self._moment + timedelta(seconds=time.monotonic() - self._began)
