"""Settings: every problem at once, a suggestion for every slip."""

import tomllib

import pytest
from msgspec.structs import asdict

from digests.errors import SettingsError
from digests.settings import Settings, load_settings
from digests.wire import READERS
from tests.conftest import ROOT
from tests.journeys.terminal import pullquote


def load(tmp_path, text: str) -> Settings:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf8")
    return load_settings(path, READERS)


WEB = """[web]
allow_private = ["a b", "rss.lan", "c d"]
proxy = "nowhere"
ca_file = "/none.pem"
robots = "no"
"""


def problems(tmp_path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    return "\n".join(caught.value.problems)


def test_the_example_holds_the_defaults_and_every_key(tmp_path):
    text = (ROOT / "config.example.toml").read_text(encoding="utf8")
    example = load(tmp_path, text)
    base = load_settings(None)
    assert example.stored_in(base.storage.path) == base
    sections = asdict(base)
    del sections["discord_token"], sections["openai_api_key"]
    assert {name: set(asdict(section)) for name, section in sections.items()} == {
        name: set(table) for name, table in tomllib.loads(text).items()
    }


def test_a_slip_gets_a_suggestion(tmp_path):
    assert "did you mean 'path'?" in problems(tmp_path, '[storage]\npaht = "a.db"')
    assert "did you mean 'web'?" in problems(tmp_path, "[wbe]")


def test_a_word_in_a_lists_place_is_told_how_a_list_is_written(tmp_path):
    told = problems(tmp_path, '[web]\nallow_private = "rss.lan"')
    assert 'web.allow_private: write it as a list: ["this"' in told


def test_all_problems_are_told_at_once(tmp_path):
    told = problems(tmp_path, '[workers]\nprocesses = 0\n[log]\nlevel = "loud"')
    assert "workers.processes" in told
    assert "log.level" in told


def test_what_the_web_cannot_use_is_told_with_all_else(tmp_path):
    told = problems(tmp_path, f"{WEB}[log]\nlevel = 'loud'").splitlines()
    assert [each.partition(": ")[0] for each in told] == [
        *("web.allow_private", "web.allow_private", "web.proxy", "web.ca_file"),
        *("web.robots", "log.level"),
    ]
    assert [each for each in told if "'a b'" in each or "'c d'" in each] == told[:2]


def test_a_command_tells_of_all_that_is_wrong_and_opens_nothing(tmp_path):
    (tmp_path / "config.toml").write_text(f"{WEB}[logs]\n", encoding="utf8")
    done = pullquote("feeds", "list", folder=tmp_path)
    assert done.returncode == 2
    for key in ("allow_private", "proxy", "ca_file", "robots"):
        assert f"web.{key}: " in done.stderr.decode()
    assert "did you mean 'log'?" in done.stderr.decode()
    assert [each.name for each in tmp_path.iterdir()] == ["config.toml"]


def test_a_secret_in_the_file_hides_no_other_problem(tmp_path):
    told = problems(tmp_path, '[web]\ntoken = "s3cret"\nhost_gap = 1\nrobots = "no"')
    assert told.count("web.token") == 1
    assert "web.host_gap: there is no such setting" in told
    assert "web.robots: Expected true or false" in told
    assert "s3cret" not in told


def test_a_relative_path_is_taken_from_the_files_folder(tmp_path):
    assert load(tmp_path, '[storage]\npath = "a.db"').storage.path == tmp_path / "a.db"


def test_another_discord_must_be_on_this_machine(tmp_path):
    assert "token" in problems(tmp_path, '[discord]\napi_base = "https://d.example"')
    home = load(tmp_path, '[discord]\napi_base = "http://127.0.0.1:80/api"')
    assert home.discord.api_base == "http://127.0.0.1:80/api"


def test_a_token_in_the_file_is_refused_unread(tmp_path):
    told = problems(tmp_path, 'discord_token = "s3cret"')
    assert "DISCORD_TOKEN" in told
    assert "s3cret" not in told


def test_a_token_comes_from_the_environment_and_shows_nowhere(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    settings = load_settings(None)
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings) + str(asdict(settings))


@pytest.mark.parametrize("body", [b"not = [toml", b"\xff\xfe\x00"])
def test_a_file_that_is_not_toml_is_named(tmp_path, body):
    path = tmp_path / "config.toml"
    path.write_bytes(body)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert "config.toml" in caught.value.problems[0]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path / "none.toml")
    assert "none.toml" in caught.value.problems[0]


def test_a_key_of_an_endpoint_comes_from_the_environment_and_shows_nowhere(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-s3cret")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
    settings = load_settings(None)
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-s3cret"
    assert "s3cret" not in repr(settings) + str(asdict(settings))
    assert settings.model.embeddings == ""
    assert settings.model.base_url == "https://api.openai.com/v1"
    told = problems(tmp_path, '[model]\napi_key = "sk-s3cret"')
    assert "OPENAI_API_KEY" in told
    assert "s3cret" not in told


@pytest.mark.parametrize(
    "address",
    [
        "https://models.example/v1",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:8080/v1",
        "http://localhost:11434/v1",
        "http://192.168.1.7:8080/v1",
        "http://ollama:11434/v1",
        "http://models.lan/v1",
    ],
)
def test_an_endpoint_is_asked_by_https_or_at_home(tmp_path, address):
    assert load(tmp_path, f"[model]\nbase_url = '{address}'").model.base_url == address


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://models.example/v1", "needs https"),
        ("http://8.8.8.8/v1", "needs https"),
        ("ftp://127.0.0.1/v1", "write it as an address"),
        ("models.example", "write it as an address"),
        ("https://models.example:port/v1", "write it as an address"),
        ("https://models.example/v1?key=s3cret", "write it as an address"),
        ("https://me:s3cret@models.example/v1", "OPENAI_API_KEY"),
    ],
)
def test_an_endpoint_that_would_be_overheard_is_refused(tmp_path, address, why):
    told = problems(tmp_path, f"[model]\nbase_url = '{address}'")
    assert why in told
    assert "s3cret" not in told


def test_a_model_is_there_only_where_it_is_named(monkeypatch):
    """A key in the shell spends nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-shell")
    assert load_settings(None).model.name == ""


def test_prices_are_by_the_models_name_whatever_signs_it_holds(tmp_path):
    text = """
    [model]
    name = "meta/llama-3.1:8b"
    prices."meta/llama-3.1:8b" = [0, 0.25]
    prices.plain-name = [1, 2]
    """
    assert load(tmp_path, text).model.prices == {
        "meta/llama-3.1:8b": (0.0, 0.25),
        "plain-name": (1.0, 2.0),
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("prices.model-4.1 = [1, 2]", "needs quotes"),
        ("prices = 3", "write it as a section: [model.prices]"),
        ("prices.m = 3", "two prices"),
        ("prices.m = [1]", "two prices"),
        ("prices.m = [1, 2, 3]", "two prices"),
        ('prices.m = [1, "2"]', "two prices"),
        ("prices.m = [1, true]", "two prices"),
        ("prices.m = [1, -2]", "two prices"),
        ("prices.m = [1, nan]", "two prices"),
        ("prices.m = [1, inf]", "two prices"),
        ("day_usd = -1", ">= 0"),
        ("month_usd = nan", ">= 0"),
        ('day_usd = "1"', "Expected a number"),
        ("requests_per_minute = 0", ">= 1"),
        ("tokens_per_minute = 1.5", "Expected a whole number"),
        ('modelname = "m"', "there is no such setting"),
    ],
)
def test_money_that_makes_no_sense_is_refused(tmp_path, line, why):
    told = problems(tmp_path, f"[model]\n{line}")
    assert told.startswith("model.")
    assert why in told


def test_what_may_be_spent_is_nothing_or_without_end_where_one_says_so(tmp_path):
    model = load(tmp_path, "[model]\nday_usd = 0\nmonth_usd = inf").model
    assert (model.day_usd, model.month_usd) == (0.0, float("inf"))
