"""Answers that are cut, slow, endless, huge or no HTTP: one error in plain words."""

import asyncio
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.adapters.http import Limits
from digests.adapters.words import BROKEN_OFF, TOO_SLOW, UNREACHABLE
from digests.errors import FetchError
from digests.ports import Reply, Web
from tests import figures
from tests.adapters.conftest import ABRUPT, CALM, HASTY
from tests.fakes.names import SaidNames
from tests.fakes.raw import OK, a_raw_server

LIMIT = 100_000
LONG = bytes(2 * LIMIT)
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def ask(opened):
    """Ask a server that answers with these bytes."""

    async def asked(answer, limits=CALM, every_s=0.0) -> Reply:
        async with a_raw_server(answer, every_s=every_s) as server:
            web: Web = opened("127.0.0.1", limits=limits)
            return await web.get(f"http://127.0.0.1:{server.port}/", LIMIT)

    return asked


async def reason_of(asking) -> str:
    with pytest.raises(FetchError) as caught:
        await asking
    return caught.value.reason


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 50000\r\n\r\nbegun",
        OK + b"Content-Length: 50000\r\n\r\n",
        CHUNKED + b"5\r\nbegun\r\n",
        CHUNKED + b"ffff\r\nbegun",
        CHUNKED + b"5\r\nbegun",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Ty",
    ],
)
async def test_an_answer_that_breaks_off_is_not_taken(ask, answer):
    """SAFETY 12: lying length, chunks without end, a hang-up."""
    assert await reason_of(ask([answer])) == BROKEN_OFF


@pytest.mark.parametrize(
    "chunks",
    [b"zz\r\nbegun\r\n", b"-5\r\nbegun\r\n", b"5\r\nbegunmore\r\n", b"\0" * 99],
)
async def test_chunks_that_are_none_are_not_taken(ask, chunks):
    """SAFETY 12."""
    assert await reason_of(ask(CHUNKED + chunks)) in {
        BROKEN_OFF,
        "what it answers is not HTTP",
    }


async def test_what_comes_after_the_stated_length_is_not_taken(ask):
    """SAFETY 12: the length is what counts, and the connection is not used again."""
    reply = await ask(OK + b"Content-Length: 5\r\n\r\nbegunHTTP/1.1 200 OK\r\n\r\n")
    assert reply.body == b"begun"


async def test_without_a_length_the_hang_up_ends_the_body(ask):
    """SAFETY 12."""
    assert (await ask(OK + b"\r\nhere")).body == b"here"


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 10737418240\r\n\r\n",
        [OK + b"\r\n", bytes(LIMIT), b"x"],
        [CHUNKED, b"%x\r\n" % (LIMIT + 1), bytes(LIMIT + 1), b"\r\n0\r\n\r\n"],
    ],
    ids=["stated", "no length", "chunked"],
)
async def test_a_body_over_the_limit_is_refused(ask, answer):
    """SAFETY 12."""
    assert "too large" in await reason_of(ask(answer))


async def test_a_body_of_just_the_limit_is_taken(ask):
    """SAFETY 12."""
    assert len((await ask([OK + b"\r\n", bytes(LIMIT)])).body) == LIMIT


@pytest.mark.parametrize(
    ("pieces", "every_s"),
    [
        ([bytes([byte]) for byte in OK], 0.1),
        ([OK, *[b"X-A: b\r\n"] * 1000], 0.02),
        ([OK + b"\r\n", *[b"x"] * 1000], 0.05),
        ([OK + b"Content-Length: 900\r\n\r\n", *[b"xx"] * 450], 0.14),
        ([*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 1000], 0.02),
        ((), 0),
    ],
    ids=["no line", "headers", "body", "just in time", "continue", "silence"],
)
async def test_a_slow_answer_ends_at_the_deadline(ask, figure, pieces, every_s):
    """SAFETY 13: for its figure with the deadline of earnest, as much slower."""
    limits = CALM if figures.ASKED else HASTY
    every_s *= limits.total_s / HASTY.total_s
    begun = time.perf_counter()
    assert await reason_of(ask(pieces, limits, every_s)) == TOO_SLOW
    figure.most(13, "s until a slow answer is given up", time.perf_counter() - begun)


async def test_a_host_that_takes_no_connection_is_given_up_early(opened, figure):
    """SAFETY 13: a connection that comes about at no time, and a name likewise."""

    class Silence(SaidNames):
        async def resolve(self, *_, **__):
            await asyncio.sleep(60)

    limits = CALM if figures.ASKED else ABRUPT
    web = opened("127.0.0.1", limits=limits, names=Silence({}))
    async with a_raw_server(()) as server:
        for url in ("http://gazette.test/", f"https://127.0.0.1:{server.port}/"):
            begun = time.perf_counter()
            assert await reason_of(web.get(url, LIMIT)) == UNREACHABLE
            took = time.perf_counter() - begun
            figure.most(13, "s until a connection is given up", took)


async def test_waiting_for_ones_turn_is_not_the_hosts_fault(opened):
    """SAFETY 13: the deadline is for the answer, not for the queue before it."""
    limits = Limits(total_s=0.6, host_gap_s=0.4)
    async with a_raw_server() as server:
        web = opened("127.0.0.1", limits=limits)
        url = f"http://127.0.0.1:{server.port}/"
        replies = await asyncio.gather(*(web.get(url, LIMIT) for _ in range(3)))
    assert [reply.body for reply in replies] == [b"hi"] * 3


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (OK + b"X-A: b\r\n" * 200_000 + b"\r\n", "not HTTP"),
        (OK + b"X-A: " + b"b" * 1_000_000 + b"\r\n\r\n", "not HTTP"),
        (b"<html>an answer of 1991</html>", "not HTTP"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "not HTTP"),
        (b"HTTP/1.1 abc Hello\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 999 Denied\r\n\r\nno", "999"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "204"),
        (b"HTTP/1.1 204 No Content\r\n\r\nbut here it is", ""),
        (b"HTTP/1.1 205 Reset\r\nContent-Length: 4\r\n\r\nbody", "205"),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nbody", ""),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", ""),
    ],
)
async def test_an_odd_answer_is_one_error(ask, answer, reason):
    """SAFETY 15."""
    assert reason in await reason_of(ask(answer, HASTY if b"101" in answer else CALM))


async def test_a_hundred_cookies_are_no_harm(ask):
    """SAFETY 15."""
    cookies = b"".join(b"Set-Cookie: c%d=%d; Path=/\r\n" % (n, n) for n in range(100))
    assert (await ask(OK + cookies + b"\r\nhere")).body == b"here"


HEADS = (b"", b"HTTP/1.1 200 OK\r\n", OK + b"Content-Encoding: gzip\r\n\r\n", CHUNKED)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
async def test_bytes_of_any_kind_give_a_reply_or_one_error(opened_once, head, rest):
    """SAFETY 15."""
    async with a_raw_server(head + rest + b"\r\n\r\n") as server:
        url = f"http://127.0.0.1:{server.port}/"
        with suppress(FetchError):
            assert (await opened_once.get(url, LIMIT)).status == 200


@pytest.fixture
def opened_once(opened):
    return opened("127.0.0.1")


@pytest.mark.parametrize(
    "answer",
    [
        b"<html>",
        OK + b"Content-Encoding: br\r\nContent-Length: 900\r\n\r\nx",
        OK + b"Content-Length: 900000\r\n\r\nx",
        OK + b"\r\n" + bytes(2 * LIMIT),
        b"HTTP/1.1 403 No\r\nContent-Length: 900\r\n\r\nx",
    ],
)
async def test_a_bad_answer_is_hung_up_on(opened, answer):
    """SAFETY 15: connections to those who do not hang up must not pile up."""
    hung_up = asyncio.Event()

    async def stay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        with suppress(ConnectionError):
            await reader.read()  # to the caller's end
        hung_up.set()
        writer.close()

    async with await asyncio.start_server(stay, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await reason_of(opened("127.0.0.1").get(f"http://127.0.0.1:{port}/", LIMIT))
        async with asyncio.timeout(5):
            await hung_up.wait()
