"""SAFETY 72: no secret reaches the log, by whatever way it comes."""

import io
import json
import logging

import pytest
from structlog import get_logger

from bot.logs import redactor, start_logging

TOKEN = "MTIzNDU2.canary.of-the-bots-token"  # noqa: S105 - opens nothing


@pytest.fixture
def log():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    start_logging("debug", "json", [TOKEN], out)
    yield out
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    "text",
    [
        f"logging in with {TOKEN}",
        f"Authorization: Bot {TOKEN}",
        "POST https://discord.com/api/v10/interactions/12/aW50canary/callback",
        "PATCH /webhooks/901/canary-token_x/messages/@original",
        "GET https://ada:canary@feeds.example/rss",
        "GET https://feeds.example/rss?key=canary&n=1",
        '{"token": "canary-0123456789-0123456789"}',
    ],
)
def test_secrets_are_taken_out(text):
    assert "canary" not in redactor([TOKEN])(text)


def test_the_rest_of_an_address_stays():
    made = redactor([])("GET https://feeds.example/rss?key=canary&n=1")
    assert made == "GET https://feeds.example/rss?key=[redacted]&n=1"


def fail() -> None:
    raise RuntimeError(TOKEN)


def test_records_of_libraries_and_tracebacks_are_redacted(log):
    logging.getLogger("discord.http").debug("sent %s", TOKEN)
    try:
        fail()
    except RuntimeError:
        get_logger("bot").exception("failed", token=TOKEN)
    assert TOKEN not in log.getvalue()
    first, second = map(json.loads, log.getvalue().splitlines())
    assert first["event"] == "sent [redacted]"
    assert "RuntimeError" in second["exception"]


def test_what_is_below_the_level_is_not_written(log):
    start_logging("warning", "text", [], log)
    get_logger("bot").info("unimportant")
    logging.getLogger("discord").warning("important")
    assert "unimportant" not in log.getvalue()
    assert "important" in log.getvalue()
