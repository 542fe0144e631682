"""discord-rss-bot's `state.json`.

Of its own repository, TheLovinator1/discord-rss-bot: discord_rss_bot/
git_backup.py (`export_state`: the keys), discord_rss_bot/filter/utils.py (words
parted by commas, found within words too; regexes by lines and commas) and
filter/evaluator.py (which fields are looked at). A webhook's address is a secret:
only the name that it was given is told.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from digests.desk import ImportedFeed
from digests.feeds.topics import tidy
from digests.imports.rules import Rules, wide

_LONGEST = 10_000
_TEXTS = ("title", "summary", "content")
# They have no counterpart, and say how a message looks.
_LOOKS = ("custom_message", "embed", "delivery_mode", "screenshot_layout")


def is_discord_rss_bot(data: object) -> bool:
    """Tell whether this state is discord-rss-bot's."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("feeds"), list)
        and isinstance(data.get("webhooks"), list)
    )


def feeds_of(data: Mapping[str, Any]) -> Iterator[ImportedFeed]:
    """Yield the feeds with their filters, as far as there are such here."""
    names = {
        str(hook.get("url")): tidy(str(hook.get("name") or ""), 80)
        for hook in data["webhooks"]
        if isinstance(hook, dict)
    }
    for number, each in enumerate(data["feeds"], 1):
        if isinstance(each, dict):
            yield _feed(each, names, number)


def _feed(
    feed: Mapping[str, Any], names: Mapping[str, str], number: int
) -> ImportedFeed:
    filters, note = _rules(feed).as_filters()
    channel = names.get(str(feed.get("webhook")))
    notes = [f"it was posted through webhook {channel}" if channel else "", note]
    return ImportedFeed(
        url=str(feed.get("url") or "").strip(),
        filters=filters,
        place=f"feed {number}",
        note="; ".join(each for each in notes if each),
    )


def _rules(feed: Mapping[str, Any]) -> Rules:
    words = wide(_parts(feed, "whitelist", ","))
    patterns = _parts(feed, "regex_whitelist", r"[\n,]")
    if patterns:
        # There, a word or a regex lets an article in; here it would take both.
        patterns += tuple(re.escape(word.rstrip("*")) for word in words)
        words = ()
    lost = []
    if _parts(feed, "regex_blacklist", r"[\n,]"):
        lost.append("regexes that shut out")
    if any(feed.get(f"{kind}_author") for kind in _AUTHORS):
        lost.append("filters by author")
    if any(feed.get(key) for key in _LOOKS):
        lost.append("how its messages look")
    shut_out = wide(_parts(feed, "blacklist", ","))
    return Rules(words, shut_out, patterns, tuple(lost))


_AUTHORS = ("whitelist", "blacklist", "regex_whitelist", "regex_blacklist")


def _parts(feed: Mapping[str, Any], kind: str, between: str) -> tuple[str, ...]:
    lists = [str(feed.get(f"{kind}_{text}") or "")[:_LONGEST] for text in _TEXTS]
    parts = (part.strip() for each in lists for part in re.split(between, each))
    return tuple(dict.fromkeys(part for part in parts if part))
