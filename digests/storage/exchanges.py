"""Questions on disk, and what answered them: the memory of a conversation.

An answer is kept as the slices of articles that it stands on, never as its text.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlite_utils import Database

from digests.asked import Asked, Saying, Scope, Turn
from digests.storage import inquiries
from digests.storage.convert import to_text
from digests.types import Passage


class Place(NamedTuple):
    """Whose conversation it is, and who asks there, in `private` or before all."""

    guild: str
    thread: str
    asker: str
    private: bool = False


def add(
    db: Database,
    asked: Asked,
    turn: Turn,
    answer: tuple[Scope, Sequence[Passage]],
    now: datetime,
) -> bool:
    """Remember a question and what it was answered with; tell whether that was done.

    It is not where the asker was forgotten since it was taken on. `answer` is where
    it was found, and its sentences; none where it was refused.
    """
    if asked.taken and not inquiries.is_open(db, asked.taken):
        return False
    scope, sentences = answer
    saying = turn.saying
    cursor = db.conn.execute(
        "INSERT INTO exchanges (guild, thread, asker, private, question, meaning,"
        " scope, people, told, person, topic, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(asked.reach.guild, asked.thread, asked.asker, asked.private),
            *(turn.question, turn.meaning, scope.value),
            *(json.dumps(turn.people), json.dumps(turn.told)),
            *((saying.person, saying.topic) if saying else (None, None)),
            to_text(now),
        ],
    )
    key = int(cursor.lastrowid or 0)
    cited = [(each.article_id, each.start, each.end) for each in sentences]
    own = {article for article, _, _ in cited}
    drawn = [(each, None, None) for each in turn.rests_on if each not in own]
    db.conn.executemany(
        "INSERT INTO exchange_sources VALUES (?, ?, ?, ?, ?)",
        [(key, place, *each) for place, each in enumerate([*cited, *drawn])],
    )
    return True


def recent(db: Database, place: Place, since: datetime, most: int) -> list[Turn]:
    """Return a conversation's last turns, the last one first.

    What was asked there in private is among them for its asker alone, and in private
    alone: all may read what comes of a question that is asked before all.
    """
    rows = db.conn.execute(
        "SELECT id, question, meaning, people, told, person, topic FROM exchanges"
        " WHERE guild = ? AND thread = ? AND asked_at >= ?"
        " AND (NOT private OR (? AND asker = ?)) ORDER BY id DESC LIMIT ?",
        [
            *(place.guild, place.thread, to_text(since)),
            *(place.private, place.asker, most),
        ],
    ).fetchall()
    sources = db.conn.execute(
        "SELECT exchange_id, article_id FROM exchange_sources"
        " WHERE exchange_id IN (SELECT value FROM json_each(?))"
        " ORDER BY exchange_id, position",
        [json.dumps([row[0] for row in rows])],
    )
    rests = {
        key: tuple(dict.fromkeys(article for _, article in some))
        for key, some in groupby(sources, key=itemgetter(0))
    }
    return [
        Turn(
            question,
            meaning,
            tuple(json.loads(people)),
            tuple(json.loads(told)),
            rests.get(key, ()),
            None if person is None else Saying(person, topic or ""),
        )
        for key, question, meaning, people, told, person, topic in rows
    ]


def forget_asker(db: Database, asker: str) -> int:
    """Forget all that somebody asked, wherever that was; return how many.

    What is being answered just then is among them.
    """
    gone = db.conn.execute("DELETE FROM exchanges WHERE asker = ?", [asker])
    return gone.rowcount + inquiries.forget_asker(db, asker)


def forget(db: Database, before: datetime, most: int) -> int:
    """Forget what was asked before then; return how many."""
    gone = db.conn.execute(
        "DELETE FROM exchanges WHERE id IN (SELECT id FROM exchanges"
        " WHERE asked_at < ? ORDER BY asked_at LIMIT ?)",
        [to_text(before), most],
    )
    return gone.rowcount
