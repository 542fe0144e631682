"""The tables, as an append-only row of migrations that use nothing of ours.

Times are UTC text, ISO 8601. Offsets are code points into `articles.text`.
`application_id` marks the file as ours, so that nobody opens another's by mistake.
"""

from sqlite_utils import Database, Migrations

from digests.storage import (
    schema_feeds,
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


migrations(name="004-feeds")(schema_feeds.feeds)
migrations(name="005-subscriptions")(schema_feeds.subscriptions)
migrations(name="006-entries")(schema_feeds.entries)
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
migrations(name="017-afterwards")(schema_guilds.afterwards)
migrations(name="018-inquiries")(schema_questions.inquiries)
migrations(name="019-tellings")(schema_models.tellings)
migrations(name="020-languages")(schema_models.languages)
migrations(name="021-lengths")(schema_models.lengths)
migrations(name="022-overruns")(schema_models.overruns)
