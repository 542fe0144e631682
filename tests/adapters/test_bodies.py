"""SAFETY 11: bodies are unpacked under a limit, or refused."""

import asyncio
import gzip
import subprocess
import sys
import zlib
from typing import NamedTuple

import pytest

from digests.adapters.bodies import is_packed, unpacked
from digests.adapters.words import Unfit
from digests.errors import FetchError
from tests.conftest import ROOT
from tests.fakes.raw import OK, a_raw_server
from tests.fakes.site import a_site, page

TEXT = b"A bridge has opened over the Tarsie. " * 100
MB = 1024 * 1024


def raw_deflate(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


def zeros(megabytes: int) -> list[bytes]:
    """A gzip stream of zeros in 1 kB pieces, one for each megabyte."""
    stream = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head = stream.compress(b"") + stream.flush(zlib.Z_FULL_FLUSH)
    # After a full flush every megabyte is packed alike.
    piece = stream.compress(bytes(MB)) + stream.flush(zlib.Z_FULL_FLUSH)
    return [head, *[piece] * megabytes]


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT),
        zlib.compress(TEXT),
        raw_deflate(TEXT),
        gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:]),
        gzip.compress(TEXT) + bytes(100),
    ],
    ids=["gzip", "zlib", "deflate", "two members", "padded"],
)
def test_what_was_packed_is_unpacked(packed):
    assert unpacked(packed, len(TEXT)) == TEXT


def test_nothing_is_packed_as_nothing():
    assert unpacked(b"", 10) == b""


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate])
def test_a_bomb_is_too_large(pack):
    """SAFETY 11."""
    with pytest.raises(Unfit, match="too large"):
        unpacked(pack(bytes(20 * MB)), MB)


def test_a_bomb_in_many_members_is_too_large_or_refused():
    """SAFETY 11."""
    with pytest.raises(Unfit, match="too large"):
        unpacked(gzip.compress(bytes(MB)) * 10, 2 * MB)
    with pytest.raises(Unfit, match="too many pieces"):
        unpacked(gzip.compress(b"") * 100_000, MB)


def test_a_packing_inside_a_packing_stays_packed():
    """SAFETY 11: what is inside is only bytes to us, and small ones."""
    inner = gzip.compress(bytes(20 * MB))
    assert unpacked(gzip.compress(inner), MB) == inner


@pytest.mark.parametrize("cut", [5, 12, 40, -9, -1])
def test_a_packing_that_breaks_off_is_not_taken(cut):
    """SAFETY 12."""
    with pytest.raises(Unfit, match="broke off"):
        unpacked(gzip.compress(TEXT)[:cut], MB)


@pytest.mark.parametrize("body", [TEXT, b"<rss/>", b"\x1f\x8b\x08" + b"\xff" * 99])
def test_what_only_claims_to_be_packed_is_refused(body):
    """SAFETY 11."""
    with pytest.raises(Unfit):
        unpacked(body, MB)


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("deflate", True),
        ("identity", False),
        ("utf-8", False),
        ("none", False),
        ("identity, gzip", True),
    ],
)
def test_a_header_names_a_packing_or_not(header, packed):
    assert is_packed(header) is packed


@pytest.mark.parametrize("header", ["br", "zstd", "compress", "gzip, gzip", "gzip,br"])
async def test_a_packing_that_we_did_not_ask_for_is_refused(opened, header):
    """SAFETY 11."""
    answer = page(gzip.compress(TEXT), headers={"Content-Encoding": header})
    async with a_site({"/a": answer}) as site:
        with pytest.raises(FetchError, match="packed as"):
            await opened("127.0.0.1").get(f"{site}/a", MB)


@pytest.mark.parametrize("size", [100, 500_000])
async def test_a_packed_page_comes_unpacked_small_or_large(opened, size):
    body = (TEXT * (size // len(TEXT) + 1))[:size]
    noise = bytes(zlib.crc32(bytes([n % 256, n // 256])) % 256 for n in range(20_000))
    answer = page(gzip.compress(body + noise), headers={"Content-Encoding": "gzip"})
    async with a_site({"/a": answer}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/a", MB)
    assert reply.body == body + noise


LIMIT = 10 * MB
# Fetches a small page, then the bomb; tells why it was refused, by how many MB its
# memory has grown, after how many seconds, and how many bytes it took in.
_FETCHING = """
import asyncio, sys, time
from digests.adapters import http
from digests.adapters.sockets import SippingSocket
from digests.errors import FetchError
from tests.figures import peak_mb

class Counting(SippingSocket):
    taken = 0

    def recv(self, *args):
        got = super().recv(*args)
        Counting.taken += len(got)
        return got

async def main():
    http.SippingSocket = Counting
    web = http.AiohttpWeb(("127.0.0.1",))
    await web.get(sys.argv[1], 10 << 20)
    before, begun, Counting.taken = peak_mb(), time.perf_counter(), 0
    try:
        await web.get(sys.argv[2], 10 << 20)
    except FetchError as error:
        took = time.perf_counter() - begun
        grown = peak_mb() - before
        print(error.reason, grown, took, Counting.taken, sep=";")
    await web.close()

asyncio.run(main())
"""


async def test_a_bomb_of_two_gigabytes_takes_little_memory(in_process, figure):
    """SAFETY 11."""
    head = OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
    async with a_raw_server([head, *zeros(2048)]) as bomb, a_raw_server() as calm:
        fetched = await in_process(calm.port, bomb.port)
    assert "too large" in fetched.reason
    assert fetched.grown_mb < 60
    figure.most(11, "memory grown by MB, of 2 GiB", fetched.grown_mb)
    figure.most(11, "s, of 2 GiB", fetched.took_s)


async def test_a_stream_of_ten_gigabytes_is_read_to_the_limit(in_process, figure):
    """SAFETY 12."""
    endless = [OK + b"\r\n", *[bytes(MB)] * 10_240]
    async with a_raw_server(endless) as flood, a_raw_server() as calm:
        fetched = await in_process(calm.port, flood.port)
    assert "too large" in fetched.reason
    assert fetched.grown_mb < 60
    # What aiohttp had taken in already, and the head.
    assert fetched.taken < LIMIT + MB
    # What is over the limit lay in the buffers of two sockets.
    assert flood.sent < 40 * MB
    figure.most(12, "kB read over the limit, of 10 GiB", (fetched.taken - LIMIT) / 1024)
    figure.most(12, "memory grown by MB, of 10 GiB", fetched.grown_mb)


class Fetched(NamedTuple):
    """What came of a fetch in a process of its own."""

    reason: str
    grown_mb: float
    took_s: float
    taken: int


@pytest.fixture
def in_process():
    async def run(calm: int, other: int) -> Fetched:
        urls = [f"http://127.0.0.1:{port}/" for port in (calm, other)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _FETCHING, *urls, cwd=ROOT, stdout=subprocess.PIPE
        )
        said, _ = await process.communicate()
        reason, grown, took, taken = said.decode().strip().split(";")
        return Fetched(reason, float(grown), float(took), int(taken))

    return run
