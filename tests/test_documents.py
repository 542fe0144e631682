"""What people read names what there is, and what it names is there."""

import re
from collections.abc import Iterator

import click
import discord
import pytest

from bot.cli import main
from digests.caretaking import KEPT
from tests.conftest import ROOT

DOCS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
GUIDE = (ROOT / "docs" / "guide.md").read_text("utf8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf8")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text("utf8")


def commands(
    command: click.Command = main, path: str = ""
) -> Iterator[tuple[str, click.Command]]:
    """Every command of the program, by what is typed."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}".strip())
    else:
        yield path, command


@pytest.mark.parametrize(("path", "command"), list(commands()))
def test_every_command_is_in_the_guide(path, command):
    assert f"pullquote {path}" in GUIDE


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_command_in_the_documents_is_there(page):
    known = {path for path, _ in commands()}
    firsts = {path.split()[0] for path in known}
    named = re.findall(r"pullquote ((?:feeds )?[a-z]+)\b", page.read_text("utf8"))
    typed = {each for each in named if each.split()[0] in firsts}
    assert {each for each in typed if each not in known | {"feeds"}} == set()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf8"))
    assert [each for each in links if not (page.parent / each).exists()] == []


def test_the_invitation_asks_for_what_the_table_says():
    (asked,) = set(re.findall(r"permissions=(\d+)", OPERATIONS))
    rows = re.findall(r"^ +\| ([A-Z][\w ]+) \| (\d+) \|", OPERATIONS, re.MULTILINE)
    assert sum(int(value) for _, value in rows) == int(asked)
    for name, value in rows:
        flag = name.lower().replace(" ", "_")
        assert discord.Permissions(**{flag: True}).value == int(value)
    assert f"permissions={asked}" in (ROOT / "README.md").read_text("utf8")


def test_what_is_said_to_be_forgotten_is():
    assert KEPT.days == 365
    assert "a year" in PRIVACY
