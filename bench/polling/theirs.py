"""Poll with lemon24/reader, as its documentation does; run as a whole process.

`python -m bench.polling.theirs DB PORT FEEDS WORKERS [add]`; prints how many
entries it holds. It needs `reader` and nothing of ours.
"""

import os
import sys

import certifi
from reader import make_reader

from bench.polling.addresses import addresses


def main() -> None:
    """Add the feeds, or update them all."""
    path, port, feeds, workers, *add = sys.argv[1:]
    if trusted := os.environ.get("REQUESTS_CA_BUNDLE"):
        # It asks nobody else whom to trust.
        setattr(certifi, "where", lambda: trusted)  # noqa: B010 - mypy's objection
    reader = make_reader(path)
    if add:
        for url in addresses(int(feeds), port, add[1:]):
            reader.add_feed(url)
        return
    reader.update_feeds(scheduled=False, workers=int(workers))
    print(reader.get_entry_counts().total)


if __name__ == "__main__":
    main()
