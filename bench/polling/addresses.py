"""Where the feeds lie: each on an address of this machine of its own."""

from collections.abc import Iterator, Sequence


def addresses(feeds: int, port: str, options: Sequence[str] = ()) -> Iterator[str]:
    """Yield the feeds' addresses.

    Options may name `tls`, `large` (one more) and `bad` (each fifth is one).
    """
    scheme = "https" if "tls" in options else "http"
    for number in range(feeds + ("large" in options)):
        kind = "bad" if "bad" in options and number % 5 == 4 else "feed"
        place = f"127.1.{number >> 8}.{number & 255}:{port}"
        yield f"{scheme}://{place}/{kind}/{number}"
