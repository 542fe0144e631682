"""Robots: ask a site what it lets us read, and remember that for a day.

Feeds are made for programs and are not asked about; pages are. Where a site has
no rules everything may be read; where it cannot tell them, nothing for a while
(RFC 9309, 2.3.1).
"""

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from digests.articles.robots import ALL, NOTHING, Rules, read_rules
from digests.errors import FetchError
from digests.ports import Clock, Web

KEPT = timedelta(days=1)
ASK_AGAIN = timedelta(minutes=10)
# A site that has been unable for so long has no rules.
GIVE_UP = timedelta(days=30)

_LIMIT = 2 * 1024 * 1024
_MOST_SITES = 2000
# Longer rules are read and matched in a thread: they take up to half a second.
_INLINE = 32 * 1024


class _Site:
    """What is known of one site; the lock sees to it that it is asked once."""

    __slots__ = ("failing_since", "lock", "rules", "until")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.rules: Rules | None = None
        self.until: datetime | None = None
        self.failing_since: datetime | None = None


class Robots:
    """Knows which pages may be read."""

    def __init__(self, web: Web, clock: Clock) -> None:
        """Take the way to the sites, and the time by which their rules age."""
        self._web = web
        self._clock = clock
        self._sites: dict[str, _Site] = {}

    def unable(self, url: str) -> bool:
        """Tell whether the page's site could not tell yet what may be read."""
        return self._site(_origin(url)).rules is None

    async def allows(self, url: str) -> bool:
        """Tell whether the page may be read, asking its site where that is due."""
        origin = _origin(url)
        site = self._site(origin)
        async with site.lock:
            if site.until is None or site.until <= self._clock.now():
                await self._ask(origin, site)
        rules = site.rules or NOTHING
        if rules.size > _INLINE:
            return await asyncio.to_thread(rules.allow, url)
        return rules.allow(url)

    def _site(self, origin: str) -> _Site:
        site = self._sites.pop(origin, None) or _Site()
        # Put at the end: the first is the one that was not needed for longest.
        self._sites[origin] = site
        if len(self._sites) > _MOST_SITES:
            del self._sites[next(iter(self._sites))]
        return site

    async def _ask(self, origin: str, site: _Site) -> None:
        try:
            reply = await self._web.get(f"{origin}/robots.txt", _LIMIT)
        except FetchError as error:
            self._settle_failure(site, error.status)
            return
        if len(reply.body) > _INLINE:
            site.rules = await asyncio.to_thread(read_rules, reply.body)
        else:
            site.rules = read_rules(reply.body)
        site.until, site.failing_since = self._clock.now() + KEPT, None

    def _settle_failure(self, site: _Site, status: int | None) -> None:
        now = self._clock.now()
        # 429 does not say that there are no rules, but that we ask too often.
        if status is not None and 400 <= status < 500 and status != 429:
            site.rules, site.until, site.failing_since = ALL, now + KEPT, None
            return
        site.failing_since = site.failing_since or now
        if now - site.failing_since >= GIVE_UP:
            site.rules = ALL
        # Else what the site last said still holds.
        site.until = now + ASK_AGAIN


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
