"""What is asked, and what is made of the answer's head."""

import pytest

from digests.adapters.http import AiohttpWeb, Limits
from digests.errors import FetchError
from digests.ports import Validators
from tests.fakes.raw import OK, a_raw_server
from tests.fakes.site import a_site, page

DATE = "Sun, 06 Nov 1994 08:49:37 GMT"
UNCHANGED = b"HTTP/1.1 304 Not Modified\r\n\r\n"


def test_the_limits_are_those_that_are_promised():
    """SAFETY 13: 20 s in all, 5 s to connect; 7: 5 redirects; 2 at once per host."""
    assert Limits() == Limits(
        total_s=20, connect_s=5, redirects=5, at_once=2, host_gap_s=0.5
    )


async def test_who_asks_says_so_and_how_to_complain(opened):
    async with a_raw_server() as site:
        web = opened("127.0.0.1", contact="mailto:editor@gazette.example")
        await web.get(f"http://127.0.0.1:{site.port}/a?b=c#d", 1000)
    (head,) = site.heads
    assert head.startswith("GET /a?b=c HTTP/1.1\r\n")
    assert "User-Agent: Pullquote/" in head
    assert "mailto:editor@gazette.example" in head
    assert "Cookie" not in head


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 451, 500, 503, 206, 300])
async def test_a_refusal_is_worded(opened, status):
    async with a_site({"/a": page(b"no", status)}) as site:
        with pytest.raises(FetchError, match=str(status)) as caught:
            await opened("127.0.0.1").get(f"{site}/a", 1000)
    assert caught.value.status == status
    assert caught.value.permanent is (status in {404, 410})


@pytest.mark.parametrize(
    "etag",
    ['"abc"', 'W/"abc"', "abc", "'abc'", '""', '"a,b;c=d"', '"' + "x" * 1024 + '"'],
)
async def test_validators_are_sent_back_to_the_letter(opened, figure, etag):
    """SAFETY 16: strong, weak, oddly quoted, long; a date in the future too."""
    headers = {"ETag": etag, "Last-Modified": DATE.replace("1994", "2994")}
    body = b"new" * 10_000
    async with a_site({"/a": page(body, headers=headers)}) as site:
        reply = await opened("127.0.0.1").get(f"{site}/a", len(body))
    had = Validators(reply.headers["etag"], reply.headers["last-modified"])
    async with a_raw_server(UNCHANGED) as again:
        web = opened("127.0.0.1")
        unchanged = await web.get(f"http://127.0.0.1:{again.port}/a", 1000, had)
    assert (unchanged.status, unchanged.body) == (304, b"")
    saved = 1 - len(UNCHANGED) / len(reply.body)
    figure.least(16, "share of the bytes saved by a 304", saved)
    assert f"If-None-Match: {etag}\r\n" in again.heads[0]
    assert f"If-Modified-Since: {had.last_modified}\r\n" in again.heads[0]


@pytest.mark.parametrize("etag", ['"caf\udce9"', '"café"', '"a\r\nHost: b"'])
async def test_a_validator_that_cannot_be_sent_is_left_out(opened, etag):
    """SAFETY 16: the feed is read all the same."""
    async with a_raw_server() as site:
        web = opened("127.0.0.1")
        url = f"http://127.0.0.1:{site.port}/a"
        assert (await web.get(url, 1000, Validators(etag))).status == 200
    assert "If-None-Match" not in site.heads[0]


async def test_unchanged_without_validators_is_a_refusal(opened):
    """SAFETY 15."""
    async with a_raw_server(UNCHANGED) as site:
        web = opened("127.0.0.1")
        for had in (None, Validators()):
            with pytest.raises(FetchError, match="304"):
                await web.get(f"http://127.0.0.1:{site.port}/a", 1000, had)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "again", ["120", DATE, "1000000000", "-5", "soon", "", "1e9", "٣"]
)
async def test_when_to_come_back_is_handed_on_as_it_came(opened, status, again):
    """SAFETY 17: what to make of it is for the poller to say."""
    answer = f"HTTP/1.1 {status} No\r\nRetry-After: {again}\r\n\r\n"
    async with a_raw_server(answer.encode()) as site:
        with pytest.raises(FetchError) as caught:
            await opened("127.0.0.1").get(f"http://127.0.0.1:{site.port}/", 1000)
    assert (caught.value.status, caught.value.retry_after) == (status, again)


async def test_a_connection_is_kept_only_while_others_wait(opened):
    """Thousands of hosts are asked in a row; idle connections would pile up."""
    async with a_raw_server() as site:
        web = opened("127.0.0.1")
        for _ in range(3):
            await web.get(f"http://127.0.0.1:{site.port}/", 1000)
    assert site.calls == 3
    assert all("Connection: close" in head for head in site.heads)


async def test_what_was_opened_is_closed_and_can_be_opened_again():
    web = AiohttpWeb(("127.0.0.1",))
    async with a_raw_server(OK + b"Content-Length: 2\r\n\r\nhi") as site:
        for _ in range(2):
            await web.get(f"http://127.0.0.1:{site.port}/", 1000)
            await web.close()
    assert site.calls == 2
