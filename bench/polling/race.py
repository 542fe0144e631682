"""Race Pullquote against lemon24/reader: the same server, whole processes in turn.

Each scenario runs Pullquote, then reader with one worker and with ten, round by round;
the better of reader's two counts. CPU is that of the process and all it started.
"""

import http.client
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.polling.certificate import write_certificate
from bench.polling.running import Run, adopt_orphans, compile_ours, run

WORKERS = ("1", "10")
SHARE = 0.05
TLS_HOSTS = 200
# Of these 200 are out to hurt, where the others are watched.
_MIXED = 1000


class Ground(NamedTuple):
    """Where a race is run: a folder for the databases, the server, its feeds."""

    folder: Path
    port: str
    feeds: int
    certificate: str = ""

    def ours(self, name: str, *options: str) -> Run:
        """Run Pullquote on its database of that name."""
        tls = ("tls", self.certificate) if self.certificate else ()
        arguments = (str(self.folder / f"{name}.db"), self.port, str(self.feeds))
        return run("bench.polling.ours", *arguments, *options, *tls, environment={})

    def theirs(self, name: str, workers: str, *options: str) -> Run:
        """Run reader on its database of that name."""
        tls = ("tls",) if self.certificate else ()
        path = str(self.folder / f"{name}-reader-{workers}.db")
        arguments = (path, self.port, str(self.feeds), workers)
        known = {}
        if self.certificate:
            known = {"REQUESTS_CA_BUNDLE": f"{self.certificate}.bundle"}
        return run(
            "bench.polling.theirs",
            *arguments,
            *(options + tls if options else ()),
            environment=known,
        )


def race(feeds: int, rounds: int) -> dict[str, float]:
    """Return every scenario's figures, each named for it."""
    adopt_orphans()
    compile_ours()
    scenarios: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory(prefix="pullquote-race-") as path:
        folder = Path(path)
        with server(feeds) as port:
            ground = Ground(folder, port, feeds)
            scenarios["start"] = start(ground, rounds)
            # Minutes a round, for the other reader parses three times as long.
            scenarios["first"] = first(ground, 1)
            scenarios["unchanged"] = unchanged(ground, rounds)
            scenarios["changed"] = changed(ground, rounds)
            with server(0) as bad:
                scenarios["hostile"] = hostile(ground._replace(feeds=_MIXED), bad)
    return {
        f"{scenario}_{name}": value
        for scenario, figures in scenarios.items()
        for name, value in figures.items()
    }


def over_tls(rounds: int) -> dict[str, float]:
    """Poll hosts over HTTPS again, none of whose feeds has changed."""
    adopt_orphans()
    compile_ours()
    with tempfile.TemporaryDirectory(prefix="pullquote-race-") as path:
        certificate = write_certificate(Path(path) / "loopback.pem", TLS_HOSTS)
        with server(TLS_HOSTS, certificate) as port:
            ground = Ground(Path(path), port, TLS_HOSTS, certificate)
            first(ground, 1)
            return unchanged(ground, rounds)


def watched(feeds: int) -> dict[str, float]:
    """Poll for the first time, and watch the event loop and the memory."""
    adopt_orphans()
    compile_ours()
    folder = tempfile.TemporaryDirectory(prefix="pullquote-race-")
    with folder as path, server(feeds) as port:
        return stall(Ground(Path(path), port, feeds))


def start(ground: Ground, rounds: int) -> dict[str, float]:
    """Start and end with no feed at all: what every run pays besides."""
    none = ground._replace(feeds=0)
    none.theirs("none", "1", "add")
    ours = [none.ours("none").cpu_s for _ in range(rounds)]
    theirs = [none.theirs("none", "1").cpu_s for _ in range(rounds)]
    return {
        "ours_cpu_s": statistics.median(ours),
        "reader_cpu_s": statistics.median(theirs),
    }


def first(ground: Ground, rounds: int, name: str = "main") -> dict[str, float]:
    """Poll every feed for the first time, on new databases each round."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(rounds):
        for old in ground.folder.glob(f"{name}*.db*"):
            old.unlink()
        ground.ours(name, "add")
        runs["ours"].append(ground.ours(name))
        for workers in WORKERS:
            ground.theirs(name, workers, "add")
            runs[workers].append(ground.theirs(name, workers))
    return _figures(runs, ground.feeds)


def unchanged(ground: Ground, rounds: int, name: str = "main") -> dict[str, float]:
    """Poll every feed again, none of which has changed."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(rounds):
        runs["ours"].append(ground.ours(name))
        for workers in WORKERS:
            runs[workers].append(ground.theirs(name, workers))
    return _figures(runs, ground.feeds)


def changed(ground: Ground, rounds: int) -> dict[str, float]:
    """Poll every feed when one in twenty has one new entry."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for version in range(1, rounds + 1):
        _bring(ground.port, version)
        runs["ours"].append(ground.ours("main"))
        for workers in WORKERS:
            runs[workers].append(ground.theirs("main", workers))
    return _figures(runs, ground.feeds)


def stall(ground: Ground) -> dict[str, float]:
    """Poll for the first time, a large feed among them, and watch the event loop."""
    ground.ours("stall", "add", "large")
    told = json.loads(ground.ours("stall", "stall").printed)
    for old in ground.folder.glob("stall*"):
        old.unlink()
    names = ("median", "p99", "worst")
    late = {
        f"{when}_{name}_ms": value
        for when, values in told["late_ms"].items()
        for name, value in zip(names, values, strict=True)
    }
    return {**late, "peak_mb": told["peak_mb"], "entries": told["entries"]}


def hostile(ground: Ground, bad_port: str) -> dict[str, float]:
    """Poll with every fifth feed out to hurt, and without those, twice each."""
    delays: dict[str, list[float]] = {}
    for name, kind in (("good", "good"), ("bad", f"bad={bad_port}")):
        ground.ours(name, "add", kind)
        runs = [json.loads(ground.ours(name).printed) for _ in range(2)]
        delays[name] = [each["p95_s"] for each in runs]
    (clean, clean_again), (hurt, hurt_again) = delays["good"], delays["bad"]
    return {
        "feeds": ground.feeds,
        "first_p95_s": hurt,
        "first_clean_p95_s": clean,
        "first_ratio": hurt / clean,
        "again_p95_s": hurt_again,
        "again_clean_p95_s": clean_again,
        "again_ratio": hurt_again / clean_again,
    }


def _figures(runs: dict[str, list[Run]], feeds: int) -> dict[str, float]:
    ours = json.loads(runs["ours"][-1].printed)
    figures: dict[str, float] = {"feeds": feeds, "rounds": len(runs["ours"])}
    for who, each in runs.items():
        wall = statistics.median(one.wall_s for one in each)
        label = who if who == "ours" else f"reader_{who}"
        figures[f"{label}_feeds_per_s"] = feeds / wall
        figures[f"{label}_cpu_s"] = statistics.median(one.cpu_s for one in each)
    figures["times_faster"] = _ratio([[r.wall_s for r in e] for e in runs.values()])
    figures["times_less_cpu"] = _ratio([[r.cpu_s for r in e] for e in runs.values()])
    figures["ours_entries"] = ours["entries"]
    figures["reader_entries"] = int(runs[WORKERS[0]][-1].printed)
    return figures


def _ratio(costs: list[list[float]]) -> float:
    """Return the median over rounds of reader's better cost to ours."""
    ours, *theirs = costs
    return float(
        statistics.median(
            min(others) / own for own, *others in zip(ours, *theirs, strict=True)
        )
    )


@contextmanager
def server(feeds: int, certificate: str = "") -> Iterator[str]:
    """Serve so many feeds and yield the port."""
    options = ("--certificate", certificate) if certificate else ()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [
            sys.executable,
            "-m",
            "bench.polling.server",
            "--feeds",
            str(feeds),
            *options,
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def _bring(port: str, version: int) -> None:
    """Have the server give a share of the feeds one more new entry."""
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
    connection.request("GET", f"/-/version?share={SHARE}&version={version}")
    connection.getresponse().read()
    connection.close()
