"""The tables of communities: guilds, schedules, editions and what is to be sent.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

from sqlite_utils import Database


def guilds(db: Database) -> None:
    """Add guilds, what they chose, and small facts about the bot itself."""
    # zone: an IANA name; manager_role, log_channel: '' where none is set.
    # left_at: when the bot was removed; the guild's rows go some time later.
    db.execute(
        """
        CREATE TABLE guilds (
            id           TEXT PRIMARY KEY,
            owner        TEXT NOT NULL DEFAULT '',
            zone         TEXT NOT NULL DEFAULT 'UTC',
            language     TEXT NOT NULL DEFAULT '',
            manager_role TEXT NOT NULL DEFAULT '',
            log_channel  TEXT NOT NULL DEFAULT '',
            added_at     TEXT NOT NULL,
            left_at      TEXT
        ) STRICT
        """
    )
    # kind: text, announcement, thread or forum.
    # paused_for: why nothing is posted there, in words; '' where it is.
    db.execute(
        """
        CREATE TABLE channels (
            id         TEXT PRIMARY KEY,
            guild      TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE,
            kind       TEXT NOT NULL DEFAULT 'text',
            paused_for TEXT NOT NULL DEFAULT '',
            paused_at  TEXT
        ) STRICT
        """
    )
    db.execute("CREATE INDEX channels_guild ON channels (guild)")
    _schedules(db)
    # include, exclude: keywords, one a line; role: pinged, '' for none.
    db.execute(
        """
        CREATE TABLE topics (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            guild   TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE,
            name    TEXT NOT NULL COLLATE NOCASE,
            include TEXT NOT NULL DEFAULT '',
            exclude TEXT NOT NULL DEFAULT '',
            role    TEXT NOT NULL DEFAULT '',
            UNIQUE (guild, name)
        ) STRICT
        """
    )
    # Such as the hash of the commands that Discord knows.
    db.execute("CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


def _schedules(db: Database) -> None:
    # The ids count on and never again, as those of topics: menus that are shown hold
    # them.
    # times: '08:00 18:00'; days: '0 1 2 3 4', from Monday; quiet: '22:00 07:00' or ''.
    # mode: scheduled or live; state: active or paused.
    # next_run_at: NULL where it does not run before somebody says so.
    # last_slot_at: the slot that ran or was skipped last, whatever the clock did.
    db.execute(
        """
        CREATE TABLE schedules (
            id           INTEGER PRIMARY KEY AUTOINCREMENT,
            guild        TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE,
            channel      TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE,
            times        TEXT NOT NULL,
            days         TEXT NOT NULL,
            zone         TEXT NOT NULL,
            quiet        TEXT NOT NULL DEFAULT '',
            quiet_mode   TEXT NOT NULL DEFAULT 'silent',
            style        TEXT NOT NULL DEFAULT 'neutral',
            most         INTEGER NOT NULL,
            mode         TEXT NOT NULL DEFAULT 'scheduled',
            publish      INTEGER NOT NULL DEFAULT 0,
            state        TEXT NOT NULL DEFAULT 'active',
            paused_until TEXT,
            next_run_at  TEXT,
            last_slot_at TEXT,
            outcome      TEXT NOT NULL DEFAULT '',
            added_at     TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX schedules_guild ON schedules (guild, channel)")
    db.execute(
        "CREATE INDEX schedules_due ON schedules (next_run_at)"
        " WHERE next_run_at IS NOT NULL"
    )


def editions(db: Database) -> None:
    """Add to digests where they went, and what is to be sent for them."""
    db.execute("ALTER TABLE articles ADD COLUMN image TEXT NOT NULL DEFAULT ''")
    # guild: '' for the local desk. since_at: where its window begins.
    # read: how many articles were read in it. late_for: the slot that it makes up.
    # up_to: the last arrival that was looked at for it; the next one goes on there.
    # failed: nothing of it arrived, so its articles count as not yet had.
    for column in (
        "guild TEXT NOT NULL DEFAULT ''",
        "schedule_id INTEGER REFERENCES schedules (id) ON DELETE SET NULL",
        "since_at TEXT",
        "read INTEGER NOT NULL DEFAULT 0",
        "up_to INTEGER NOT NULL DEFAULT 0",
        "late_for TEXT",
        "failed INTEGER NOT NULL DEFAULT 0",
    ):
        db.execute(f"ALTER TABLE digests ADD COLUMN {column}")
    # lost: its story's part of the digest did not arrive; not yet had either.
    db.execute("ALTER TABLE digest_articles ADD COLUMN lost INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX digests_guild ON digests (guild, made_at)")
    db.execute("CREATE INDEX digests_place ON digests (guild, channel)")
    # action: post, thread (a forum's) or publish (the message before).
    # body: what Discord takes, as JSON; instead: the same, simpler, '' for none.
    # topics: a thread's, one a line; stories: those it shows, as '0 1 2'.
    # state: waiting, sending, sent, unknown (it may have arrived) or dead.
    # nonce: tells Discord a repetition of this row from any other.
    db.execute(
        """
        CREATE TABLE deliveries (
            id           INTEGER PRIMARY KEY,
            digest_id    INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
            position     INTEGER NOT NULL,
            guild        TEXT NOT NULL,
            channel      TEXT NOT NULL,
            action       TEXT NOT NULL,
            body         TEXT NOT NULL,
            instead      TEXT NOT NULL DEFAULT '',
            title        TEXT NOT NULL DEFAULT '',
            topics       TEXT NOT NULL DEFAULT '',
            stories      TEXT NOT NULL DEFAULT '',
            nonce        TEXT NOT NULL UNIQUE,
            state        TEXT NOT NULL DEFAULT 'waiting',
            attempts     INTEGER NOT NULL DEFAULT 0,
            first_try_at TEXT,
            next_try_at  TEXT,
            made_at      TEXT NOT NULL,
            settled_at   TEXT,
            message      TEXT NOT NULL DEFAULT '',
            note         TEXT NOT NULL DEFAULT '',
            UNIQUE (digest_id, position)
        ) STRICT
        """
    )
    db.execute(
        "CREATE INDEX deliveries_open ON deliveries (channel, id)"
        " WHERE state IN ('waiting', 'sending')"
    )
    _notices(db)
    _arrivals(db)


def _notices(db: Database) -> None:
    """Add what a guild is told, and what it was told of its feeds."""
    # What there is to tell in a guild's log, once; channel: '' where it is of none.
    db.execute(
        """
        CREATE TABLE guild_notices (
            id      INTEGER PRIMARY KEY,
            guild   TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE,
            channel TEXT NOT NULL DEFAULT '',
            kind    TEXT NOT NULL,
            text    TEXT NOT NULL,
            made_at TEXT NOT NULL,
            told_at TEXT
        ) STRICT
        """
    )
    db.execute(
        "CREATE INDEX guild_notices_untold ON guild_notices (guild, id)"
        " WHERE told_at IS NULL"
    )
    # Each guild that follows a feed is told of it on its own.
    db.execute(
        """
        CREATE TABLE notices_told (
            notice_id INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
            guild     TEXT NOT NULL,
            told_at   TEXT NOT NULL,
            PRIMARY KEY (notice_id, guild)
        ) STRICT, WITHOUT ROWID
        """
    )


def _arrivals(db: Database) -> None:
    """Add when an article came by a feed, and what an edition took without a card."""
    # One row for an article and a feed, when its page was first read for that feed.
    # The ids count on and never again: a window is told by them, whatever the clock.
    db.execute(
        """
        CREATE TABLE arrivals (
            id         INTEGER PRIMARY KEY AUTOINCREMENT,
            feed_id    INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE,
            article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            at         TEXT NOT NULL,
            UNIQUE (article_id, feed_id)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX arrivals_feed ON arrivals (feed_id, id)")
    db.execute("CREATE INDEX arrivals_at ON arrivals (at)")
    db.execute(
        "INSERT OR IGNORE INTO arrivals (feed_id, article_id, at)"
        " SELECT feed_id, article_id, coalesce(read_at, first_seen_at) FROM entries"
        " WHERE article_id IS NOT NULL ORDER BY coalesce(read_at, first_seen_at), id"
    )
    # story: the card of that digest that it joined silently; NULL where there was no
    # room for it. In both cases the channel counts as having had it.
    db.execute(
        """
        CREATE TABLE unprinted (
            digest_id  INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
            article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            story      INTEGER,
            at         TEXT NOT NULL,
            PRIMARY KEY (digest_id, article_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX unprinted_article ON unprinted (article_id)")


def desks(db: Database) -> None:
    """Add that a guild pauses a feed for itself, and what waits for a word."""
    # Until then nothing of the feed is brought; NULL where it is not paused.
    db.execute("ALTER TABLE subscriptions ADD COLUMN paused_until TEXT")
    # What an admin was shown and has not confirmed: of which kind, and what, as JSON.
    db.execute(
        """
        CREATE TABLE proposals (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            guild   TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE,
            kind    TEXT NOT NULL,
            body    TEXT NOT NULL,
            made_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX proposals_made ON proposals (made_at)")


def parts(db: Database) -> None:
    """Bring up to date what was made before the first release, when 008 had less."""
    for table, column in (
        ("digest_articles", "lost INTEGER NOT NULL DEFAULT 0"),
        ("deliveries", "stories TEXT NOT NULL DEFAULT ''"),
    ):
        if column.split()[0] not in db[table].columns_dict:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


def afterwards(db: Database) -> None:
    """Add what is done about runs that were missed, and articles that changed."""
    # changed: ignore, edit or note; missed: combine or skip.
    db.execute("ALTER TABLE schedules ADD COLUMN changed TEXT NOT NULL DEFAULT 'edit'")
    db.execute(
        "ALTER TABLE schedules ADD COLUMN missed TEXT NOT NULL DEFAULT 'combine'"
    )
    # The delivery whose message an edit changes; NULL for what is no edit.
    db.execute(
        "ALTER TABLE deliveries"
        " ADD COLUMN amends INTEGER REFERENCES deliveries (id) ON DELETE CASCADE"
    )
    db.execute(
        "CREATE INDEX deliveries_amends ON deliveries (amends) WHERE amends IS NOT NULL"
    )
    # Cards of which an article has lost something that it had when they were made,
    # to be looked at: gone holds the texts, as a JSON array.
    db.execute(
        """
        CREATE TABLE corrections (
            id        INTEGER PRIMARY KEY,
            digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
            story     INTEGER NOT NULL,
            gone      TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX corrections_digest ON corrections (digest_id)")
