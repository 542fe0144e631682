"""A web of canned answers that minds validators as a good server does."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from digests.errors import FetchError
from digests.ports import Reply, Validators


@dataclass(frozen=True)
class Canned:
    """What an address answers; `moved_to` as in `Reply`."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    moved_to: str = ""


class CannedWeb:
    """Answers with what `pages` holds at that moment; an error there is raised.

    `asked` lists (address, validators) in the order they were asked for.
    """

    def __init__(self, pages: Mapping[str, Canned | FetchError | bytes]) -> None:
        self.pages = dict(pages)
        self.asked: list[tuple[str, Validators]] = []

    async def get(
        self, url: str, limit: int, validators: Validators | None = None
    ) -> Reply:
        """See `ports.Web`."""
        validators = validators or Validators()
        self.asked.append((url, validators))
        page = self.pages.get(url)
        if page is None:
            raise FetchError(url, "there is nothing at that address (404)", 404, True)
        if isinstance(page, FetchError):
            raise page
        page = Canned(page) if isinstance(page, bytes) else page
        if len(page.body) > limit:
            raise FetchError(url, "it is too large")
        reply = Reply(url, 200, page.body, page.headers, page.moved_to)
        if _holds(page.headers, validators):
            return replace(reply, status=304, body=b"")
        return reply


def _holds(headers: Mapping[str, str], validators: Validators) -> bool:
    if validators.etag:
        return headers.get("etag") == validators.etag
    since = validators.last_modified
    return bool(since) and headers.get("last-modified") == since
