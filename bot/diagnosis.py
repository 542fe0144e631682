"""What is to be made of what the doctor found. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.counting import counted
from bot.visiting import Seen, Visit
from digests.followed import FeedHealth, FeedState
from digests.upkeep import Condition, Used

# Interactions and schedules suffer from more.
_SKEW = timedelta(seconds=30)
_LITTLE_ROOM = 500_000_000
_OLD_BACKUP = timedelta(days=7)


class Finding(Struct, frozen=True):
    """One thing that was looked at; `advice` says what to do where it is not `ok`."""

    check: str
    ok: bool
    text: str
    advice: str = ""


def of_database(found: Condition, now: datetime) -> list[Finding]:
    """Return what there is to say of the file, its disk and its backup."""
    size = f"{found.path}, {_megabytes(found.size)}, schema {found.schema}"
    if found.whole:
        whole = Finding("database", True, f"{size}, whole")
    else:
        advice = "Stop the bot, then `pullquote restore BACKUP`."
        whole = Finding("database", False, f"{size}, damaged", advice)
    free = f"{_megabytes(found.free)} free"
    roomy = found.free >= max(_LITTLE_ROOM, found.size)
    return [
        whole,
        Finding("disk", roomy, free, "" if roomy else "Make room; a backup needs it."),
        _of_backup(found.last_backup, now),
    ]


def _of_backup(last: datetime | None, now: datetime) -> Finding:
    if last is None:
        return Finding(
            "backup", True, "none was made yet; `pullquote backup` makes one"
        )
    old = " (over a week ago)" if now - last > _OLD_BACKUP else ""
    return Finding("backup", True, f"last made {last:%Y-%m-%d %H:%M} UTC{old}")


def of_feeds(feeds: Iterable[FeedHealth]) -> list[Finding]:
    """Return one finding for each feed in trouble, or one for all."""
    feeds = list(feeds)
    troubled = [each for each in feeds if each.error or each.state is FeedState.GONE]
    found = [
        Finding(
            "feed",
            False,
            f"{each.title or each.url}: {each.error or 'it is gone'}",
            f"`pullquote why {each.id}` tells more; `pullquote feeds` pauses or "
            "removes it.",
        )
        for each in troubled
    ]
    paused = sum(each.state is FeedState.PAUSED for each in feeds)
    well = counted(len(feeds) - len(troubled), "feed is", "feeds are")
    aside = f", {paused} of them paused" if paused else ""
    return [*found, Finding("feeds", True, f"{well} well{aside}")]


def of_zones(lost: Sequence[str]) -> list[Finding]:
    """Say which zones that people chose this machine does not know."""
    if not lost:
        return [Finding("zones", True, "all that are used are known here")]
    advice = "Install the system's tzdata, or choose another zone with /setup."
    return [
        Finding("zone", False, f"{each} is not known here", advice) for each in lost
    ]


def of_embeddings(model: str, problem: str) -> Finding:
    """Say whether the endpoint of `[model] embeddings` places a text."""
    if not problem:
        return Finding("embeddings", True, f"{model} answers")
    advice = (
        "See `[model] embeddings`, `base_url` and `timeout_s`, OPENAI_API_KEY, and "
        "whether that endpoint is up. Questions are answered without it meanwhile."
    )
    return Finding("embeddings", False, f"{model}: {problem}", advice)


def of_paused(channels: Iterable[Used]) -> list[Finding]:
    """Say in which channels nothing is posted any more, and why."""
    advice = "Mend that, then /digest resume, or /digest now."
    return [
        Finding("channel", False, f"channel {each.id} is paused: {each.paused}", advice)
        for each in channels
        if each.paused
    ]


def of_discord(found: Visit) -> list[Finding]:
    """Return what came of the visit, and what each channel lacks."""
    if found.refused:
        advice = (
            "Set DISCORD_TOKEN to the token on the bot's page at "
            "https://discord.com/developers/applications, or reset it there."
        )
        return [Finding("token", False, "Discord refuses it", advice)]
    if found.problem:
        advice = "See this machine's network, and https://discordstatus.com."
        return [Finding("discord", False, found.problem, advice)]
    return [
        Finding("token", True, f"logged in as {found.name}"),
        _of_gateway(found.gateway),
        of_clock(found.skew),
        *map(of_channel, found.seen),
    ]


def of_clock(skew: timedelta | None) -> Finding:
    """Say whether this machine's clock goes by Discord's, which it is so far ahead."""
    if skew is None:
        return Finding("clock", True, "Discord did not tell the time")
    seconds = abs(skew.total_seconds())
    if abs(skew) <= _SKEW:
        return Finding("clock", True, f"within {seconds:.0f} s of Discord's")
    way = "ahead of" if skew > timedelta() else "behind"
    advice = "Have it set over the network: `timedatectl set-ntp true`."
    return Finding("clock", False, f"{seconds:.0f} s {way} Discord's", advice)


def of_channel(seen: Seen) -> Finding:
    """Say whether editions can be posted in a channel."""
    called = seen.name or f"channel {seen.place.channel}"
    if seen.problem:
        other = "choose another log with /bot log"
        if not seen.place.only_log:
            other = "remove its schedule with /digest remove"
        advice = f"Let the bot see it, or {other}."
        return Finding("channel", False, f"{called}: {seen.problem}", advice)
    if seen.missing:
        lacking = ", ".join(seen.missing)
        advice = f"Give the bot's role in {called}: {lacking}."
        return Finding("channel", False, f"{called}: missing {lacking}", advice)
    return Finding("channel", True, f"{called}: every permission is there")


def _of_gateway(problem: str) -> Finding:
    if not problem:
        return Finding("gateway", True, "it answers")
    advice = "Web sockets may be blocked between here and Discord."
    return Finding("gateway", False, problem, advice)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
