-- Made by the program as of commit 19a7117.
PRAGMA application_id = 1347767377;
BEGIN;
CREATE TABLE "_sqlite_migrations" ("id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE articles (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, url TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, outlet TEXT NOT NULL, language TEXT NOT NULL, verdict TEXT NOT NULL, published_at TEXT, first_seen_at TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX articles_first_seen ON articles (first_seen_at);
CREATE TABLE quotes (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, role TEXT, mention_start INTEGER, mention_end INTEGER, kind TEXT NOT NULL, cue TEXT, weight REAL NOT NULL, UNIQUE (article_id, position)) STRICT;
CREATE INDEX quotes_speaker ON quotes (speaker);
CREATE TABLE summary_sentences (article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, engine TEXT NOT NULL, PRIMARY KEY (article_id, position)) STRICT, WITHOUT ROWID;
CREATE TABLE digests (id INTEGER PRIMARY KEY, channel TEXT NOT NULL, made_at TEXT NOT NULL, engine TEXT NOT NULL) STRICT;
CREATE INDEX digests_channel ON digests (channel, made_at);
CREATE TABLE digest_articles (digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, story INTEGER NOT NULL, position INTEGER NOT NULL, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, PRIMARY KEY (digest_id, story, position)) STRICT, WITHOUT ROWID;
CREATE INDEX digest_articles_article ON digest_articles (article_id);
INSERT INTO "_sqlite_migrations" VALUES
  (1, 'pullquote', '001-articles', '2026-11-26 03:12:31.390573+00:00'),
  (2, 'pullquote', '002-digests', '2026-11-26 03:12:31.394325+00:00');
INSERT INTO "articles" VALUES
  (1, 'https://gazette.example/tolls', 'https://gazette.example/tolls', 'Toll bridge closes', 'Ada Quill', 'The Lorne Gazette', 'en', 'full', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', 'The old toll bridge at Port Lorne closed to lorries on Monday.

“We will not raise the tolls before the spring,” said Mara Lind, the mayor of Port Lorne. “People have paid enough for this bridge.”

Engineers expect the repairs to take nine weeks.'),
  (2, 'https://gazette.example/qiao', 'https://gazette.example/qiao', '旧桥关闭', 'Ada Quill', 'The Lorne Gazette', 'zh', 'full', NULL, '2026-05-04T09:00:00+00:00', '港口的旧桥周一关闭。工程师说，修理需要九周。'),
  (4, 'https://gazette.example/ferry', 'https://gazette.example/ferry', 'Ferry runs again', 'Ada Quill', 'The Lorne Gazette', 'en', 'full', '2026-05-04T07:00:00+00:00', '2026-05-04T09:00:00+00:00', 'Port Lorne’s ferry runs again. The crossing takes twenty minutes.');
INSERT INTO "quotes" VALUES
  (1, 1, 0, 'We will not raise the tolls before the spring,', 65, 111, 'Mara Lind', 'the mayor of Port Lorne', 118, 152, 'direct', 'said', 2.5),
  (2, 1, 1, 'People have paid enough for this bridge.', 155, 195, 'Mara Lind', 'the mayor of Port Lorne', 118, 152, 'direct', 'said', 1.5);
INSERT INTO "summary_sentences" VALUES
  (1, 0, 'The old toll bridge at Port Lorne closed to lorries on Monday.', 0, 62, 0, 'extractive');
INSERT INTO "digests" VALUES
  (7, '600', '2026-05-04T09:00:00+00:00', 'extractive'),
  (8, '', '2026-05-04T10:00:00+00:00', 'extractive');
INSERT INTO "digest_articles" VALUES
  (7, 0, 0, 1),
  (8, 0, 0, 4);
COMMIT;
