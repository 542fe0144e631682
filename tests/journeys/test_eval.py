"""`pullquote eval`: another model on what was read, beside the present one and none."""

import asyncio
import json

from tests.fakes.endpoint import an_endpoint
from tests.journeys.terminal import SETTINGS, Terminal

REPORT = """The ferry sails again

The ferry between Norham and Eastry runs again from Monday. It had been laid up for
three weeks, until a new engine came. “We missed the sea,” said its captain, Jon Vik.
About two hundred people live in Eastry.
"""


async def test_engines_are_shown_side_by_side(tmp_path):
    async with an_endpoint() as endpoint:
        terminal = Terminal(tmp_path)
        chosen = f'[model]\nname = "small"\nbase_url = "{endpoint.address}"\n'
        (tmp_path / "config.toml").write_text(SETTINGS + chosen, encoding="utf8")
        await asyncio.to_thread((tmp_path / "ferry.txt").write_text, REPORT, "utf8")
        await terminal.run("try", "ferry.txt", "--db", "pullquote.db")

        shown = await terminal.run("eval", "--model", "large", "--last", "5")
        as_json = await terminal.run("eval", "--model", "large", "--json")
        alike = await terminal.run("eval", "--model", "small", "--json")

    assert shown.returncode == 0, shown.stderr
    assert all(each in shown.stdout for each in ("extractive", "small", "large"))
    assert "told in its words" in shown.stdout
    columns = [json.loads(line) for line in as_json.stdout.splitlines()]
    assert [each["engine"] for each in columns] == ["extractive", "small", "large"]
    assert [each["worded"] for each in columns] == [0, 1, 1]
    assert [each["quotes_kept"] for each in columns] == [1.0, 1.0, 1.0]
    assert columns[1]["tokens_in"] > 0
    assert len(alike.stdout.splitlines()) == 2
    assert {each["model"] for each in endpoint.requests} == {"small", "large"}


async def test_what_an_endpoint_gets_wrong_is_counted_by_its_reason(tmp_path):
    lie = {"text": "The ferry sank off Paris.", "sources": [1], "original": ""}
    async with an_endpoint() as endpoint:
        endpoint.script = lambda _: json.dumps({"sentences": [lie], "quotes": []})
        terminal = Terminal(tmp_path)
        chosen = f'[model]\nname = "liar"\nbase_url = "{endpoint.address}"\n'
        (tmp_path / "config.toml").write_text(SETTINGS + chosen, encoding="utf8")
        await asyncio.to_thread((tmp_path / "ferry.txt").write_text, REPORT, "utf8")
        await terminal.run("try", "ferry.txt", "--db", "pullquote.db")

        done = await terminal.run("eval", "--model", "liar", "--json")

    _, liar = [json.loads(line) for line in done.stdout.splitlines()]
    assert liar["worded"] == 0
    assert liar["cut"] == {"name": 1}


async def test_only_the_last_are_tried_and_another_language_is_counted(tmp_path):
    german = "Die Fähre zwischen Norham und Eastry fährt seit Montag wieder."
    said = {"text": german, "sources": [1], "original": ""}
    async with an_endpoint() as endpoint:
        endpoint.script = lambda _: json.dumps({"sentences": [said], "quotes": []})
        terminal = Terminal(tmp_path)
        chosen = f'[model]\nname = "foreign"\nbase_url = "{endpoint.address}"\n'
        (tmp_path / "config.toml").write_text(SETTINGS + chosen, encoding="utf8")
        for name in ("one.txt", "two.txt"):
            text = REPORT.replace("Eastry", f"Eastry {name[:3]}")
            await asyncio.to_thread((tmp_path / name).write_text, text, "utf8")
        await terminal.run("try", "one.txt", "two.txt", "--db", "pullquote.db")

        done = await terminal.run("eval", "--model", "foreign", "--last", "1", "--json")

    none, foreign = [json.loads(line) for line in done.stdout.splitlines()]
    assert (none["articles"], foreign["articles"], len(endpoint.requests)) == (1, 1, 1)
    assert (none["language_errors"], foreign["language_errors"]) == (0, 1)
    assert 0 < foreign["median_s"] <= foreign["longest_s"]
    assert foreign["usd"] == 0.0


async def test_an_empty_desk_is_told_so(tmp_path):
    done = await Terminal(tmp_path).run("eval", "--model", "any")

    assert done.returncode == 0
    assert "Nothing has been read yet" in done.stdout
