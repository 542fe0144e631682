"""The table of vectors: what passages mean, as a model places them.

Run by `schema`, in its row of migrations; it imports nothing of ours either.
"""

from sqlite_utils import Database


def vectors(db: Database) -> None:
    """Let passages be found by what they mean."""
    # vector: half-precision numbers, of length one; of one model, the last that was
    # chosen.
    db.execute(
        """
        CREATE TABLE vectors (
            passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            model      TEXT NOT NULL,
            vector     BLOB NOT NULL
        ) STRICT
        """
    )
    # Which passages have one is told without reading any.
    db.execute("CREATE INDEX vectors_model ON vectors (model)")
