"""Nobody is talked to whom the guard does not admit, however one gets there."""

import asyncio
import socket
import time

import pytest

from digests.adapters.routes import Route
from digests.adapters.words import UNREACHABLE
from digests.errors import FetchError, SettingsError
from tests.adapters.conftest import ABRUPT
from tests.adapters.special import SPECIAL
from tests.fakes.names import SaidNames
from tests.fakes.raw import OK, a_raw_server
from tests.fakes.site import a_site, page, redirect

HI = OK + b"Content-Length: 2\r\n\r\nhi"


def literal(address: str) -> str:
    return f"[{address.partition('%')[0]}]" if ":" in address else address


async def usual_ms(web, url: str) -> float:
    """How long a refusal usually takes."""
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        await refused(web, url)
        took.append(time.perf_counter() - begun)
    return 1000 * sorted(took)[2]


async def refused(web, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await web.get(url, 1000)
    return caught.value


@pytest.mark.parametrize("address", SPECIAL)
async def test_a_special_address_gets_no_packet_by_any_way(opened, connected, address):
    """SAFETY 2: as address, as what a name stands for, as where a redirect leads."""
    names = SaidNames({"inside.test": [[address.partition("%")[0]]]})
    away = {
        "/literal": redirect(f"http://{literal(address)}/"),
        "/name": redirect("http://inside.test/"),
    }
    async with a_site(away) as site:
        web = opened(site.removeprefix("http://"), names=names)
        errors = [
            await refused(web, f"http://{literal(address)}/"),
            await refused(web, "https://inside.test/"),
            await refused(web, f"{site}/literal"),
            await refused(web, f"{site}/name"),
        ]
    assert {error.reason for error in errors} == {UNREACHABLE}
    assert {(error.status, error.permanent) for error in errors} == {(None, False)}
    # Two to the site that redirects, itself on loopback, none further.
    assert connected == ["127.0.0.1", "127.0.0.1"]


@pytest.mark.parametrize(
    "host", ["localhost", "[::ffff:127.0.0.2]", "１２７.0.0.2", "127。0。0。2"]
)
async def test_a_spelling_of_a_denied_address_gets_no_packet(opened, host):
    """SAFETY 3."""
    async with a_raw_server(HI, at=("127.0.0.2", 0)) as inside:
        # The port is trusted, at another address: the address alone decides.
        web = opened(f"10.9.9.9:{inside.port}")
        await refused(web, f"http://{host}:{inside.port}/")
    assert inside.calls == 0


@pytest.mark.parametrize(
    ("answers", "reached"),
    [
        ([["127.0.0.2"]], 0),
        ([["127.0.0.1", "127.0.0.2"]], 1),
        ([["127.0.0.2", "127.0.0.1"]], 1),
        ([["127.0.0.1"], ["127.0.0.2"]], 1),
        ([["127.0.0.2"], ["127.0.0.1"]], 1),
        ([["::ffff:127.0.0.2", "64:ff9b::7f00:2"]], 0),
    ],
)
async def test_a_name_that_resolves_anew_reaches_the_allowed_only(
    opened, connected, figure, answers, reached
):
    """SAFETY 4: rebinding, mixed answers, no time to live, ends of CNAME chains."""
    async with (
        a_raw_server(HI) as outside,
        a_raw_server(HI, at=("127.0.0.2", outside.port)) as inside,
    ):
        web = opened(f"127.0.0.1:{outside.port}", names=SaidNames({"a.test": answers}))
        for _ in answers:
            try:
                await web.get(f"http://a.test:{outside.port}/", 1000)
            except FetchError as error:
                assert error.reason == UNREACHABLE  # noqa: PT017 - of both kinds
            web._session.connector.clear_dns_cache()
    assert (outside.calls, inside.calls) == (reached, 0)
    assert "127.0.0.2" not in connected
    figure.total(4, "connections to who is denied", inside.calls)


async def test_a_kept_connection_serves_its_own_host_only(opened, figure):
    """SAFETY 5: two hosts at one address, one of them trusted."""
    keeping = OK + b"Connection: keep-alive\r\nContent-Length: 2\r\n\r\nhi"
    async with a_raw_server(keeping) as server:
        both = {name: [["127.0.0.1"]] for name in ("trusted.test", "other.test")}
        web = opened(
            f"trusted.test:{server.port}",
            f"10.0.0.0/8:{server.port}",
            names=SaidNames(both),
        )
        ours = f"http://trusted.test:{server.port}/"
        await asyncio.gather(*(web.get(ours, 1000) for _ in range(4)))
        error = await refused(web, f"http://other.test:{server.port}/")
    assert error.reason == UNREACHABLE
    passed_by = ["other.test" in head for head in server.heads]
    assert not any(passed_by)
    figure.total(5, "requests past the guard", sum(passed_by))


async def test_a_misdirected_request_is_a_refusal(opened):
    """SAFETY 5."""
    async with a_site({"/a": page(b"wrong door", 421)}) as site:
        error = await refused(opened("127.0.0.1"), f"{site}/a")
    assert error.status == 421


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 8443, 0, 65536])
async def test_an_odd_port_is_refused_before_the_name_is_looked_up(
    opened, figure, port
):
    """SAFETY 6."""
    names = SaidNames({"gazette.test": [["93.184.216.34"]]})
    await refused(opened(names=names), f"http://gazette.test:{port}/")
    await refused(opened(names=names), f"ftp://gazette.test:{port}/")
    assert names.asked == []
    figure.total(6, "names looked up", len(names.asked))


async def test_a_trusted_port_is_no_way_to_another_host(opened, connected):
    """SAFETY 6: 8080 is open for the host that is named with it, and no other."""
    names = SaidNames({"gazette.test": [["93.184.216.34"]]})
    web = opened("rss.lan:8080", "192.168.0.0/16", names=names)
    await refused(web, "http://gazette.test:8080/")
    assert connected == []


async def test_a_proxy_in_the_environment_is_ignored(opened, figure, monkeypatch):
    """SAFETY 8."""
    async with a_raw_server(HI) as proxy, a_site({"/a": page(b"here")}) as site:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert (await opened("127.0.0.1").get(f"{site}/a", 1000)).body == b"here"
    assert proxy.calls == 0
    figure.total(8, "requests to a proxy that was not set", proxy.calls)


async def test_a_proxy_that_is_set_takes_everything(opened, connected):
    """SAFETY 8."""
    async with a_raw_server(HI) as proxy:
        names = SaidNames({})
        route = Route(proxy=f"http://127.0.0.1:{proxy.port}")
        web = opened(route=route, names=names)
        assert (await web.get("http://gazette.test/a", 1000)).body == b"hi"
    assert proxy.lines == ["GET http://gazette.test/a HTTP/1.1"]
    assert (connected, names.asked) == (["127.0.0.1"], [])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "https://[::1]/",
        "http://localhost/",
        "http://printer/",
        "http://nas.local/",
        "http://vault.internal/",
    ],
)
async def test_a_proxy_is_no_way_into_the_house(opened, url):
    """SAFETY 8."""
    async with a_raw_server(HI) as proxy:
        web = opened(route=Route(proxy=f"http://127.0.0.1:{proxy.port}"))
        assert (await refused(web, url)).reason == UNREACHABLE
    assert proxy.calls == 0


async def test_what_a_proxy_refuses_is_worded(opened):
    async with a_raw_server(b"HTTP/1.1 403 Forbidden\r\n\r\n") as proxy:
        web = opened(route=Route(proxy=f"http://127.0.0.1:{proxy.port}"))
        error = await refused(web, "https://gazette.test/")
    assert error.reason == "the proxy refuses to go there (403)"


async def test_a_proxy_that_is_not_there_is_worded(opened):
    web = opened(route=Route(proxy="http://127.0.0.1:9"))
    error = await refused(web, "http://gazette.test/")
    assert error.reason == "the proxy does not answer; check [web] proxy"


@pytest.mark.parametrize("proxy", ["socks5://a:1", "a:1", "http://", "http://a:b"])
def test_a_proxy_that_cannot_be_used_is_a_problem_of_the_settings(opened, proxy):
    with pytest.raises(SettingsError, match=r"web\.proxy"):
        opened(route=Route(proxy=proxy))


async def test_denied_closed_and_silent_sound_alike(opened, figure):
    """SAFETY 10."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = unused.getsockname()[1]
    names = SaidNames({"inside.test": [["127.0.0.2"]]})
    async with a_raw_server(()) as silent:
        web = opened("127.0.0.1", names=names, limits=ABRUPT)
        asked = [
            f"http://127.0.0.1:{closed}/",
            f"https://127.0.0.1:{silent.port}/",
            "http://127.0.0.2/",
            "http://inside.test/",
        ]
        errors = [await refused(web, url) for url in asked]
        took_ms = [await usual_ms(web, url) for url in asked]
    assert {error.reason for error in errors} == {UNREACHABLE}
    assert {(error.status, error.permanent) for error in errors} == {(None, False)}
    figure.most(10, "closed, ms", took_ms[0])
    figure.most(10, "silent for 150 ms, ms", took_ms[1])
    figure.most(10, "denied by address or name, ms", max(took_ms[2:]))


async def test_a_denied_port_takes_as_long_open_as_closed(opened, figure):
    """SAFETY 10."""
    async with a_raw_server(HI, at=("127.0.0.2", 0)) as inside:
        web = opened(f"10.9.9.9:{inside.port}")
        there = await usual_ms(web, f"http://127.0.0.2:{inside.port}/")
        nothing = await usual_ms(web, f"http://127.0.0.3:{inside.port}/")
    assert inside.calls == 0
    figure.most(10, "denied, open and closed apart by ms", abs(there - nothing))


async def test_a_host_that_does_not_exist_is_worded(opened):
    error = await refused(opened(names=SaidNames({})), "http://gazette.test/")
    assert error.reason == "there is no such host; check the spelling"
