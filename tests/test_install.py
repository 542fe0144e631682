"""SAFETY 75: what is installed is pinned, and `--help` loads little of it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
# What takes long to import, and no help text needs.
HEAVY = {
    "aiohttp",
    "discord",
    "lxml",
    "numpy",
    "msgspec",
    "sqlite_utils",
    "trafilatura",
}


def requirements(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_by_version_and_hash(lock):
    loose = [
        line
        for line in requirements(lock)
        if line.strip()
        and not line.lstrip().startswith("#")
        and not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text(encoding="utf8")
    assert "://" not in text
    assert "--index" not in text


def test_every_dependency_is_in_the_lock():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
    pinned = {line.partition("==")[0].lower() for line in requirements(LOCKS[0])}
    named = {
        re.split(r"[>=\[]", each, maxsplit=1)[0].lower().replace(".", "-")
        for each in project["project"]["dependencies"]
    }
    assert named <= pinned


def loaded_by(module: str) -> set[str]:
    code = f"import sys, {module}; print(*{{m.split('.')[0] for m in sys.modules}})"
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_help_loads_nothing_heavy():
    assert loaded_by("bot.cli") & HEAVY == set()


def test_the_bot_loads_no_client_of_a_model_that_nobody_chose():
    heavy = {"httpx2", "numpy", "openai", "pydantic"}
    assert loaded_by("bot.app") & heavy == set()


def test_polling_leaves_to_workers_what_takes_long_to_load():
    heavy = {"feedparser", "lxml", "numpy", "regex", "syntok", "trafilatura"}
    assert loaded_by("bot.polling") & heavy == set()
