"""The guarded way to the web, over real sockets on loopback."""

import gzip
import socket

import pytest

from digests.adapters.http import AiohttpWeb
from digests.errors import FetchError
from tests.fakes.site import a_site, page, redirect

TRUSTED = ("127.0.0.1",)


@pytest.fixture
async def web():
    web = AiohttpWeb(allow_private=TRUSTED)
    yield web
    await web.close()


@pytest.fixture
async def wary_web():
    web = AiohttpWeb()
    yield web
    await web.close()


async def test_a_redirect_is_followed_to_where_it_ends(web):
    async with a_site({"/old": redirect("/new"), "/new": page(b"here")}) as site:
        reply = await web.get(f"{site}/old", 1000)
    assert (reply.url, reply.body) == (f"{site}/new", b"here")


async def test_a_redirect_loop_ends(web):
    async with a_site({"/a": redirect("/a")}) as site:
        with pytest.raises(FetchError, match="redirects more than 5"):
            await web.get(f"{site}/a", 1000)


async def test_a_compressed_body_is_measured_when_unpacked(web):
    """SAFETY 11."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    headers = {"Content-Encoding": "gzip"}
    async with a_site({"/bomb": page(bomb, headers=headers)}) as site:
        with pytest.raises(FetchError, match="too large"):
            await web.get(f"{site}/bomb", 1_000_000)


@pytest.mark.parametrize("status", [401, 403, 410, 429, 451, 500, 503])
async def test_a_refusal_is_worded(web, status):
    async with a_site({"/a": page(b"no", status)}) as site:
        with pytest.raises(FetchError, match=str(status)) as caught:
            await web.get(f"{site}/a", 1000)
    assert caught.value.status == status
    assert caught.value.permanent is (status == 410)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://gazette.example/a",
        "//gazette.example/a",
        "javascript:alert(1)",
        "",
        "http://",
        "http://user:secret@gazette.example/",
        "http://gazette.example:99999/",
    ],
)
async def test_an_address_of_another_kind_is_refused(wary_web, url):
    with pytest.raises(FetchError):
        await wary_web.get(url, 1000)


async def test_a_private_address_and_a_closed_port_get_the_same_answer(wary_web, web):
    async with a_site({"/a": page(b"secret")}) as site:
        with pytest.raises(FetchError) as denied:
            await wary_web.get(f"{site}/a", 1000)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(FetchError) as closed:
        await web.get(f"http://127.0.0.1:{port}/a", 1000)
    assert denied.value.reason == closed.value.reason
    assert denied.value.status is closed.value.status is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1"]
)
async def test_a_denied_address_never_sees_a_packet(host):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        # The port is trusted, for another host: the address alone decides.
        web = AiohttpWeb(allow_private=(f"10.9.9.9:{port}",))
        with pytest.raises(FetchError):
            await web.get(f"http://{host}:{port}/", 1000)
        await web.close()
        with pytest.raises(TimeoutError):
            listener.accept()


async def test_a_redirect_to_an_untrusted_address_is_refused():
    async with a_site({"/inside": page(b"secret")}) as inside:
        port = inside.rpartition(":")[2]
        # Another address of this machine, so that only one of them is trusted.
        away = redirect(f"http://127.0.0.1:{port}/inside")
        async with a_site({"/out": away}) as outside:
            trusted = outside.removeprefix("http://")
            web = AiohttpWeb(allow_private=(trusted,))
            with pytest.raises(FetchError, match="no answer"):
                await web.get(f"{outside}/out", 1000)
            await web.close()


async def test_a_proxy_in_the_environment_is_ignored(web, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with a_site({"/a": page(b"here")}) as site:
        assert (await web.get(f"{site}/a", 1000)).body == b"here"
