"""What `/digest` says: schedules, when they run next, what came of it. Pure."""

from bot.cards import counted
from bot.render.text import joined, moment
from digests.guilds import Arrival, Mode, Schedule, ScheduleOrder
from digests.timewords import describe


def order_in_words(order: ScheduleOrder) -> str:
    """Return when editions come, and what they are like; no mark-up in it."""
    live = order.mode is Mode.LIVE
    stories = counted(order.most, "story", "stories")
    return joined(
        [
            "each story as it is read" if live else describe(order.timetable),
            f"{order.style}, up to {stories}",
            "published" if order.publish else "",
        ]
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


def schedule_line(schedule: Schedule, paused_for: str = "") -> str:
    """Return a schedule with its number; `paused_for` is why its channel is."""
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
            "take it. It is posted as soon as it can be."
        )
    if arrival.dead or arrival.unknown:
        why = arrival.note or "Discord refused it"
        return f"Not all of the digest arrived in <#{channel}>: {why}."
    return f"Posted in <#{channel}>."
