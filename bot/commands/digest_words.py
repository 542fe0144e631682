"""What `/digest` says: schedules, when they run next, what came of it. Pure."""

from datetime import datetime

from bot.commands.languages import told_in
from bot.commands.lengths import length_in_words
from bot.counting import counted
from bot.render.text import fit, joined, moment
from digests.deliveries import Arrival
from digests.guilds import ChannelKind, Mode, Schedule, ScheduleOrder
from digests.timewords import describe, describe_quiet

_REFUSED = "Discord refused it"
_MOST_WHY = 200


def order_in_words(order: ScheduleOrder) -> str:
    """Return when editions come, and what they are like; no mark-up in it."""
    stories = counted(order.most, "story", "stories")
    return joined(
        [
            _live(order) if order.mode is Mode.LIVE else describe(order.timetable),
            f"{order.style}, up to {stories}",
            "published" if order.publish else "",
        ]
    )


def same_runs(one: ScheduleOrder, other: ScheduleOrder) -> bool:
    """Tell whether one would find all posted that the other had just posted."""
    if Mode.LIVE in {one.mode, other.mode}:
        return one.mode is other.mode
    first, second = one.timetable, other.timetable
    return (first.times, first.days, first.zone) == (
        *(second.times, second.days, second.zone),
    )


def nothing_new(
    channel: str, kind: ChannelKind, *, fed: bool, since: datetime | None
) -> str:
    """Return why there is nothing to post in a channel, and what may help.

    `fed`: whether any feed goes there.
    """
    if not fed:
        return f"No feed goes to <#{channel}> yet. Add one with `/feed add`."
    when = f" since {moment(since)}" if since else ""
    posts = "posted" if kind is ChannelKind.FORUM else "in a digest"
    return (
        f"Nothing new has been read for <#{channel}>{when}: its feeds brought nothing "
        f"that was not {posts} before. `/feed health` shows how they are."
    )


def next_in_words(schedule: Schedule) -> str:
    """Return when the schedule runs next, or why it does not."""
    if schedule.paused and schedule.paused_until is None:
        return "paused"
    if schedule.paused and schedule.paused_until is not None:
        return f"paused until {moment(schedule.paused_until)}"
    if schedule.order.mode is Mode.LIVE:
        return "as it comes"
    return f"next {moment(schedule.next_run)}" if schedule.next_run else "not due"


def schedule_line(
    schedule: Schedule, paused_for: str = "", server: str | None = None
) -> str:
    """Return a schedule with its number; `paused_for` is why its channel is.

    `server` is the server's language, None where no model translates.
    """
    last = ""
    if schedule.outcome:
        at = (
            f" <t:{int(schedule.last_slot.timestamp())}:f>"
            if schedule.last_slot
            else ""
        )
        last = f"last{at}: {schedule.outcome}"
    parts = [
        f"**{schedule.id}** <#{schedule.channel}> {order_in_words(schedule.order)}",
        told_in(schedule.order, server),
        "" if server is None else length_in_words(schedule.order),
        next_in_words(schedule),
        last,
        f"nothing is posted there: {paused_for}" if paused_for else "",
    ]
    return joined(parts)


def arrival_in_words(arrival: Arrival, channel: str) -> str:
    """Return what became of an edition that was asked for."""
    if arrival.open:
        return (
            f"The digest for <#{channel}> is made and on its way; Discord is slow to "
            "take it. It is posted as soon as it can be, after a restart too: nothing "
            "is lost."
        )
    if arrival.dead or arrival.unknown:
        # What it answered is for programs.
        coded = arrival.note.startswith(_REFUSED)
        why = _REFUSED if coded else fit(arrival.note, _MOST_WHY) or _REFUSED
        return f"Not all of the digest arrived in <#{channel}>: {why}."
    return f"Posted in <#{channel}>."


def _live(order: ScheduleOrder) -> str:
    quiet = describe_quiet(order.timetable)
    hours = f"; {quiet}, {order.timetable.zone}" if quiet else ""
    return f"each story as it is read{hours}"
