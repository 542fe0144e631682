"""Where feeds are: what an address tells of them before it is asked. Pure.

Large sites keep their feeds at addresses that follow from their pages'; others
keep them at a handful of usual places. Nothing here is sure to be a feed.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from digests.articles.urls import is_web_link
from digests.desk import Candidate

_HANDLE = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#].*)?")
_BARE_REDDIT = re.compile(r"/?((?:r|u|user)/[\w+-]+/?)")
_NAMES = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_COMMENTS = re.compile(
    r"comment|kommentar|coment[aá]rio|commenti\b|reacties|комментари", re.IGNORECASE
)
# In a folder of a site, the likeliest only.
_NAMES_WITHIN = 4


def is_comments(candidate: Candidate) -> bool:
    """Tell whether the feed is of what readers say, not of what the site does."""
    return bool(_COMMENTS.search(candidate.title) or _COMMENTS.search(candidate.url))


def web_address(given: str) -> str:
    """Return what a person typed as an address, as it is where it has a scheme.

    Understood are also <links>, feed: links, hosts without a scheme, @name@host
    of Mastodon and r/name of Reddit.
    """
    text = given.strip().strip("<>").strip()
    text = re.sub(r"^feed:(?://(?!/))?(?=\w)", "", text)
    if handle := _HANDLE.fullmatch(text):
        return f"https://{handle[2]}/@{handle[1]}"
    if name := _BARE_REDDIT.fullmatch(text):
        return f"https://www.reddit.com/{name[1]}"
    return f"https://{text}" if _BARE.fullmatch(text) else text


def known_feeds(url: str) -> tuple[Candidate, ...]:
    """Return the feeds that the address has by the custom of its site, best first.

    None for sites that are not known, and for pages that must be asked.
    """
    if not is_web_link(url):
        return ()
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m|old|new|np|music)\.", "", parts.hostname or "")
    custom = _CUSTOMS.get(host)
    path = [each for each in parts.path.split("/") if each]
    return tuple(custom(path, parts)) if custom and path else ()


def usual_places(url: str) -> tuple[str, ...]:
    """Return where a page that links to no feed may have one, likeliest first."""
    if not is_web_link(url):
        return ()
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    found = [f"{site}/{name}" for name in _NAMES]
    if folder := parts.path.rpartition("/")[0].strip("/") or _only(parts.path):
        within = f"{site}/{folder}"
        found[:0] = [f"{within}/{name}" for name in _NAMES[:_NAMES_WITHIN]]
    if profile := re.match(r"/(?:@|users/)([\w.-]+)", parts.path):
        # Mastodon's way, and that of others who speak its protocol.
        found.insert(0, f"{site}/@{profile[1]}.rss")
    return tuple(found)


def _only(path: str) -> str:
    """Return a path's one name where it is no file's."""
    name = path.strip("/")
    return "" if "." in name else name


def _youtube(path: Sequence[str], parts: SplitResult) -> list[Candidate]:
    feed = "https://www.youtube.com/feeds/videos.xml"
    listed = parse_qs(parts.query).get("list", [""])[0]
    match path:
        case ["playlist"] if listed:
            return [Candidate(f"{feed}?playlist_id={quote(listed)}")]
        case ["channel", channel, *_]:
            return [Candidate(f"{feed}?channel_id={quote(channel)}")]
        case ["user", user, *_]:
            return [Candidate(f"{feed}?user={quote(user)}")]
    # @handles, /c/ and videos: the page names its channel.
    return []


def _reddit(path: Sequence[str], parts: SplitResult) -> list[Candidate]:
    if path[-1].endswith((".rss", ".json", ".xml")):
        return []
    match path:
        case ["u", user, *rest]:
            path = ["user", user, *rest]
        case ["r" | "user" | "domain", _, *_]:
            pass
        case _:
            return []
    query = f"?{parts.query}" if parts.query else ""
    return [Candidate(f"https://www.reddit.com/{'/'.join(path)}/.rss{query}")]


# One name under github.com that is nobody's.
_GITHUB_PAGE = re.compile(
    r"about|apps|collections|contact|customer-stories|enterprise|events|explore"
    r"|features|join|login|marketplace|new|notifications|orgs|pricing|pulls|search"
    r"|security|settings|site|sponsors|stars|team|topics|trending"
)


def _github(path: Sequence[str], _: SplitResult) -> list[Candidate]:
    if _GITHUB_PAGE.fullmatch(path[0]) or path[-1].endswith(".atom"):
        return []
    site = "https://github.com"
    match path:
        case [user]:
            return [Candidate(f"{site}/{user}.atom", f"What {user} does")]
        case [owner, repo, ("releases" | "tags" | "discussions") as kind, *_]:
            return [Candidate(f"{site}/{owner}/{repo}/{kind}.atom")]
        case [owner, repo, "commits" | "tree", *branch] if branch:
            return [Candidate(f"{site}/{owner}/{repo}/commits/{'/'.join(branch)}.atom")]
        case [owner, repo, *_]:
            repo = repo.removesuffix(".git")
            return [
                Candidate(f"{site}/{owner}/{repo}/{kind}.atom", f"{kind} of {repo}")
                for kind in ("releases", "commits", "tags")
            ]
    return []


_CUSTOMS: dict[str, Callable[[Sequence[str], SplitResult], list[Candidate]]] = {
    "youtube.com": _youtube,
    "reddit.com": _reddit,
    "github.com": _github,
}
