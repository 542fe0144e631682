"""One SQLite file behind one door."""

import sys

# sqlite_utils loads numpy, where there is one, for the sake of numbers that we do not
# store; it would be a fifth of what every command takes to start.
_numpy = sys.modules.setdefault("numpy", None)  # type: ignore[arg-type]
try:
    import sqlite_utils  # noqa: F401 - so that it is loaded already
finally:
    if _numpy is None:
        del sys.modules["numpy"]
