"""Fixtures that the whole suite shares."""

import gc
import multiprocessing
import os
import shutil
import tempfile
from multiprocessing import forkserver
from pathlib import Path

import pytest
from hypothesis import settings

from tests import figures
from tests.fakes import overheard
from tests.fakes.stores import a_store
from tests.stocking import Stock

# Timings never decide a test.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

# A disk of memory, where there is a large one: on it no commit of a test waits for a
# slow one. What must outlast a loss of power is shown without a disk.
MEMORY, ROOM = Path("/dev/shm"), 2 * 2**30  # noqa: S108 - pytest makes folders there
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


# Whatever tests fork, with what that imports.
FORKED = (
    *("digests.reading", "digests.feeds.several", "digests.imports.recognise"),
    *("digests.stories.compose", "digests.warm", "tests.fakes.posting_process"),
    *("bot.app", "tests.fakes.running_bot"),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection():
    """Collect tests without looking for garbage, which took a third of the time."""
    gc.disable()


def pytest_collection_finish():
    """Look for garbage again, but no more through what stays until the end."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def imported_once():
    """Have processes forked where all is imported: the first to ask would decide."""
    multiprocessing.set_forkserver_preload(list(FORKED))
    forkserver.ensure_running()


@pytest.fixture
async def db(tmp_path):
    """A store of its own, open."""
    async with a_store(tmp_path) as database:
        yield database


@pytest.fixture
def stock(db):
    """What fills that store, a feed or an article at a time."""
    return Stock(db)


@pytest.fixture
def figure(record_property):
    """What takes a value that SAFETY.md asks for."""
    return figures.Figure(record_property)


def pytest_collection_modifyitems(config, items):
    """Note which faults each test shows, and begin with what takes longest.

    Who is left with a journey at the end would be waited for by all others.
    """
    figures.label(config, items)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item):
    """Fail where a model was sent what none may know: SAFETY 45, in every test."""
    texts, leaks = overheard.heard()
    if texts:
        figure = figures.Figure(lambda *given: item.user_properties.append(given))
        figure.total(45, "texts that models were sent", texts)
        figure.total(45, "leaks", len(leaks))
    assert leaks == []


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The folder of evaluation data, which is never part of the project."""
    return _outside(SHARED / "eval" / "data")


@pytest.fixture(scope="session")
def seed_report() -> Path:
    """The report that our first user wants condensed."""
    return _outside(SHARED / "seed" / "kyiv-summit.txt")


def _outside(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    return path


# As pytest sorts reports: "" is of what is set up and taken down.
_KINDS = ("", "passed", "failed", "error")


def pytest_terminal_summary(terminalreporter):
    """Say what was left out, so that nobody takes it for passed."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"left out: {report.nodeid}: {report.longrepr[2]}")
    # Processes of xdist have reports of their own tests only.
    if figures.ASKED and not hasattr(terminalreporter.config, "workerinput"):
        every = (terminalreporter.getreports(kind) for kind in _KINDS)
        figures.write(report for reports in every for report in reports)


def pytest_sessionfinish(session, exitstatus):
    """Turn a skipped test into a failure where CI asks for it."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("PULLQUOTE_NO_SKIPS") and skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
