"""What every `Web` promises, over saved pages and over a real site."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from digests.adapters.http import AiohttpWeb
from digests.adapters.saved import SavedWeb
from digests.errors import FetchError
from digests.ports import Web
from tests.fakes.site import a_site, page

BODY = b"<p>A bridge has opened.</p>"


@asynccontextmanager
async def saved() -> AsyncIterator[tuple[Web, str]]:
    yield SavedWeb({"https://gazette.example/a": BODY}), "https://gazette.example"


@asynccontextmanager
async def loopback() -> AsyncIterator[tuple[Web, str]]:
    async with a_site({"/a": page(BODY)}) as site:
        web = AiohttpWeb(allow_private=("127.0.0.1",))
        yield web, site
        await web.close()


@pytest.fixture(params=[saved, loopback])
async def web_and_site(request):
    async with request.param() as each:
        yield each


async def test_a_page_comes_with_its_address_and_body(web_and_site):
    web, site = web_and_site
    reply = await web.get(f"{site}/a", 1000)
    assert (reply.url, reply.status, reply.body) == (f"{site}/a", 200, BODY)


async def test_what_is_not_there_is_gone_for_good(web_and_site):
    web, site = web_and_site
    with pytest.raises(FetchError) as caught:
        await web.get(f"{site}/b", 1000)
    assert caught.value.status == 404
    assert caught.value.permanent
    assert caught.value.source == f"{site}/b"


async def test_a_body_over_the_limit_is_not_taken(web_and_site):
    web, site = web_and_site
    with pytest.raises(FetchError, match="too large"):
        await web.get(f"{site}/a", len(BODY) - 1)
