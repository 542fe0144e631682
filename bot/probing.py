"""`pullquote health`: ask the running bot how it is, as a container's check does."""

from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

import click

from digests.settings import Settings

_TIMEOUT_S = 4.0
# Where the pages are shown everywhere, they are shown here too.
_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - asked, not listened on


def probe(settings: Settings, *, live: bool) -> bool:
    """Print what the bot says of itself; return whether that is good."""
    place = urlsplit(f"//{settings.health.address}")
    if not place.hostname:
        click.echo('pullquote: [health] address is "", so nobody can tell.', err=True)
        return False
    host = _HERE.get(place.hostname, place.hostname)
    asking = HTTPConnection(host, place.port, timeout=_TIMEOUT_S)
    try:
        asking.request("GET", "/livez" if live else "/readyz")
        reply = asking.getresponse()
        click.echo(reply.read(10_000).decode("utf8", "replace").strip())
    except (OSError, HTTPException):
        click.echo(f"pullquote: nobody answers at {settings.health.address}.", err=True)
        return False
    finally:
        asking.close()
    return reply.status == 200
