"""`pullquote try` as a person runs it: files, folders, pipes and a terminal."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.endpoint import an_endpoint
from tests.fakes.site import a_site, page
from tests.journeys.terminal import pullquote

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


def run(*arguments: str | Path, **more: Any):
    return pullquote(*map(str, arguments), **more)


def lines(done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "bridge.txt"
    path.write_text(REPORT, encoding="utf8")
    return path


async def test_a_model_is_asked_nothing_where_its_price_is_not_kept(tmp_path, report):
    """SAFETY 43."""
    config = tmp_path / "config.toml"
    async with an_endpoint() as endpoint:
        chosen = '[model]\nname = "little"\nembeddings = "little"\n'
        chosen += f'base_url = "{endpoint.address}"\n'
        await asyncio.to_thread(config.write_text, chosen, "utf8")
        arguments = ("--config", config, "try", report, "--ask", "When did it open?")
        done = await asyncio.to_thread(run, *arguments)
    assert "opened on Monday" in done.stdout.decode()
    assert endpoint.paths == []


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
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"pullquote: {tmp_path}: there is nothing to read in that")


def test_an_empty_folder_costs_no_other_source(tmp_path, report):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "photo.png").write_bytes(b"\x89PNG")
    done = run("try", tmp_path / "none", report, "--json")
    assert done.returncode == 1
    assert done.stderr == b""
    failed, read = lines(done)
    assert failed["source"] == str(tmp_path / "none")
    assert "nothing to read" in failed["error"]
    assert read["title"] == "Bridge opens at Tarn"


def test_of_a_folder_only_what_was_saved_to_be_read_is_read(tmp_path, report):
    for name in (".git", "bridge_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").write_text("<p>Ad</p>", encoding="utf8")
    done = run("try", tmp_path, "--json")
    assert [each["source"] for each in lines(done)] == [str(report)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("ftp://gazette.example/a", "only http and https"),
        ("", "has no name"),
        ("no-such-folder/", "check the path"),
        ("gazette.example", "begins with http"),
    ],
)
def test_what_is_no_source_is_told_in_one_line(source, words):
    done = run("try", source)
    assert done.returncode == 1
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert words in line


def test_a_name_with_a_line_end_is_told_in_one_line(tmp_path):
    (tmp_path / "a\nb.txt").write_bytes(b"")
    done = run("try", tmp_path)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes there")
def test_a_named_pipe_is_read_like_a_file(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(run, "try", pipe, "--json")
        pipe.write_text(REPORT, encoding="utf8")
    assert lines(done.result())[0]["title"] == "Bridge opens at Tarn"


@pytest.mark.skipif(sys.platform == "win32", reason="no such device there")
def test_what_never_ends_is_too_large():
    done = run("try", "/dev/zero")
    assert done.returncode == 1
    assert b"too large" in done.stderr


@pytest.mark.parametrize("where", ["before", "after", "both"])
def test_a_named_config_wins_over_the_environments(tmp_path, report, where):
    """Both places are open to it, and the later one counts."""
    right, wrong = tmp_path / "right.toml", tmp_path / "wrong.toml"
    right.write_text("", encoding="utf8")
    wrong.write_text("[nonsense]\n", encoding="utf8")
    before = {"before": right, "after": None, "both": wrong}[where]
    after = {"before": None, "after": right, "both": right}[where]
    done = run(
        *(("--config", before) if before else ()),
        *("try", report),
        *(("--config", after) if after else ()),
        env={"PULLQUOTE_CONFIG": str(wrong)},
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_environment_names_the_settings_file(tmp_path, report):
    config = tmp_path / "own.toml"
    config.write_text("[nonsense]\n", encoding="utf8")
    done = run("try", report, env={"PULLQUOTE_CONFIG": str(config)})
    assert done.returncode == 2
    assert b"nonsense" in done.stderr


def test_a_reader_that_leaves_early_is_no_failure_to_speak_of(report):
    command = [sys.executable, "-m", "bot", "try", str(report), "--json"]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""


@pytest.mark.skipif(sys.platform == "win32", reason="no terminals of this kind there")
@pytest.mark.parametrize("piped", [True, False])
def test_a_bar_shows_where_somebody_watches_and_nowhere_else(tmp_path, piped):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(REPORT, encoding="utf8")
    keeper, terminal = os.openpty()
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "try", str(tmp_path)],
        stdout=subprocess.PIPE if piped else terminal,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(terminal)
        seen = b"".join(_until_closed(keeper))
        if process.stdout is not None:
            assert b"Reading" not in process.stdout.read()
    os.close(keeper)
    assert process.returncode == 0
    assert (b"Reading" in seen) is not piped


def _until_closed(keeper: int) -> Iterator[bytes]:
    with suppress(OSError):
        while some := os.read(keeper, 4096):
            yield some


def test_what_was_read_stays_in_the_named_database(tmp_path, report):
    kept = tmp_path / "kept.db"
    assert run("try", report, "--db", kept).returncode == 0
    other = tmp_path / "other.txt"
    other.write_text("The harbour fair has been put off until June.", "utf8")
    again = run(
        "try",
        other,
        "--db",
        kept,
        "--json",
        "--ask",
        "When does the ferry \
stop?",
    )
    assert again.returncode == 0
    read, answer = lines(again)
    assert read["source"] == str(other)
    assert "in May" in answer["answer"][0]["text"]


def test_wrong_usage_and_wrong_settings_exit_with_two(tmp_path, report):
    assert run("try", "--no-such-option").returncode == 2
    config = tmp_path / "config.toml"
    config.write_text("[web]\nalow_private = []\n", encoding="utf8")
    done = run("--config", config, "try", report)
    assert done.returncode == 2
    assert "allow_private" in done.stderr.decode()


def test_what_was_kept_is_asked_about_later(tmp_path, report):
    db = tmp_path / "kept.db"
    run("try", report, "--db", db)
    (told,) = lines(run("ask", "When will the ferry stop?", "--db", db, "--json"))
    assert not told["refused"]
    assert set(told["answer"][0]) == {
        *("text", "url", "title", "published", "start", "end"),
    }
    shown = run("ask", "When will the ferry stop?", "--db", db)
    assert "will stop in May" in shown.stdout.decode()
    assert "Bridge opens at Tarn" in shown.stdout.decode()
    refused = run("ask", "Who won the election in Peru?", "--db", db)
    assert refused.returncode == 0
    assert "I have not read anything about that." in refused.stdout.decode()


def test_what_was_said_is_listed_with_where_it_stands(tmp_path, report):
    db = tmp_path / "kept.db"
    run("try", report, "--db", db)
    told = lines(run("quotes", "--db", db, "--json"))
    text = report.read_text("utf8")
    assert told
    assert all(each["text"] in text for each in told)
    shown = run("quotes", *told[0]["speaker"].split(), "--db", db).stdout.decode()
    assert f"” — {told[0]['speaker']}" in shown
    none = run("quotes", "Nobody", "Known", "--db", db)
    assert (none.returncode, none.stdout) == (0, b"No such quote has been read.\n")
    assert run("quotes", "--since", "someday", "--db", db).returncode == 2
    assert run("ask", "When?", "--since", "someday", "--db", db).returncode == 2
