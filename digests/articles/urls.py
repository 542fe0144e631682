"""Addresses of articles: which are links, and when two are the same.

Whether an address may be fetched is not decided here but where it is fetched.
"""

import re
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

_LONGEST = 2048
_UNFIT = re.compile(r"[\s\x00-\x20\x7f-\x9f\\]")
# What campaigns, mailings and share buttons add, and no server needs.
_TRACKING = re.compile(
    r"(?:utm_|mc_|pk_|mtm_|hsa_|oly_|vero_|at_|ns_|wt_|ga_|_hs).*"
    r"|[a-z]*clid|gbraid|wbraid|igshid?|mkt_tok|s_cid|ocid|cmpid|cmp|ito|smid"
    r"|smtyp|ref_src|ref_url|ftag|yclid|xtor|cvid|cid|ncid|icid|fromrss|rss",
    re.IGNORECASE,
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PREFIXES = ("www.", "m.", "amp.", "mobile.")


def is_web_link(url: str) -> bool:
    """Tell whether this is an http(s) address that is safe to show and follow.

    No user name in it, no white space or control character, at most 2048
    characters.
    """
    if len(url) > _LONGEST or _UNFIT.search(url):
        return False
    parts = _split(url)
    return (
        parts is not None
        and parts.scheme in _DEFAULT_PORTS
        and bool(parts.hostname)
        and "@" not in parts.netloc
    )


def canonical(url: str) -> str:
    """Return the address without fragment, tracking parameters and default port.

    Scheme and host are in lower case; the rest keeps its order. What is not a
    web link comes back as it is.
    """
    return _written(url, _query)


def normal(url: str) -> str:
    """Return the address as `canonical` does, all its parameters kept.

    A feed may need them, whatever they are called.
    """
    return _written(url, str)


def _written(url: str, query_of: Callable[[str], str]) -> str:
    parts = _split(url)
    if parts is None or not is_web_link(url):
        return url
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    if parts.port not in (None, _DEFAULT_PORTS[parts.scheme]):
        host = f"{host}:{parts.port}"
    return SplitResult(
        parts.scheme, host, parts.path or "/", query_of(parts.query), ""
    ).geturl()


def host(url: str) -> str:
    """Return the host without "www.", "" where the address has none."""
    parts = _split(url)
    name = (parts.hostname or "") if parts else ""
    return name.removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    """Tell whether both hosts are one, or one a subdomain of the other."""
    a, b = _site(one), _site(other)
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def same_host(one: str, other: str) -> bool:
    """Tell whether both hosts are one, a spelling for phones aside."""
    return bool(_site(one)) and _site(one) == _site(other)


def resolved(base: str, link: str) -> str:
    """Return the link as an absolute address, "" where that gives no web link."""
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return ""
    return url if is_web_link(url) else ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where the port is no number
    except ValueError:
        return None
    return parts


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=None)
    kept = [(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)]
    # Untouched where nothing was dropped: rewriting could change its meaning.
    return query if len(kept) == len(pairs) else urlencode(kept)


def _site(url: str) -> str:
    name = host(url)
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name
