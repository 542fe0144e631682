"""The tables of feeds: who follows them, and what they have brought.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

from sqlite_utils import Database


def feeds(db: Database) -> None:
    """Add feeds, when each is asked next, and what it said last."""
    # The ids count on and never again: people name feeds by them.
    # state: active, paused or gone; what is wrong stands in last_error, in words.
    # next_poll_at: NULL where it is not asked again before somebody says so.
    # ttl_s, skip_hours, skip_days: when it asks not to be read; numbers and spaces.
    # moved_to: where permanent redirects lead, and for how many polls they have.
    db.execute(
        """
        CREATE TABLE feeds (
            id            INTEGER PRIMARY KEY AUTOINCREMENT,
            url           TEXT NOT NULL UNIQUE,
            title         TEXT NOT NULL DEFAULT '',
            link          TEXT NOT NULL DEFAULT '',
            language      TEXT NOT NULL DEFAULT '',
            added_at      TEXT NOT NULL,
            state         TEXT NOT NULL DEFAULT 'active',
            next_poll_at  TEXT,
            interval_s    INTEGER NOT NULL,
            polled_at     TEXT,
            read_at       TEXT,
            failures      INTEGER NOT NULL DEFAULT 0,
            failing_since TEXT,
            last_error    TEXT,
            etag          TEXT NOT NULL DEFAULT '',
            last_modified TEXT NOT NULL DEFAULT '',
            body_hash     BLOB NOT NULL DEFAULT x'',
            ttl_s         INTEGER,
            skip_hours    TEXT NOT NULL DEFAULT '',
            skip_days     TEXT NOT NULL DEFAULT '',
            moved_to      TEXT NOT NULL DEFAULT '',
            moved_polls   INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """
    )
    # Only what is due is ever asked for, and the soonest first.
    db.execute(
        "CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE next_poll_at IS NOT NULL"
    )
    # Apart from their feed, whose row is written at every poll and stays short.
    db.execute(
        """
        CREATE TABLE feed_slices (
            feed_id INTEGER PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE,
            slices  BLOB NOT NULL
        ) STRICT
        """
    )


def subscriptions(db: Database) -> None:
    """Add who follows a feed, and what somebody is to be told of it."""
    # The ids count on and never again: menus that are shown hold them.
    # guild: '' for the local desk; channel: '' for all of the guild's channels.
    # include, exclude: keywords, one a line; languages: codes, parted by spaces.
    db.execute(
        """
        CREATE TABLE subscriptions (
            id        INTEGER PRIMARY KEY AUTOINCREMENT,
            feed_id   INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
            guild     TEXT NOT NULL DEFAULT '',
            channel   TEXT NOT NULL DEFAULT '',
            title     TEXT NOT NULL DEFAULT '',
            topic     TEXT NOT NULL DEFAULT '',
            include   TEXT NOT NULL DEFAULT '',
            exclude   TEXT NOT NULL DEFAULT '',
            languages TEXT NOT NULL DEFAULT '',
            pattern   TEXT NOT NULL DEFAULT '',
            added_at  TEXT NOT NULL,
            UNIQUE (feed_id, guild, channel)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX subscriptions_guild ON subscriptions (guild, channel)")
    # What is to be told once; kind: failing, paused, gone, cut, held or moved.
    db.execute(
        """
        CREATE TABLE notices (
            id      INTEGER PRIMARY KEY,
            feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
            kind    TEXT NOT NULL,
            made_at TEXT NOT NULL,
            text    TEXT NOT NULL,
            told_at TEXT
        ) STRICT
        """
    )
    db.execute("CREATE INDEX notices_feed ON notices (feed_id, kind, made_at)")
    db.execute("CREATE INDEX notices_untold ON notices (made_at) WHERE told_at IS NULL")


def entries(db: Database) -> None:
    """Add what feeds have brought, and what became of it."""
    # guid_key, link_key, text_key: what an entry is known by within its feed, in
    # this order, '' where it has none; a date is none of them.
    # state: waiting (to be read), read, archive (older than the first poll takes)
    # or held (came with too many others); note: what became of it, in words.
    # content: the feed's own HTML; only its beginning once nobody waits for it.
    db.execute(
        """
        CREATE TABLE entries (
            id            INTEGER PRIMARY KEY,
            feed_id       INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
            guid_key      TEXT NOT NULL,
            link_key      TEXT NOT NULL,
            text_key      TEXT NOT NULL,
            link          TEXT NOT NULL,
            title         TEXT NOT NULL,
            content       TEXT NOT NULL,
            author        TEXT NOT NULL,
            published_at  TEXT,
            first_seen_at TEXT NOT NULL,
            changed_at    TEXT,
            state         TEXT NOT NULL,
            attempts      INTEGER NOT NULL DEFAULT 0,
            next_try_at   TEXT,
            read_at       TEXT,
            note          TEXT NOT NULL DEFAULT '',
            article_id    INTEGER REFERENCES articles (id) ON DELETE SET NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX entries_guid ON entries (feed_id, guid_key)")
    # The link first: one article stands in many feeds, and `why` asks for it.
    db.execute("CREATE INDEX entries_link ON entries (link_key, feed_id)")
    db.execute("CREATE INDEX entries_text ON entries (feed_id, text_key)")
    db.execute(
        "CREATE INDEX entries_article ON entries (article_id)"
        " WHERE article_id IS NOT NULL"
    )
    db.execute(
        "CREATE INDEX entries_waiting ON entries (next_try_at) WHERE state = 'waiting'"
    )
