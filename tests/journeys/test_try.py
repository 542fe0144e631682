"""`pullquote try` as a person runs it: its own process, files and pipes."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.site import a_site, page

REPORT = """\
Bridge opens at Tarn

The new bridge at Tarn opened on Monday, two years late and 3 million pounds over \
its budget, the county council said.

“We are proud of every rivet,” said Ada Marsh, the mayor. “It was worth the wait.”

The ferry, which the bridge replaces, will stop in May after 112 years on the river.
"""
FEED = """\
<rss version="2.0"><channel><title>Gazette</title>
<item><title>Bridge opens</title><description>The new bridge at Tarn opened on Monday, \
two years late.</description></item>
<item><title>Ferry stops</title><description>The ferry at Tarn stops in May after 112 \
years.</description></item></channel></rss>
"""


def run(*arguments: str | Path, stdin: bytes = b"", folder: Path | None = None):
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=folder,
        timeout=60,
        check=False,
    )


def lines(done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


def test_every_bad_source_costs_one_line_and_no_other_source(tmp_path, report):
    bad = {
        "empty.xml": (
            b"<rss version='2.0'><channel><title>x</title></channel></rss>",
            "no entries",
        ),
        "report.pdf": (b"%PDF-1.7\n\xe2\xe3", "PDF"),
        "noise.html": (bytes(range(256)) * 20, "charset"),
        "large.html": (b"<p>" + b"The bridge. " * 4_400_000, "too large"),
        "menu.html": (b"<title>Menu</title><nav>Home</nav>", "no sentence"),
        "empty.txt": (b"", "empty"),
    }
    for name, (body, _) in bad.items():
        (tmp_path / name).write_bytes(body)
    sources = [tmp_path / name for name in bad]
    done = run("try", tmp_path / "missing.txt", *sources, report)

    complaints = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert "Bridge opens at Tarn" in done.stdout.decode()
    assert len(complaints) == 1 + len(bad)
    assert "missing.txt" in complaints[0]
    assert "no such file" in complaints[0]
    for line, (name, (_, words)) in zip(complaints[1:], bad.items(), strict=True):
        assert name in line
        assert words in line


async def test_a_page_that_is_not_there_is_told_by_its_address(tmp_path, report):
    config = tmp_path / "config.toml"
    config.write_text('[web]\nallow_private = ["127.0.0.1"]\n', encoding="utf8")
    async with a_site({"/a": page(b"no", 404)}) as site:
        done = await asyncio.to_thread(
            run, "--config", config, "try", f"{site}/a", report
        )
    assert done.returncode == 1
    assert f"{site}/a: there is nothing at that address (404)" in done.stderr.decode()
    assert "Bridge opens at Tarn" in done.stdout.decode()


def test_json_gives_a_line_per_article_and_per_failure_in_order(tmp_path, report):
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED, encoding="utf8")
    missing = tmp_path / "missing.txt"
    question = "When will the ferry stop?"
    done = run("try", feed, missing, report, "--json", "--ask", question)

    first, second, failed, read, answer = lines(done)
    assert done.returncode == 1
    assert [first["title"], second["title"]] == ["Bridge opens", "Ferry stops"]
    assert set(failed) == {"source", "error"}
    assert read["source"] == str(report)
    assert set(read) == {
        *("source", "title", "url", "outlet", "published", "language", "verdict"),
        *("text", "summary", "quotes", "story"),
    }
    for part in (*read["summary"], *read["quotes"]):
        assert read["text"][part["start"] : part["end"]] == part["text"]
    assert (read["quotes"][0]["speaker"], read["quotes"][0]["role"]) == (
        "Ada Marsh",
        "mayor",
    )
    assert answer["question"] == question
    assert answer["refused"] is False
    assert "in May" in answer["answer"][0]["text"]


def test_a_feed_from_a_pipe_is_read(tmp_path):
    done = run("try", "-", stdin=FEED.encode(), folder=tmp_path)
    assert done.returncode == 0
    assert "Ferry stops" in done.stdout.decode()
    assert done.stderr == b""


def test_a_folder_is_read_whole_and_in_order(tmp_path):
    for number in (2, 1):
        text = REPORT.replace("Tarn", f"Tarn {number}")
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    done = run("try", tmp_path, "--json")
    assert done.returncode == 0
    assert [Path(each["source"]).name for each in lines(done)] == ["1.txt", "2.txt"]


def test_an_empty_folder_is_a_failure(tmp_path):
    done = run("try", tmp_path)
    assert done.returncode == 1
    assert done.stderr == b"pullquote: there is nothing to read in that folder.\n"


def test_what_was_read_stays_in_the_named_database(tmp_path, report):
    kept = tmp_path / "kept.db"
    assert run("try", report, "--db", kept).returncode == 0
    again = run("try", report, "--db", kept, "--json")
    assert again.returncode == 0
    assert kept.exists()


def test_wrong_usage_and_wrong_settings_exit_with_two(tmp_path, report):
    assert run("try", "--no-such-option").returncode == 2
    config = tmp_path / "config.toml"
    config.write_text("[web]\nalow_private = []\n", encoding="utf8")
    done = run("--config", config, "try", report)
    assert done.returncode == 2
    assert "allow_private" in done.stderr.decode()
