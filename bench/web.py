"""Measure the reading of the web: polling beside another reader, and writing.

These need no evaluation data, but `reader` (lemon24's) in the environment.
"""

import statistics
from importlib.util import find_spec

from bench import ingest
from bench.heart import Evaluation, Measured
from bench.polling.race import over_tls, race, watched

_FEEDS = 2000
_ROUNDS = 3


def polling(_: Evaluation | None) -> Measured:
    """Poll 2,000 feeds in several scenarios, in turns with lemon24/reader."""
    return Measured(_FEEDS, race(_FEEDS, _ROUNDS))


def polling_tls(_: Evaluation | None) -> Measured:
    """Poll 200 hosts over HTTPS, in turns with lemon24/reader."""
    values = over_tls(_ROUNDS)
    return Measured(int(values["feeds"]), values)


def polling_watch(_: Evaluation | None) -> Measured:
    """Watch the event loop and the memory in a first poll of 2,000 feeds."""
    return Measured(_FEEDS, watched(_FEEDS))


def writing(_: Evaluation | None) -> Measured:
    """Write what feeds bring, beside bare sqlite3; the median of the rounds."""
    runs = [ingest.figures() for _ in range(_ROUNDS)]
    medians = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    spread = statistics.stdev(run["share"] for run in runs)
    return Measured(int(medians.pop("n")), medians, spread)


MEASUREMENTS = {"ingest": writing, "polling-watch": polling_watch}
if find_spec("reader"):
    MEASUREMENTS |= {"polling": polling, "polling-tls": polling_tls}
