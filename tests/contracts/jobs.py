"""Jobs of every kind for workers, in a module that is imported at no cost."""

import os
import re
import signal
import threading

from digests.errors import FetchError


def double(number: int) -> int:
    return 2 * number


def echo(value):
    return value


def refuse(url: str) -> None:
    raise FetchError(url, "it is gone for good (410)", 410, True)


def give_a_lock():
    return threading.Lock()


def hang() -> None:
    # Catastrophic backtracking: C code that no signal handler interrupts.
    re.match(r"(a+)+$", "a" * 40 + "b")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def devour() -> int:
    return len(bytearray(4 * 1024**3))


class Unreadable(Exception):
    """An error that cannot be made anew where it arrives, as some libraries'."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(one + two)


def raise_unreadable() -> None:
    raise Unreadable(1, 2)


class Garbage:
    def __reduce__(self):
        return int, ("no number",)


def give_garbage() -> Garbage:
    return Garbage()


def secrets() -> list[str]:
    return [name for name in os.environ if name in {"DISCORD_TOKEN", "OPENAI_API_KEY"}]
