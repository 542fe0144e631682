"""A web of saved pages, for the bundled sample and for tests."""

from collections.abc import Mapping

from digests.errors import FetchError
from digests.ports import Reply, Validators


class SavedWeb:
    """A `Web` that holds these pages, by address, and nothing else.

    `asked` lists the addresses in the order they were asked for.
    """

    def __init__(self, pages: Mapping[str, bytes], content_type: str = "") -> None:
        """Take the pages' bodies by their addresses."""
        self._pages = pages
        self._headers = {"content-type": content_type} if content_type else {}
        self.asked: list[str] = []

    async def get(
        self,
        url: str,
        limit: int,
        validators: Validators | None = None,  # noqa: ARG002 - it has none to give
    ) -> Reply:
        """Return the saved page; see `ports.Web`."""
        self.asked.append(url)
        body = self._pages.get(url)
        if body is None:
            raise FetchError(url, "there is nothing at that address (404)", 404, True)
        if len(body) > limit:
            raise FetchError(
                url, f"it is too large: more than {limit // 1024 // 1024} MB"
            )
        return Reply(url, 200, body, self._headers)
