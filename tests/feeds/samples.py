"""Feeds and pages as sites serve them, for whoever looks for feeds."""


def a_feed(title: str = "The Gazette", entries: int = 1) -> bytes:
    """A feed with this title and so many entries."""
    items = "".join(
        f"<item><title>Ferry {n}</title><link>https://g.example/{n}</link></item>"
        for n in range(entries)
    )
    return (
        f'<rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    ).encode()


def a_page(head: str = "", body: str = "<p>News.</p>") -> bytes:
    """A page that is no feed."""
    return (
        f"<!DOCTYPE html><html><head><title>Gazette</title>{head}</head>"
        f"<body>{body}</body></html>"
    ).encode()


def an_alternate(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    """How a page tells of a feed."""
    return f'<link rel="alternate" type="{kind}" title="{title}" href="{href}">'
