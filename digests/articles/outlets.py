"""Whose article it is that a feed points at."""

from digests.articles.urls import same_site


def outlet_of(title: str, home: str, link: str) -> str:
    """Return a feed's title, "" where it only points at another site's article.

    Args:
        title: The feed's own.
        home: The page that the feed belongs to.
        link: An entry's.

    """
    apart = home and link and not same_site(home, link)
    return "" if apart else title
