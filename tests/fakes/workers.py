"""Workers that run each job where they stand, as strict as processes are."""

import pickle
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from digests.errors import JobDied

P = ParamSpec("P")
T = TypeVar("T")


class InlineWorkers:
    """Runs jobs at once; what cannot cross a process border fails here too."""

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what the job returns, across the same border as ever."""
        try:
            result: T = _across(job)(*_across(args), **_across(kwargs))
        except MemoryError as error:
            raise JobDied(getattr(job, "__qualname__", repr(job))) from error
        return _across(result)


def _across(value: T) -> T:
    copy: T = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own bytes
    return copy
