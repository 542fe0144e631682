"""Log in to Discord and stay there: what passes is waited for, a refusal is final.

discord.py comes back by itself from whatever breaks a connection that it had; it
gives up at the first trouble before that.
"""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import repeat

import aiohttp
import discord
from structlog import get_logger

from digests.errors import ChatError

# Between two tries: ever longer, so that a day of them is a few hundred requests.
_FIRST_S, _LONGEST_S = 5.0, 300.0
_TOO_MANY, _UNAUTHORISED = 429, 401
_log = get_logger(__name__)


def growing() -> Iterator[float]:
    """Return seconds to wait, twice as long each time up to a limit, without end."""
    pause = _FIRST_S
    while pause < _LONGEST_S:
        yield pause
        pause *= 2
    yield from repeat(_LONGEST_S)


async def stay_in(
    client: discord.Client, token: str, pauses: Iterable[float] | None = None
) -> None:
    """Log in, as often as it takes, and stay connected until the client is closed.

    Raises:
        ChatError: Discord does not let the bot in, and would not later.

    """
    try:
        for pause in growing() if pauses is None else pauses:
            if await _let_in(client, token, pause):
                break
        await client.connect()
    except (discord.DiscordException, OSError) as error:
        raise ChatError(_final_words(error)) from error


async def _let_in(client: discord.Client, token: str, pause: float) -> bool:
    """Log in once; where that may work later, say so, wait, and return False."""
    try:
        await client.login(token)
    except (discord.HTTPException, discord.RateLimited) as error:
        if not _passes(error):
            raise
        wait = max(pause, getattr(error, "retry_after", 0.0))
        reason = f"Discord answered {getattr(error, 'status', _TOO_MANY)}"
    except (aiohttp.ClientError, OSError) as error:
        wait, reason = pause, f"no connection ({type(error).__name__})"
    else:
        return True
    _log.warning("cannot log in; I try again", reason=reason, in_s=round(wait))
    # A log-in opens a session of its own, and would leave this one behind.
    await client.http.close()
    client.http.connector = discord.utils.MISSING
    await asyncio.sleep(wait)
    return False


def _passes(error: discord.DiscordException) -> bool:
    """Whether it is a trouble of the way or of the moment, not Discord's word."""
    match error:
        case discord.HTTPException(status=status, code=code):
            busy = status >= 500 or status == _TOO_MANY
            return busy or (code == 0 and status != _UNAUTHORISED)
        case _:
            return isinstance(error, discord.RateLimited)


def _final_words(error: Exception) -> str:
    match error:
        case (
            discord.LoginFailure()
            | discord.ConnectionClosed(code=4004)
            | discord.HTTPException(status=401)
        ):
            return "Discord refused the token. Check DISCORD_TOKEN, or reset it."
        case discord.PrivilegedIntentsRequired() | discord.ConnectionClosed(code=4014):
            return "Discord asks for an intent that Pullquote does not use."
        case discord.ConnectionClosed(code=code):
            return f"Discord ended the connection for good ({code}). Start me again."
        case discord.HTTPException(status=status, code=code):
            return f"Discord did not let me in ({status}, code {code}). Start me again."
        case _:
            kind = type(error).__name__
            return f"Discord cannot be reached ({kind}). Check this machine's network."
