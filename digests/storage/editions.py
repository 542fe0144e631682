"""Store an edition: the digest, what is to be sent for it, its schedule's next run.

One transaction each, so that after a crash either all of it is there or none.
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from digests.deliveries import Arrival
from digests.drafts import Draft, Joined, Run, Wanted
from digests.errors import ChannelPaused, NotFound
from digests.guilds import Mode, Schedule
from digests.layouts import Layout
from digests.storage import (
    arrivals,
    articles,
    channels,
    corrections,
    deliveries,
    schedules,
    tellings,
)
from digests.storage.convert import to_text, to_text_or_none
from digests.stories.standing import gone_from

_LEFT_OUT = "left out, for it was missed"


class Overtaken(Exception):
    """The channel has had some of the draft meanwhile."""


def store(
    db: Database, wanted: Wanted, draft: Draft | None, layout: Layout, now: datetime
) -> int | None:
    """Store what was drafted, and return the digest's id; None for nothing to print.

    Where a schedule wanted it, that moves on in any case.

    Raises:
        NotFound: The channel is another guild's.
        ChannelPaused: Nothing is posted there.
        Overtaken: The channel has had some of it.

    """
    if wanted.run and not _stands(db, wanted.run):
        return None
    channel = channels.make(db, wanted.guild, wanted.channel, None, now)
    if channel.paused:
        raise ChannelPaused(channel.id, channel.paused)
    key = None
    if draft is not None:
        _check(db, wanted, draft)
        _add_joined(db, draft.joined, now)
    if draft is not None and draft.printed:
        key = _add(db, wanted, draft, now)
        edition = replace(draft.edition, id=key, kind=channel.kind)
        deliveries.add(db, edition, layout(edition), now)
        _note_changes(db, draft)
    if wanted.run:
        _move_on(db, wanted.run, _outcome(key, draft, wanted.run))
    return key


def move_on(db: Database, run: Run) -> None:
    """Store the next run of a schedule, though nothing is made.

    Its clock was wrong, or the run was missed and is left out.
    """
    if _stands(db, run):
        _move_on(db, run, _LEFT_OUT if run.skipped else None)


def of_schedules(db: Database, guild: str) -> list[Schedule]:
    """Return the guild's schedules, with what became of their last editions."""
    return [_with_arrival(db, each) for each in schedules.of_guild(db, guild)]


def _with_arrival(db: Database, schedule: Schedule) -> Schedule:
    last = db.conn.execute(
        "SELECT id FROM digests WHERE guild = ? AND channel = ? AND schedule_id = ?"
        " ORDER BY id DESC LIMIT 1",
        [schedule.guild, schedule.channel, schedule.id],
    ).fetchone()
    if last is None or not schedule.outcome.startswith(f"No. {last[0]},"):
        return schedule
    became = _became(deliveries.arrival(db, last[0]))
    return replace(schedule, outcome=schedule.outcome + became)


def _stands(db: Database, run: Run) -> bool:
    """Tell whether the schedule is still as it was when its turn came."""
    seen = run.schedule
    try:
        return schedules.get(db, seen.guild, seen.id) == seen
    except NotFound:
        return False


def _check(db: Database, wanted: Wanted, draft: Draft) -> None:
    ids = [article for story in draft.printed for article in story]
    ids += [*draft.left_out, *(each.article for each in draft.joined)]
    if arrivals.had(db, wanted.guild, wanted.channel, ids):
        raise Overtaken


def _add(db: Database, wanted: Wanted, draft: Draft, now: datetime) -> int:
    edition = draft.edition
    cursor = db.conn.execute(
        "INSERT INTO digests (guild, channel, schedule_id, made_at, engine, since_at,"
        " read, up_to, late_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            edition.guild,
            edition.channel,
            wanted.run and wanted.run.schedule.id,
            to_text(edition.digest.made_at),
            edition.digest.engine,
            to_text_or_none(edition.since),
            edition.read,
            draft.next_after,
            to_text_or_none(edition.due),
        ],
    )
    key = int(cursor.lastrowid or 0)
    db.conn.executemany(
        "INSERT INTO digest_articles (digest_id, story, position, article_id)"
        " VALUES (?, ?, ?, ?)",
        [
            (key, story, position, article)
            for story, articles in enumerate(draft.printed)
            for position, article in enumerate(articles)
        ],
    )
    db.conn.executemany(
        "INSERT INTO unprinted (digest_id, article_id, at) VALUES (?, ?, ?)",
        [(key, article, to_text(now)) for article in draft.left_out],
    )
    tellings.keep(db, key, edition.digest.stories)
    return key


def _note_changes(db: Database, draft: Draft) -> None:
    """Have cards looked at whose articles were read again while they were drafted."""
    for keys, story in zip(draft.printed, draft.edition.digest.stories, strict=True):
        for key, report in zip(keys, story.reports, strict=True):
            if not articles.says(db, key, report.article.text):
                (stored,) = articles.reports(db, [key])
                corrections.note(db, key, gone_from(report, stored))


def _add_joined(db: Database, joined: Sequence[Joined], now: datetime) -> None:
    db.conn.executemany(
        "INSERT INTO unprinted (digest_id, article_id, story, at) VALUES (?, ?, ?, ?)",
        [(each.digest, each.article, each.story, to_text(now)) for each in joined],
    )


def _move_on(db: Database, run: Run, outcome: str | None) -> None:
    """Store the schedule's next run, and what came of this one, None for nothing."""

    def moved(found: Schedule) -> Schedule:
        return replace(
            found,
            next_run=run.next_run,
            paused=False,
            paused_until=None,
            last_slot=found.last_slot if outcome is None else found.next_run,
            outcome=found.outcome if outcome is None else outcome,
        )

    schedules.change(db, run.schedule.guild, run.schedule.id, moved)


def _outcome(key: int | None, draft: Draft | None, run: Run) -> str | None:
    if key is None or draft is None:
        # A live schedule looks every minute: what it made last stands.
        return None if run.schedule.order.mode is Mode.LIVE else "nothing new"
    number = len(draft.printed)
    return f"No. {key}, {number} {'story' if number == 1 else 'stories'}"


def _became(arrival: Arrival) -> str:
    """Return what is to be told of an edition beside that it was made."""
    if arrival.open:
        told = "on its way"
    elif arrival.dead and not arrival.sent + arrival.unknown:
        told = "did not arrive"
    elif arrival.unknown and not arrival.sent + arrival.dead:
        told = "may not have arrived"
    elif arrival.dead or arrival.unknown:
        told = "not all of it arrived"
    else:
        return ""
    why = " ".join(arrival.note.split())
    return f", {told}: {why}" if why else f", {told}"
