"""MonitoRSS's backup of a server: the JSON that its `backup` command sends.

Of its own repository, synzen/MonitoRSS: src/commands/backup.js, src/structs/
GuildData.js (the keys), src/structs/db/Feed.js and FilterBase.js (a feed's),
src/structs/Filter.js (~ within words, ! shuts out), src/rss/translator/filters.js
(one word is enough, none that shuts out) and src/structs/ArticleMessage.js (where
there are regexes the words do not count). Of the web interface that came later no
export was found.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from digests.desk import ImportedFeed
from digests.feeds.topics import tidy
from digests.imports.rules import Rules

_TITLE = 200
_TEXTS = frozenset({"title", "description", "summary"})


def is_monitorss(data: object) -> bool:
    """Tell whether this is MonitoRSS's backup."""
    return (
        isinstance(data, dict)
        and isinstance(data.get("feeds"), list)
        and "filteredFormats" in data
        and "subscribers" in data
    )


def feeds_of(data: Mapping[str, Any]) -> Iterator[ImportedFeed]:
    """Yield the server's feeds; its channels are named, not taken over.

    A file that could name channels could name another server's.
    """
    for number, each in enumerate(data["feeds"], 1):
        if isinstance(each, dict):
            yield _feed(each, number)


def _feed(feed: Mapping[str, Any], number: int) -> ImportedFeed:
    filters, note = _rules(feed).as_filters()
    channel, disabled = feed.get("channel"), feed.get("disabled")
    notes = [
        f"it was posted in channel {tidy(str(channel), 20)}" if channel else "",
        f"it was disabled there ({tidy(str(disabled), 80)})" if disabled else "",
        note,
    ]
    title = tidy(str(feed.get("title") or ""), _TITLE)
    return ImportedFeed(
        url=str(feed.get("url") or "").strip(),
        title="" if title == "Unknown" else title,
        filters=filters,
        place=f"feed {number}",
        note="; ".join(each for each in notes if each),
    )


def _rules(feed: Mapping[str, Any]) -> Rules:
    words, regexes = _table(feed, "filters"), _table(feed, "rfilters")
    others = sorted(tidy(key, 40) for key in (regexes or words).keys() - _TEXTS)
    lost = [f"filters by {name}" for name in others]
    if feed.get("text") or feed.get("embeds"):
        lost.append("how its messages look")
    if regexes:
        kept = [v for k, v in regexes.items() if k in _TEXTS and isinstance(v, str)]
        return Rules(patterns=tuple(dict.fromkeys(kept)), lost=tuple(lost))
    listed = [word for key in _TEXTS & words.keys() for word in _strings(words[key])]
    shut_out = [word for word in listed if word.startswith(("!", "~!"))]
    let_in = [word for word in listed if word not in shut_out]
    return Rules(_bare(let_in), _bare(shut_out), lost=tuple(lost))


def _bare(words: Iterable[str]) -> tuple[str, ...]:
    """Return words without their signs; those found within words end early."""
    found = []
    for word in words:
        bare = word.lstrip("!~") if word[0] in "!~" else word.removeprefix("\\")
        within = word.startswith(("~", "!~"))
        found.append(f"{bare}*" if within else bare)
    return tuple(dict.fromkeys(sorted(each for each in found if each.strip("* "))))


def _table(feed: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = feed.get(key)
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> list[str]:
    listed = value if isinstance(value, list) else []
    return [each.strip() for each in listed if isinstance(each, str) and each.strip()]
