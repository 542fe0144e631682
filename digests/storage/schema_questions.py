"""The tables of questions: what was asked, and who is quoted in a passage.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

from sqlite_utils import Database


def questions(db: Database) -> None:
    """Let passages be found by who is quoted in them, and conversations go on."""
    # speakers: whose quotes begin in the passage, with their roles; a line each.
    db.execute("ALTER TABLE passages ADD COLUMN speakers TEXT NOT NULL DEFAULT ''")
    db.execute(
        "UPDATE passages SET speakers = coalesce(("
        " SELECT group_concat(DISTINCT trim(coalesce(speaker, '') || ' ' ||"
        " coalesce(role, ''))) FROM quotes WHERE quotes.article_id ="
        " passages.article_id AND quotes.start >= passages.start"
        " AND quotes.start < passages.\"end\"), '')"
    )
    for statement in _WITH_SPEAKERS:
        db.execute(statement)
    # thread: whose conversation it belongs to; private: for the asker alone.
    # people, told: names in the question, and in its answer; one a line.
    # person, topic: whose words it asks for, and about what; NULL where it does not.
    db.execute(
        """
        CREATE TABLE exchanges (
            id       INTEGER PRIMARY KEY,
            guild    TEXT NOT NULL,
            thread   TEXT NOT NULL,
            asker    TEXT NOT NULL,
            private  INTEGER NOT NULL,
            question TEXT NOT NULL,
            meaning  TEXT NOT NULL,
            scope    TEXT NOT NULL,
            people   TEXT NOT NULL,
            told     TEXT NOT NULL,
            person   TEXT,
            topic    TEXT,
            asked_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX exchanges_thread ON exchanges (guild, thread, id)")
    db.execute("CREATE INDEX exchanges_asker ON exchanges (asker)")
    db.execute("CREATE INDEX exchanges_asked ON exchanges (asked_at)")
    # What the answer stands on, as a slice of an article; without one, what the
    # question itself drew on. An article that is forgotten stays named here: who
    # may not see it is not reminded of what it told.
    db.execute(
        """
        CREATE TABLE exchange_sources (
            exchange_id INTEGER NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE,
            position    INTEGER NOT NULL,
            article_id  INTEGER NOT NULL,
            start       INTEGER,
            "end"       INTEGER,
            PRIMARY KEY (exchange_id, position)
        ) STRICT, WITHOUT ROWID
        """
    )


def inquiries(db: Database) -> None:
    """Let what is being answered be known after a crash."""
    # room: where it is answered, "" in private; reply_to: to which message there;
    # key: by which what is said there is known. A number is given once: who is
    # forgotten stays so.
    db.execute(
        """
        CREATE TABLE inquiries (
            id       INTEGER PRIMARY KEY AUTOINCREMENT,
            guild    TEXT NOT NULL,
            asker    TEXT NOT NULL,
            room     TEXT NOT NULL,
            reply_to TEXT NOT NULL,
            key      TEXT NOT NULL,
            asked_at TEXT NOT NULL
        ) STRICT
        """
    )


_WITH_SPEAKERS = (
    "DROP TRIGGER passage_words_insert",
    "DROP TRIGGER passage_words_delete",
    "DROP TABLE passage_words",
    """
    CREATE VIRTUAL TABLE passage_words USING fts5 (
        text, title, speakers, content='passages', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER passage_words_insert AFTER INSERT ON passages BEGIN
        INSERT INTO passage_words (rowid, text, title, speakers)
        VALUES (new.id, new.text, new.title, new.speakers);
    END
    """,
    """
    CREATE TRIGGER passage_words_delete AFTER DELETE ON passages BEGIN
        INSERT INTO passage_words (passage_words, rowid, text, title, speakers)
        VALUES ('delete', old.id, old.text, old.title, old.speakers);
    END
    """,
    "INSERT INTO passage_words (passage_words) VALUES ('rebuild')",
)
