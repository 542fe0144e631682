"""One process at a time for what only one may do to a database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from digests.errors import InUse, StorageError

try:
    import fcntl
except ImportError:  # Windows has no such locks; two bots are the operator's care.
    fcntl = None  # type: ignore[assignment]


@contextmanager
def sole_user(path: Path) -> Iterator[None]:
    """Hold the lock of the database at this path; a process that ends gives it up.

    Raises:
        InUse: Another process holds it.
        StorageError: There is no writing where the database is.

    """
    with _beside(path) as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InUse(str(path)) from error
        yield


def _beside(path: Path) -> IO[str]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.with_name(path.name + ".lock").open("a")
    except OSError as error:
        reason = (
            f"nothing can be written beside it ({error.strerror}); check its folder"
        )
        raise StorageError(str(path), reason) from error
