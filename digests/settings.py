"""Settings: choices from TOML, secrets from the environment.

The twin of `config.example.toml`. An unknown key is an error with a suggestion,
and every problem is told at once.
"""

import difflib
import ipaddress
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic import field_validator as validator

from digests.errors import SettingsError

_DISCORD = frozenset({"discord.com", "gateway.discord.gg", "cdn.discordapp.com"})
# What people call secrets, and where those belong.
_SECRETS = dict.fromkeys(("discord_token", "token", "bot_token"), "DISCORD_TOKEN")
_SECRETS |= dict.fromkeys(("openai_api_key", "api_key", "apikey"), "OPENAI_API_KEY")


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Storage(_Section):
    """Where the news is kept."""

    path: Path = Path("pullquote.db")


class Web(_Section):
    """How pages and feeds are fetched."""

    allow_private: tuple[str, ...] = ()
    contact: str = ""
    proxy: str = ""
    robots: bool = True
    ca_file: str = ""
    host_gap_s: float = Field(default=0.5, ge=0, le=60)


class Discord(_Section):
    """Which Discord is talked to; another than the real one must be loopback."""

    api_base: str = "https://discord.com/api/v10"
    gateway: str = "wss://gateway.discord.gg/"
    cdn: str = "https://cdn.discordapp.com"

    @validator("api_base", "gateway", "cdn")
    @classmethod
    def _trusted(cls, address: str) -> str:
        host = urlsplit(address).hostname or ""
        if host not in _DISCORD and not _is_loopback(host):
            raise ValueError(
                f"{host or address!r} is neither Discord nor this machine; "
                "the bot's token would be sent there"
            )
        return address


class Workers(_Section):
    """The processes that parse and read."""

    processes: int = Field(default=2, ge=1, le=64)


class Health(_Section):
    """Where health and metrics are shown: host:port, "" for nowhere."""

    address: str = "127.0.0.1:8087"

    @validator("address")
    @classmethod
    def _host_and_port(cls, address: str) -> str:
        if not address:
            return address
        try:
            place = urlsplit(f"//{address}")
            whole = bool(place.hostname) and place.port is not None
        except ValueError:
            whole = False
        if not whole or place.netloc != address or place.username is not None:
            raise ValueError('write it as host:port, or "" for none')
        return address


class Log(_Section):
    """What the log says, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Settings(_Section):
    """Everything that an operator chooses."""

    storage: Storage = Storage()
    web: Web = Web()
    discord: Discord = Discord()
    workers: Workers = Workers()
    health: Health = Health()
    log: Log = Log()
    discord_token: SecretStr | None = Field(default=None, exclude=True, repr=False)


def load_settings(path: Path | None) -> Settings:
    """Return the settings of a TOML file, or the defaults for None.

    A relative storage path is taken from the file's folder. Secrets come from
    the environment (`DISCORD_TOKEN`).

    Raises:
        SettingsError: The file cannot be read or holds what cannot be used.

    """
    table = _table(path) if path else {}
    if problems := (*_secrets_in(table), *_exposed(table, path)):
        raise SettingsError(problems)
    try:
        settings = Settings(**table, discord_token=_secret("DISCORD_TOKEN"))
    except ValidationError as error:
        raise SettingsError(tuple(_problems(error))) from error
    base = path.parent if path else Path()
    storage = Storage(path=base / settings.storage.path)
    return settings.model_copy(update={"storage": storage})


def _secret(name: str) -> SecretStr | None:
    value = os.environ.get(name)
    return None if value is None else SecretStr(value)


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


def _problems(error: ValidationError) -> list[str]:
    return [_problem(each) for each in error.errors(include_url=False)]


def _problem(detail: Any) -> str:
    where = [str(part) for part in detail["loc"]]
    name = ".".join(where)
    if detail["type"] == "tuple_type":
        return f'{name}: write it as a list: ["this", "and that"]'
    if detail["type"] != "extra_forbidden":
        return f"{name}: {detail['msg'].removeprefix('Value error, ')}"
    near = difflib.get_close_matches(where[-1], _known(where[:-1]), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{name}: there is no such setting{hint}"


def _known(where: list[str]) -> list[str]:
    model: Any = Settings
    for part in where:
        annotation = model.model_fields[part].annotation
        model = next(
            (kind for kind in (annotation, *get_args(annotation)) if _is_model(kind)),
            Settings,
        )
    return [name for name in model.model_fields if name != "discord_token"]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
