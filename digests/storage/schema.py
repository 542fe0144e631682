"""The tables, as an append-only row of migrations that use nothing of ours.

Times are UTC text, ISO 8601. Offsets are code points into `articles.text`.
`application_id` marks the file as ours, so that nobody opens another's by mistake.
"""

from sqlite_utils import Database, Migrations

from digests.storage import (
    schema_guilds,
    schema_models,
    schema_questions,
    schema_shelf,
    schema_vectors,
)

APPLICATION_ID = 0x50554C51  # "PULQ"

migrations = Migrations("pullquote")


@migrations(name="001-articles")
def _articles(db: Database) -> None:
    # identity: the canonical address, or a hash where an article has none.
    db.execute(
        """
        CREATE TABLE articles (
            id            INTEGER PRIMARY KEY,
            identity      TEXT NOT NULL UNIQUE,
            url           TEXT NOT NULL,
            title         TEXT NOT NULL,
            byline        TEXT NOT NULL,
            outlet        TEXT NOT NULL,
            language      TEXT NOT NULL,
            verdict       TEXT NOT NULL,
            published_at  TEXT,
            first_seen_at TEXT NOT NULL,
            text          TEXT NOT NULL
        ) STRICT
        """
    )
    # A digest asks for what was first seen since the last one.
    db.execute("CREATE INDEX articles_first_seen ON articles (first_seen_at)")
    # position: the most important quote first.
    db.execute(
        """
        CREATE TABLE quotes (
            id            INTEGER PRIMARY KEY,
            article_id    INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            position      INTEGER NOT NULL,
            text          TEXT NOT NULL,
            start         INTEGER NOT NULL,
            "end"         INTEGER NOT NULL,
            speaker       TEXT,
            role          TEXT,
            mention_start INTEGER,
            mention_end   INTEGER,
            kind          TEXT NOT NULL,
            cue           TEXT,
            weight        REAL NOT NULL,
            UNIQUE (article_id, position)
        ) STRICT
        """
    )
    db.execute("CREATE INDEX quotes_speaker ON quotes (speaker)")
    db.execute(
        """
        CREATE TABLE summary_sentences (
            article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            position   INTEGER NOT NULL,
            text       TEXT NOT NULL,
            start      INTEGER NOT NULL,
            "end"      INTEGER NOT NULL,
            paragraph  INTEGER NOT NULL,
            engine     TEXT NOT NULL,
            PRIMARY KEY (article_id, position)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations(name="002-digests")
def _digests(db: Database) -> None:
    # channel: where it was posted; '' for the command line.
    db.execute(
        """
        CREATE TABLE digests (
            id      INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,
            made_at TEXT NOT NULL,
            engine  TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX digests_channel ON digests (channel, made_at)")
    # story: the card's place in the digest; position: the report's on the card.
    db.execute(
        """
        CREATE TABLE digest_articles (
            digest_id  INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
            story      INTEGER NOT NULL,
            position   INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            PRIMARY KEY (digest_id, story, position)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX digest_articles_article ON digest_articles (article_id)")


@migrations(name="003-passages")
def _passages(db: Database) -> None:
    db.execute(
        """
        CREATE TABLE passages (
            id         INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
            start      INTEGER NOT NULL,
            "end"      INTEGER NOT NULL,
            text       TEXT NOT NULL,
            title      TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX passages_article ON passages (article_id)")
    # External content: the index points at the table and holds no second copy.
    for index, tokenizer in (
        ("passage_words", "porter unicode61 remove_diacritics 2"),
        ("passage_trigrams", "trigram"),
    ):
        for statement in _SEARCHABLE:
            db.execute(statement.format(index=index, tokenizer=tokenizer))


_SEARCHABLE = (
    """
    CREATE VIRTUAL TABLE {index} USING fts5 (
        text, title, content='passages', content_rowid='id', tokenize='{tokenizer}'
    )
    """,
    """
    CREATE TRIGGER {index}_insert AFTER INSERT ON passages BEGIN
        INSERT INTO {index} (rowid, text, title)
        VALUES (new.id, new.text, new.title);
    END
    """,
    """
    CREATE TRIGGER {index}_delete AFTER DELETE ON passages BEGIN
        INSERT INTO {index} ({index}, rowid, text, title)
        VALUES ('delete', old.id, old.text, old.title);
    END
    """,
)


@migrations(name="004-feeds")
def _feeds(db: Database) -> None:
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


@migrations(name="005-subscriptions")
def _subscriptions(db: Database) -> None:
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


@migrations(name="006-entries")
def _entries(db: Database) -> None:
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


migrations(name="007-guilds")(schema_guilds.guilds)
migrations(name="008-editions")(schema_guilds.editions)
migrations(name="009-shelf")(schema_shelf.shelf)
migrations(name="010-desks")(schema_guilds.desks)
migrations(name="011-pairs")(schema_shelf.pairs)
migrations(name="012-questions")(schema_questions.questions)
migrations(name="013-owners")(schema_shelf.owners)
migrations(name="014-vectors")(schema_vectors.vectors)
migrations(name="015-parts")(schema_guilds.parts)
migrations(name="016-models")(schema_models.models)
