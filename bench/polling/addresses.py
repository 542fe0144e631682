"""Where the feeds lie: each on an address of this machine of its own."""

from collections.abc import Iterator, Sequence


def addresses(feeds: int, port: str, options: Sequence[str] = ()) -> Iterator[str]:
    """Yield the feeds' addresses.

    Options may name `tls`, `large` (one more), `bad` (each fifth is one) and `good`
    (each fifth is left out).
    """
    scheme = "https" if "tls" in options else "http"
    for number in range(feeds + ("large" in options)):
        fifth = number % 5 == 4
        if fifth and "good" in options:
            continue
        kind = "bad" if fifth and "bad" in options else "feed"
        place = f"127.1.{number >> 8}.{number & 255}:{port}"
        yield f"{scheme}://{place}/{kind}/{number}"
