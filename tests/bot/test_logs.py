"""SAFETY 72: no secret reaches the log, by whatever way it comes."""

import io
import json
import logging
import sys
import threading
import warnings

import pytest
from msgspec.structs import asdict
from structlog import get_logger

from bot.logs import start_logging
from bot.redacting import redactor
from digests.settings import load_settings

TOKEN = "MTIzNDU2.canary.of-the-bots-token"  # noqa: S105 - opens nothing


@pytest.fixture
def log(monkeypatch):
    # Put back afterwards, for starting the log changes them.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    out = io.StringIO()
    start_logging("debug", "json", [TOKEN], out)
    yield out
    logging.captureWarnings(capture=False)
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
        "{'token': 'canary-0'}",
        r'{"event": "got {\"token\": \"canary-0123456789\"}"}',
        "GET https://canary@feeds.example/rss",
        "GET https://feeds.example/rss?n=1&api-key=canary#top",
        "GET https://feeds.example/rss?access_token=canary",
        "GET https://feeds.example/rss;jsessionid=canary",
        "https://discord.com/api/webhooks/12/canary_of-a.webhook",
        "Authorization: Basic Y2FuYXJ5OmNhbmFyeQ==canary",
        "OPENAI_API_KEY=sk-canary-0123456789abcdef",
        "Incorrect API key provided: sk-canary-0123456789abcdef",
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


@pytest.mark.parametrize(
    "text",
    [
        "3 feeds asked at https://gazette.example/feed.xml?page=2",
        "mail ada@gazette.example: the author is unknown",
        "Bot of Readers is connected",
        "Basic understanding of bridges",
    ],
)
def test_what_is_no_secret_stays(text):
    assert redactor([TOKEN])(text) == text


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_nobody_catches_is_redacted(log, form):
    start_logging("debug", form, [TOKEN], log)
    try:
        fail()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"an odd token: {TOKEN}", stacklevel=1)
    assert log.getvalue().count("RuntimeError") >= 2
    assert "[redacted]" in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_settings_show_no_secret(monkeypatch, tmp_path):
    """SAFETY 72: nor a proxy's password, which has to stand in the file."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("OPENAI_API_KEY", TOKEN)
    path = tmp_path / "config.toml"
    path.write_text(f'[web]\nproxy = "http://ada:{TOKEN}@127.0.0.1:3128"\n', "utf8")
    path.chmod(0o600)
    settings = load_settings(path)
    assert settings.discord_token
    assert TOKEN in settings.web.proxy
    assert "@127.0.0.1:3128', robots=True" in repr(settings)
    assert settings.discord_token.get_secret_value() == TOKEN
    shown = (repr(settings), str(settings), str(asdict(settings)))
    assert all(TOKEN not in each for each in shown)
