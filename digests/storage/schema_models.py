"""The tables of models: what was asked of them and paid, and what they replied.

Run by `schema`, in its row of migrations; they import nothing of ours either.
"""

from sqlite_utils import Database


def models(db: Database) -> None:
    """Let calls be counted and paid within budgets, and replies be kept."""
    # guild: '' for the local desk, NULL where that guild is forgotten: its money is
    # spent all the same. micro_usd: millionths of a dollar.
    # state: reserved (being made, or cut off by a crash), done or failed. What is
    # reserved counts as spent.
    db.execute(
        """
        CREATE TABLE model_calls (
            id         INTEGER PRIMARY KEY,
            at         TEXT NOT NULL,
            guild      TEXT,
            feature    TEXT NOT NULL,
            model      TEXT NOT NULL,
            tokens_in  INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            micro_usd  INTEGER NOT NULL,
            state      TEXT NOT NULL
        ) STRICT
        """
    )
    # What was spent is added up from these alone, before every call.
    db.execute("CREATE INDEX model_calls_spent ON model_calls (at, micro_usd)")
    db.execute(
        "CREATE INDEX model_calls_of_guild ON model_calls (guild, at, micro_usd)"
    )
    # key: a hash of the model's name and all that it was asked; of no guild.
    db.execute(
        """
        CREATE TABLE model_replies (
            key        BLOB PRIMARY KEY,
            kept_until TEXT NOT NULL,
            reply      TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX model_replies_age ON model_replies (kept_until)")
    # NULL: any amount.
    db.execute(
        """
        CREATE TABLE budgets (
            guild           TEXT PRIMARY KEY
                            REFERENCES guilds (id) ON DELETE CASCADE,
            day_micro_usd   INTEGER,
            month_micro_usd INTEGER
        ) STRICT, WITHOUT ROWID
        """
    )


def tellings(db: Database) -> None:
    """Let what a digest printed in a model's words be shown again."""
    # sources: the places of the reports that it stands on, in the story; a JSON list.
    # original: the sentence that it translates, '' where it is none.
    db.execute(
        """
        CREATE TABLE tellings (
            digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE,
            story     INTEGER NOT NULL,
            position  INTEGER NOT NULL,
            text      TEXT NOT NULL,
            original  TEXT NOT NULL,
            sources   TEXT NOT NULL,
            PRIMARY KEY (digest_id, story, position)
        ) STRICT, WITHOUT ROWID
        """
    )


def languages(db: Database) -> None:
    """Let a schedule have a language of its own."""
    # NULL: its guild's; '': each article's own.
    db.execute("ALTER TABLE schedules ADD COLUMN language TEXT")


def lengths(db: Database) -> None:
    """Let a schedule say how much a model writes of a story."""
    db.execute("ALTER TABLE schedules ADD COLUMN length TEXT NOT NULL DEFAULT 'usual'")


def overruns(db: Database) -> None:
    """Let be known which models go beyond what they are asked for, and how far."""
    # The most tokens that a call was told to have come to, where that was more than
    # it could by what it sent and asked for; at: when that was last.
    db.execute(
        """
        CREATE TABLE overruns (
            model      TEXT PRIMARY KEY,
            tokens_in  INTEGER NOT NULL,
            tokens_out INTEGER NOT NULL,
            at         TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    # Each model has a minute of its own.
    db.execute("CREATE INDEX model_calls_of_model ON model_calls (model, at)")
