"""What comes in is taken in sips, so that no sip takes long to parse."""

import pytest
from aiohttp.client_proto import ResponseHandler

from digests.adapters.sockets import SIP
from tests.adapters.certificates import Certificates
from tests.fakes.names import SaidNames
from tests.fakes.raw import OK, a_raw_server

MANY = 200_000
TINY_CHUNKS = b"1\r\nx\r\n" * MANY
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def certificates(tmp_path):
    return Certificates(tmp_path)


@pytest.fixture
def largest(monkeypatch) -> list[int]:
    """How much the client library was handed at once, at each time."""
    seen: list[int] = []
    real = ResponseHandler.data_received

    def noted(self: ResponseHandler, data: bytes) -> None:
        seen.append(len(data))
        real(self, data)

    monkeypatch.setattr(ResponseHandler, "data_received", noted)
    return seen


@pytest.mark.parametrize("secure", [False, True], ids=["plain", "tls"])
async def test_a_flood_of_tiny_chunks_is_parsed_in_sips(
    opened, certificates, largest, secure
):
    """SAFETY 12: the event loop has its turn between them."""
    tls = certificates.good("gazette.test") if secure else None
    async with a_raw_server([CHUNKED, TINY_CHUNKS, b"0\r\n\r\n"], tls=tls) as server:
        names = SaidNames({"gazette.test": [["127.0.0.1"]]})
        web = opened("127.0.0.1", names=names, route=certificates.route)
        scheme = "https" if secure else "http"
        reply = await web.get(f"{scheme}://gazette.test:{server.port}/", 2 * MANY)
    assert reply.body == b"x" * MANY
    # Over TLS, a record that was waiting for its end comes on top.
    assert max(largest) <= SIP + 16 * 1024
