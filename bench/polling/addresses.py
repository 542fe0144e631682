"""Where the feeds lie: each on an address of this machine of its own."""

from collections.abc import Iterator, Sequence


def addresses(feeds: int, port: str, options: Sequence[str] = ()) -> Iterator[str]:
    """Yield the feeds' addresses.

    Options may name `tls`, `large` (one more), `bad=PORT` (each fifth is a bad one,
    at that port) and `good` (each fifth is left out).
    """
    scheme = "https" if "tls" in options else "http"
    for number in range(feeds + ("large" in options)):
        fifth = number % 5 == 4
        if fifth and "good" in options:
            continue
        bad = next((each for each in options if each.startswith("bad=")), "")
        address = f"127.1.{number >> 8}.{number & 255}"
        if fifth and bad:
            yield f"{scheme}://{address}:{bad.removeprefix('bad=')}/bad/{number}"
        else:
            yield f"{scheme}://{address}:{port}/feed/{number}"
