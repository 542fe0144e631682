"""SAFETY 7: redirects are followed, counted and judged hop by hop."""

import pytest
from aiohttp import web as server

from digests.errors import FetchError
from tests.adapters.certificates import Certificates
from tests.adapters.conftest import HASTY
from tests.fakes.names import SaidNames
from tests.fakes.raw import OK, a_raw_server
from tests.fakes.site import a_site, page, redirect


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


def permanently(location: str, status: int = 301):
    return page(b"", status, {"Location": location})


async def test_a_redirect_is_followed_to_where_it_ends(opened):
    """SAFETY 7."""
    async with a_site({"/old": redirect("/new"), "/new": page(b"here")}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/old", 1000)
    assert (reply.url, reply.body, reply.moved_to) == (f"{site}/new", b"here", "")


async def test_a_redirect_loop_ends_after_six_requests(opened, figure):
    """SAFETY 7."""
    looping = b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n"
    async with a_raw_server(looping) as site:
        with pytest.raises(FetchError, match="redirects more than 5"):
            await opened("127.0.0.1").get(f"http://127.0.0.1:{site.port}/", 1000)
    assert site.calls == 6
    figure.most(7, "requests of one fetch", site.calls)


async def test_the_deadline_is_for_all_hops_together(opened):
    """SAFETY 7, 13."""
    slowly = [b"", b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n"]
    async with a_raw_server(slowly, every_s=0.15) as site:
        web = opened("127.0.0.1", limits=HASTY)
        with pytest.raises(FetchError, match="too long"):
            await web.get(f"http://127.0.0.1:{site.port}/", 1000)


@pytest.mark.parametrize(("hops", "arrives"), [(5, True), (6, False)])
async def test_five_redirects_are_followed_and_no_more(opened, hops, arrives):
    """SAFETY 7."""
    pages = {f"/{n}": redirect(f"/{n - 1}") for n in range(1, hops + 1)}
    async with a_site({**pages, "/0": page(b"here")}) as site:
        web = opened("127.0.0.1")
        if arrives:
            assert (await web.get(f"{site}/{hops}", 1000)).body == b"here"
        else:
            with pytest.raises(FetchError, match="redirects"):
                await web.get(f"{site}/{hops}", 1000)


@pytest.mark.parametrize(
    ("chain", "moved"),
    [
        ([301, 308], "/2"),
        ([308], "/1"),
        ([301, 302], "/1"),
        ([302, 301], ""),
        ([307], ""),
        ([303], ""),
    ],
)
async def test_a_page_has_moved_as_far_as_its_redirects_are_permanent(
    opened, chain, moved
):
    """SAFETY 7."""
    pages = {
        f"/{n}": permanently(f"/{n + 1}", status) for n, status in enumerate(chain)
    }
    async with a_site({**pages, f"/{len(chain)}": page(b"here")}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/0", 1000)
        assert reply.moved_to == (f"{site}{moved}" if moved else "")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://gazette.example/a",
        "javascript:alert(1)",
        "http://user@gazette.example/",
        "http://[::1/",
        "http://gazette.example:70000/",
        "//gazette.example:22/",
        "http://" + "a" * 5000,
    ],
)
async def test_a_redirect_to_what_is_not_read_is_refused(opened, location):
    """SAFETY 7."""
    async with a_site({"/a": redirect(location)}) as site:
        with pytest.raises(FetchError) as caught:
            await opened("127.0.0.1").get(f"{site}/a", 1000)
        assert caught.value.source == f"{site}/a"


async def test_a_location_of_a_megabyte_is_refused(opened):
    """SAFETY 7."""
    answer = b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 1_000_000 + b"\r\n\r\n"
    async with a_raw_server(answer) as site:
        with pytest.raises(FetchError, match="not HTTP"):
            await opened("127.0.0.1").get(f"http://127.0.0.1:{site.port}/", 1000)
    assert site.calls == 1


async def test_a_redirect_without_a_location_is_a_refusal(opened):
    """SAFETY 7."""
    async with a_site({"/a": page(b"", 302)}) as site:
        with pytest.raises(FetchError, match="302"):
            await opened("127.0.0.1").get(f"{site}/a", 1000)


async def test_a_refresh_header_is_not_followed(opened):
    """SAFETY 7."""
    headers = {"Refresh": "0; url=/b"}
    async with a_site({"/a": page(b"here", headers=headers)}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/a", 1000)
        assert (reply.url, reply.body) == (f"{site}/a", b"here")


async def test_a_redirect_out_of_tls_is_followed_and_never_adopted(
    opened, certificates
):
    """SAFETY 7: nothing secret is sent, but such an address is not moved to."""
    async with a_raw_server(OK + b"\r\nhere") as plain:
        away = f"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:{plain.port}/\r\n\r\n"
        tls = certificates.good("gazette.test")
        async with a_raw_server(away.encode(), tls=tls) as secure:
            web = opened(
                "127.0.0.1",
                names=SaidNames({"gazette.test": [["127.0.0.1"]]}),
                route=certificates.route,
            )
            reply = await web.get(f"https://gazette.test:{secure.port}/", 1000)
    assert (reply.body, reply.moved_to) == (b"here", "")


async def test_the_body_of_a_redirect_is_not_read(opened):
    """SAFETY 7."""
    sent = 0

    async def endless(request: server.Request) -> server.StreamResponse:
        nonlocal sent
        answer = server.StreamResponse(status=302, headers={"Location": "/b"})
        await answer.prepare(request)
        while sent < 100_000_000:
            await answer.write(b"x" * 65536)
            sent += 65536
        return answer

    async with a_site({"/a": endless, "/b": page(b"here")}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/a", 1000)
    assert reply.body == b"here"
    assert sent < 100_000_000
