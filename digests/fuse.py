"""Fuse: leaves an endpoint alone that fails, and tries it once in a while.

Pure but for the clock that it is handed; nothing of it is stored.
"""

from datetime import datetime, timedelta

from digests.errors import EndpointError
from digests.ports import Clock

# So many faults in a row, or refusals of what was sent, and it is left alone.
_FAULTS, _REFUSALS = 3, 10
_FIRST, _LONGEST = timedelta(minutes=1), timedelta(hours=1)
# An endpoint may ask for more, but for no more than that.
_MOST_ASKED_S = 86_400.0
# No call takes longer than that; until then the one that tries it has no company.
_TRIAL = timedelta(minutes=2)


class Fuse:
    """Says whether an endpoint may be asked; hears what came of it."""

    def __init__(self, clock: Clock, faults: int = _FAULTS) -> None:
        """Take the clock, and how many faults in a row blow it."""
        self._clock = clock
        self._faults = faults
        self._in_row = 0
        self._pause = _FIRST
        self._until: datetime | None = None
        self._trying = False

    @property
    def rests_until(self) -> datetime | None:
        """When the endpoint is tried again, None while it is asked."""
        return self._until

    def admit(self) -> bool:
        """Tell whether the endpoint may be asked now.

        After a rest one caller may; others wait for what comes of that.
        """
        if self._until is None:
            return True
        if self._clock.now() < self._until:
            return False
        self._until = self._clock.now() + _TRIAL
        self._trying = True
        return True

    def release(self) -> None:
        """Hear that who was admitted did not ask after all; another may."""
        if self._trying:
            self._until, self._trying = self._clock.now(), False

    def failed(self, error: EndpointError) -> bool:
        """Hear of a fault; return whether the endpoint is left alone from now on.

        It is at once where the endpoint asks for it, and for as long.
        """
        now, was_whole = self._clock.now(), self._until is None
        asked = timedelta(seconds=min(max(error.wait_s or 0.0, 0.0), _MOST_ASKED_S))
        self._in_row += 1
        blown = self._in_row >= (_REFUSALS if error.refused else self._faults)
        # Of calls that were made together all fail, and count as one.
        if self._trying or (was_whole and blown):
            self._until = now + max(self._pause, asked)
            self._pause = min(2 * self._pause, _LONGEST)
        elif asked:
            self._until = max(self._until or now, now + asked)
        self._trying = False
        return was_whole and self._until is not None

    def worked(self) -> bool:
        """Hear of a reply; return whether the endpoint was left alone before."""
        rested = self._until is not None
        self._in_row, self._pause = 0, _FIRST
        self._until, self._trying = None, False
        return rested
