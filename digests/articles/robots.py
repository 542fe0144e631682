"""What a site's robots.txt lets us read; pure.

Matching is protego's, after RFC 9309. Built for files made to hurt: only our own
groups stay apart, since protego keeps every rule once per crawler named.
"""

import re

from msgspec import Struct
from protego import Protego

# What RFC 9309 asks a reader to take; the rest is left out.
LONGEST = 500 * 1024
_PRODUCT = "pullquote"
# No address that we ask for is as long as that.
_LONGEST_LINE = 4096
_AGENT = re.compile(r"\s*user[ -]?agent\s*:?\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+|\*")


class Rules(Struct, frozen=True):
    """The rules of one site; `size` is how long the file was."""

    parsed: Protego
    size: int

    def allow(self, url: str) -> bool:
        """Tell whether the address may be read."""
        return bool(self.parsed.can_fetch(url, _PRODUCT))


def read_rules(body: bytes) -> Rules:
    """Return the rules of a robots.txt; what cannot be understood forbids nothing."""
    text = body[:LONGEST].decode("utf-8-sig", errors="replace")
    if len(body) > LONGEST:
        # A rule cut short would forbid more than it says.
        text = text.rpartition("\n")[0]
    lines = (line for line in text.splitlines() if len(line) <= _LONGEST_LINE)
    ours = "\n".join(_with_few_agents(line) for line in lines)
    return Rules(Protego.parse(ours), len(text))


def _with_few_agents(line: str) -> str:
    """Return the line, with one name for all crawlers that are not meant by ours."""
    agent = _AGENT.fullmatch(line.partition("#")[0])
    if not agent:
        return line
    token = _TOKEN.match(agent.group(1).strip().lower())
    name = token.group() if token else ""
    return f"User-agent: {name if name in {_PRODUCT, '*'} else 'another'}"


ALL = read_rules(b"")
NOTHING = read_rules(b"User-agent: *\nDisallow: /")
