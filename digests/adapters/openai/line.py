"""A line to an endpoint: each call is made once, and ends in time.

Whatever befalls it on the way is one `EndpointError`.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import TypeVar

import httpx2
from openai import APIStatusError, AsyncAzureOpenAI, AsyncOpenAI, OpenAIError

from digests.adapters.openai.replies import Said
from digests.adapters.openai.transport import Transport
from digests.errors import EndpointError

T = TypeVar("T")

_CONNECT_S = 5.0
# Of these nothing has reached the endpoint.
_UNSENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


class Line:
    """Where an endpoint is, and the client that talks to it."""

    def __init__(
        self,
        base_url: str,
        key: str,
        timeout_s: float,
        api_version: str,
        most_bytes: int,
    ) -> None:
        """Take what the operator chose, and how large an answer may be."""
        self._timeout_s = timeout_s
        header = "api-key" if api_version else "authorization"
        # No proxy of the environment, and no redirect: a key goes to one place.
        http = httpx2.AsyncClient(
            transport=Transport(header, key, most_bytes),
            trust_env=False,
            follow_redirects=False,
        )
        timeout = httpx2.Timeout(timeout_s, connect=min(_CONNECT_S, timeout_s))
        # The transport sends the key; the client would take another one from the
        # environment where it is given none.
        if api_version:
            self._client: AsyncOpenAI = AsyncAzureOpenAI(
                api_key="none",
                api_version=api_version,
                azure_endpoint=base_url,
                timeout=timeout,
                max_retries=0,
                http_client=http,
            )
        else:
            self._client = AsyncOpenAI(
                api_key="none",
                base_url=base_url,
                timeout=timeout,
                max_retries=0,
                http_client=http,
            )

    async def in_time(self, asking: Awaitable[T]) -> T:
        """Return what comes of asking, be it several calls, within the time for one.

        The client's own timeout begins anew with every byte that drips in.

        Raises:
            EndpointError: Nothing came by then.

        """
        try:
            async with asyncio.timeout(self._timeout_s):
                return await asking
        except TimeoutError as error:
            reason = f"no answer within {self._timeout_s:g} s"
            raise EndpointError(reason, charged=True) from error

    async def post(self, path: str, body: Mapping[str, object]) -> Said:
        """Return the reply, whatever its status.

        Raises:
            EndpointError: None came.

        """
        try:
            reply = await self._client.post(path, cast_to=httpx2.Response, body=body)
        except APIStatusError as error:
            reply = error.response
        except OpenAIError as error:
            cause = error.__cause__ or error
            reason = str(cause) or "the connection broke off"
            sent = not isinstance(cause, _UNSENT)
            raise EndpointError(reason, charged=sent) from error
        except (ValueError, LookupError, AssertionError) as error:
            # The client reads what a fault says, by the charset that it names.
            raise EndpointError("it sent what nobody can read", charged=True) from error
        headers = {name.lower(): value for name, value in reply.headers.items()}
        return Said(reply.status_code, headers, reply.content)

    async def close(self) -> None:
        """Hang up."""
        await self._client.close()


def legible(text: str) -> str:
    """Return a text that can be sent, which half a character cannot."""
    return text.encode("utf8", "replace").decode("utf8")
