"""Wait for jobs whose failure is their own, foreseen or not."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def result_or_error(job: Awaitable[T]) -> T | Exception:
    """Return what the job returns, or what it raises.

    What foreign bytes make a parser raise is not known beforehand, and must not
    end the round that they came in.
    """
    (result,) = await asyncio.gather(job, return_exceptions=True)
    if isinstance(result, BaseException) and not isinstance(result, Exception):
        raise result
    return result
