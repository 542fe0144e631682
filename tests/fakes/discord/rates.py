"""Rate limits: a bucket per route and channel, and fifty requests a second in all."""

from collections import defaultdict, deque
from time import monotonic

from aiohttp import web

from tests.fakes.discord.faults import Seen, too_many

_FREE = ("/interactions/", "/webhooks/")
# METHOD and route -> (requests, seconds); what is not here shares _USUAL.
KNOWN = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "POST /channels/{channel_id}/messages/{message_id}/crosspost": (10, 3600.0),
}
_USUAL, _GLOBAL = (50, 1.0), (50, 1.0)
_OLD_EDITS = (3, 20.0)


class TooEarly(Exception):
    """A limit that only a handler knows of; `answer` is its 429."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__("too many requests")
        self.answer = answer


class Rates:
    """Counts what was asked; `limits` may be changed by a test, route by route.

    `relaxed` switches real limits off, headers stay.
    """

    def __init__(self) -> None:
        self.limits = dict(KNOWN)
        self.relaxed = False
        self.invalid = 0
        self._asked: dict[str, deque[float]] = defaultdict(deque)

    def refuse(self, seen: Seen, route: str, major: str) -> web.Response | None:
        """A 429 where this request is one too many, or None and it is counted."""
        if self.relaxed:
            return None
        if not seen.path.startswith(_FREE):
            wait = self._wait("global", _GLOBAL)
            if wait:
                return too_many(wait, everywhere=True)
        wait = self._wait(f"{route} {major}", self.limits.get(route, _USUAL))
        return self._named(too_many(wait), route, major) if wait else None

    def check_old_edit(self, channel: int) -> None:
        """Refuse the fourth edit of an old message in 20 seconds with 30046."""
        wait = self._wait(f"old {channel}", _OLD_EDITS)
        if wait:
            raise TooEarly(too_many(wait, code=30046))

    def mark(self, answer: web.StreamResponse, route: str, major: str) -> None:
        """Put the headers on an answer, and count the invalid ones."""
        if answer.status in {401, 403, 429}:
            self.invalid += 1
        self._named(answer, route, major)

    def _named(
        self, answer: web.StreamResponse, route: str, major: str
    ) -> web.Response:
        most, seconds = self.limits.get(route, _USUAL)
        asked = self._asked[f"{route} {major}"]
        used = 0 if self.relaxed else len(asked)
        after = max(0.0, asked[0] + seconds - monotonic()) if used else 0.0
        answer.headers.update(
            {
                "X-RateLimit-Limit": str(most),
                "X-RateLimit-Remaining": str(max(0, most - used)),
                "X-RateLimit-Reset-After": f"{after:.3f}",
                "X-RateLimit-Bucket": f"{abs(hash(route)):x}"[:16],
            }
        )
        return answer  # type: ignore[return-value]

    def _wait(self, key: str, limit: tuple[int, float]) -> float:
        """How long this request is too early by; 0 counts it in."""
        most, seconds = limit
        asked, now = self._asked[key], monotonic()
        while asked and now - asked[0] >= seconds:
            asked.popleft()
        if len(asked) >= most:
            return round(asked[0] + seconds - now, 3) or 0.001
        asked.append(now)
        return 0.0
