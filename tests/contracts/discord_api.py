"""A client of the stand-in that asks as plainly as can be."""

from typing import Any

import aiohttp

NOBODY: dict[str, Any] = {"parse": []}


class Api:
    """Asks with the bot's token, and takes any answer for an answer."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session, self._base = session, base

    async def __call__(
        self, method: str, path: str, body: Any = None
    ) -> tuple[int, Any]:
        """The status and the JSON (or text) that comes."""
        async with self._session.request(method, self._base + path, json=body) as got:
            text = await got.text()
            is_json = got.headers.get("Content-Type") == "application/json"
            return got.status, await got.json() if is_json else text

    async def code(self, method: str, path: str, body: Any = None) -> int:
        """Discord's code of a refusal, or the status where there is none."""
        status, answer = await self(method, path, body)
        code = answer.get("code") if isinstance(answer, dict) else None
        return int(code or status)


def said(**body: Any) -> dict[str, Any]:
    """A message that pings nobody."""
    return {"allowed_mentions": NOBODY, **body}
