"""Settings: choices from TOML, secrets from the environment.

The twin of `config.example.toml`. An unknown key is an error with a suggestion,
and every problem is told at once.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from msgspec import Meta, Struct, ValidationError, convert, field
from msgspec.structs import FieldInfo, asdict, fields, replace

from digests.errors import SettingsError
from digests.vetting import CHECKS, SHAPES

# What people call secrets, and where those belong.
_SECRETS = dict.fromkeys(("discord_token", "token", "bot_token"), "DISCORD_TOKEN")
_SECRETS |= dict.fromkeys(("openai_api_key", "api_key", "apikey"), "OPENAI_API_KEY")

_PASSWORD = re.compile("//[^/]*@")


class Secret:
    """A word that no log, error or dump of settings shows."""

    __slots__ = ("_word",)

    def __init__(self, word: str) -> None:
        """Take the word."""
        self._word = word

    def __repr__(self) -> str:
        return "Secret('**********')"

    def get_secret_value(self) -> str:
        """Return the word itself."""
        return self._word


class Storage(Struct, frozen=True):
    """Where the news is kept."""

    path: Path = Path("pullquote.db")


class Web(Struct, frozen=True):
    """How pages and feeds are fetched."""

    allow_private: tuple[str, ...] = ()
    contact: str = ""
    proxy: str = ""
    robots: bool = True
    ca_file: str = ""
    host_gap_s: Annotated[float, Meta(ge=0, le=60)] = 0.5

    def __repr__(self) -> str:
        """Tell all but by which password the proxy is used."""
        shown = asdict(self) | {"proxy": _PASSWORD.sub("//**********@", self.proxy)}
        return f"Web({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


class Discord(Struct, frozen=True):
    """Which Discord is talked to; another than the real one must be loopback."""

    api_base: str = "https://discord.com/api/v10"
    gateway: str = "wss://gateway.discord.gg/"
    cdn: str = "https://cdn.discordapp.com"


class Model(Struct, frozen=True, kw_only=True):
    """Which OpenAI-compatible endpoint is used, and what for; "" for nothing.

    `prices` are USD for a million tokens in and out, by the model's name. Of what may
    be spent, 0 is nothing and `inf` whatever it takes.
    """

    name: str = ""
    base_url: str = "https://api.openai.com/v1"
    api_version: str = ""
    embeddings: str = ""
    timeout_s: Annotated[float, Meta(ge=1, le=120)] = 20.0
    requests_per_minute: Annotated[int, Meta(ge=1)] = 60
    tokens_per_minute: Annotated[int, Meta(ge=1)] = 200_000
    day_usd: Annotated[float, Meta(ge=0)] = 1.0
    month_usd: Annotated[float, Meta(ge=0)] = 20.0
    prices: dict[str, tuple[float, float]] = field(default_factory=dict)


class Workers(Struct, frozen=True):
    """The processes that parse and read."""

    processes: Annotated[int, Meta(ge=1, le=64)] = 2


class Health(Struct, frozen=True):
    """Where health and metrics are shown: host:port, "" for nowhere."""

    address: str = "127.0.0.1:8087"


class Log(Struct, frozen=True):
    """What the log says, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Settings(Struct, frozen=True):
    """Everything that an operator chooses, and the secrets that are set."""

    storage: Storage = Storage()
    web: Web = Web()
    discord: Discord = Discord()
    model: Model = Model()
    workers: Workers = Workers()
    health: Health = Health()
    log: Log = Log()
    discord_token: Secret | None = None
    openai_api_key: Secret | None = None

    def stored_in(self, path: Path) -> "Settings":
        """Return the same settings with another database."""
        return replace(self, storage=Storage(path))


_KEPT_OUT = frozenset({"discord_token", "openai_api_key"})
# Takes what a key is set to; raises SettingsError where that cannot be used.
Reader = Callable[[Any], object]
_SECTIONS = tuple(each for each in fields(Settings) if each.name not in _KEPT_OUT)


def load_settings(
    path: Path | None, readers: Mapping[str, Reader] = MappingProxyType({})
) -> Settings:
    """Return the settings of a TOML file, or the defaults for None.

    A relative storage path is taken from the file's folder. Secrets come from
    the environment (`DISCORD_TOKEN`, `OPENAI_API_KEY`).

    Args:
        path: The file.
        readers: By key ("web.proxy"), who is to use what it is set to, so that what
            they could not is told with all else: `wire.READERS`.

    Raises:
        SettingsError: The file cannot be read or holds what cannot be used.

    """
    table = _table(path) if path else {}
    problems = (*_secrets_in(table), *_exposed(table, path), *_problems(table, readers))
    if problems:
        raise SettingsError(problems)
    chosen = convert(table, Settings, dec_hook=_decoded)
    chosen = replace(
        chosen,
        discord_token=_secret("DISCORD_TOKEN"),
        openai_api_key=_secret("OPENAI_API_KEY"),
    )
    return chosen.stored_in((path.parent if path else Path()) / chosen.storage.path)


def _secret(name: str) -> Secret | None:
    value = os.environ.get(name)
    return None if value is None else Secret(value)


def _secrets_in(table: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """Yield a problem for each key that would keep a secret in the file."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _secrets_in(value, f"{where}{key}.")
        elif variable := _SECRETS.get(key.lower()):
            yield (
                f"{where}{key}: a secret does not belong in a file; set {variable} in"
                " the environment"
            )


def _exposed(table: Mapping[str, Any], path: Path | None) -> Iterator[str]:
    """Yield a problem where others may read a password that has to be here."""
    web = table.get("web")
    proxy = web.get("proxy") if isinstance(web, dict) else None
    if path and "@" in str(proxy or "") and path.stat().st_mode & 0o044:
        yield f"web.proxy: others can read its password in {path}; chmod 600 {path}"


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise SettingsError((f"{path}: {error.strerror}",)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError((f"{path}: not TOML: {error}",)) from error


def _problems(table: Mapping[str, Any], readers: Mapping[str, Reader]) -> Iterator[str]:
    """Yield what is wrong with each key, for one is not to hide the others."""
    sections = {each.name: each for each in _SECTIONS}
    for name, values in table.items():
        section = sections.get(name)
        if name.lower() in _SECRETS:
            continue  # Told of already.
        if section is None:
            yield _unknown(name, name, sections)
        elif not isinstance(values, dict):
            yield f"{name}: write it as a section: [{name}]"
        else:
            keys = {each.name: each for each in fields(section.type)}
            for key, value in values.items():
                where = f"{name}.{key}"
                if key.lower() in _SECRETS:
                    continue
                if key not in keys:
                    yield _unknown(where, key, keys)
                elif problem := _problem(where, keys[key], value):
                    yield f"{where}: {problem}"
                elif where in readers:
                    yield from _unread(readers[where], value)


def _unknown(where: str, key: str, known: Mapping[str, FieldInfo]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{where}: there is no such setting{hint}"


def _problem(where: str, asked: FieldInfo, value: Any) -> str:
    """Return what is wrong with a value, "" for nothing."""
    kind = asked.type
    if where in SHAPES:
        return SHAPES[where](value)
    if get_origin(kind) is tuple and not isinstance(value, list):
        return 'write it as a list: ["this", "and that"]'
    if get_origin(kind) is Literal and value not in get_args(kind):
        return f"it is one of {', '.join(get_args(kind))}"
    try:
        convert(value, kind, dec_hook=_decoded)
    except ValidationError as error:
        return _KIND.sub(lambda named: _WORDS.get(named[1], named[1]), str(error))
    check = CHECKS.get(where)
    return check(value) if check else ""


def _unread(reader: Reader, value: Any) -> tuple[str, ...]:
    """Return why what a key is set to cannot be used, nothing where it can."""
    try:
        reader(value)
    except SettingsError as error:
        return error.problems
    return ()


def _decoded(kind: type, value: Any) -> Any:
    if not isinstance(value, str):
        raise ValidationError(f"Expected str, got {type(value).__name__}")
    return kind(value)


# Types by the words of who writes the file.
_KIND = re.compile("`([^`]+)`")
_WORDS = {
    "str": "text in quotes",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "a section",
}
