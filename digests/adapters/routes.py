"""What an operator sets of the way to the web, read: whom to trust, and the way out.

Each raises SettingsError with all that it cannot use. `load_settings` asks them
before anything is opened, so that such a problem is told with all the others.
"""

import ssl
from collections.abc import Sequence

from msgspec import Struct
from yarl import URL

from digests.adapters.addresses import Trusted
from digests.errors import SettingsError


class Route(Struct, frozen=True):
    """How the web is reached: a proxy for all, certificates beside the usual."""

    proxy: str = ""
    ca_file: str = ""


def trusted(entries: Sequence[str]) -> tuple[Trusted, ...]:
    """Return the private addresses that may be fetched."""
    problems: list[str] = []
    read: list[Trusted] = []
    for entry in entries:
        try:
            read.append(Trusted.parse(entry))
        except SettingsError as error:
            problems += error.problems
    if problems:
        raise SettingsError(tuple(problems))
    return tuple(read)


def proxy(address: str) -> URL | None:
    """Return the proxy for everything that is fetched, None for none."""
    if not address:
        return None
    try:
        url = URL(address)
        usable = url.scheme in {"http", "https"} and url.host and url.port
    except ValueError:
        usable = None
    if not usable:
        raise SettingsError(('web.proxy: write it like "http://host:port"',))
    return url


def certificates(ca_file: str) -> ssl.SSLContext | None:
    """Return the context of all connections, None where the usual one will do.

    One for all, since reading it from disk is slow.
    """
    if not ca_file:
        return None
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_verify_locations(ca_file)
    except OSError as error:  # ssl.SSLError among them
        problem = error.strerror or "not a PEM file"
        raise SettingsError((f"web.ca_file: {ca_file}: {problem}",)) from error
    return context
