-- Made by the program as of commit a6cb566.
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
CREATE TABLE passages (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, title TEXT NOT NULL) STRICT;
CREATE INDEX passages_article ON passages (article_id);
CREATE VIRTUAL TABLE passage_words USING fts5 (text, title, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER passage_words_insert AFTER INSERT ON passages BEGIN INSERT INTO passage_words (rowid, text, title) VALUES (new.id, new.text, new.title); END;
CREATE TRIGGER passage_words_delete AFTER DELETE ON passages BEGIN INSERT INTO passage_words (passage_words, rowid, text, title) VALUES ('delete', old.id, old.text, old.title); END;
CREATE VIRTUAL TABLE passage_trigrams USING fts5 (text, title, content='passages', content_rowid='id', tokenize='trigram');
CREATE TRIGGER passage_trigrams_insert AFTER INSERT ON passages BEGIN INSERT INTO passage_trigrams (rowid, text, title) VALUES (new.id, new.text, new.title); END;
CREATE TRIGGER passage_trigrams_delete AFTER DELETE ON passages BEGIN INSERT INTO passage_trigrams (passage_trigrams, rowid, text, title) VALUES ('delete', old.id, old.text, old.title); END;
CREATE TABLE feeds (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '', link TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'active', next_poll_at TEXT, interval_s INTEGER NOT NULL, polled_at TEXT, read_at TEXT, failures INTEGER NOT NULL DEFAULT 0, failing_since TEXT, last_error TEXT, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', body_hash BLOB NOT NULL DEFAULT x'', ttl_s INTEGER, skip_hours TEXT NOT NULL DEFAULT '', skip_days TEXT NOT NULL DEFAULT '', moved_to TEXT NOT NULL DEFAULT '', moved_polls INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE TABLE feed_slices (feed_id INTEGER PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE, slices BLOB NOT NULL) STRICT;
CREATE TABLE subscriptions (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, guild TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', topic TEXT NOT NULL DEFAULT '', include TEXT NOT NULL DEFAULT '', exclude TEXT NOT NULL DEFAULT '', languages TEXT NOT NULL DEFAULT '', pattern TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, UNIQUE (feed_id, guild, channel)) STRICT;
CREATE INDEX subscriptions_guild ON subscriptions (guild, channel);
CREATE TABLE notices (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, kind TEXT NOT NULL, made_at TEXT NOT NULL, text TEXT NOT NULL, told_at TEXT) STRICT;
CREATE INDEX notices_feed ON notices (feed_id, kind, made_at);
CREATE INDEX notices_untold ON notices (made_at) WHERE told_at IS NULL;
CREATE TABLE entries (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, guid_key TEXT NOT NULL, link_key TEXT NOT NULL, text_key TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL, author TEXT NOT NULL, published_at TEXT, first_seen_at TEXT NOT NULL, changed_at TEXT, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_try_at TEXT, read_at TEXT, note TEXT NOT NULL DEFAULT '', article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL) STRICT;
CREATE INDEX entries_guid ON entries (feed_id, guid_key);
CREATE INDEX entries_link ON entries (link_key, feed_id);
CREATE INDEX entries_text ON entries (feed_id, text_key);
CREATE INDEX entries_article ON entries (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX entries_waiting ON entries (next_try_at) WHERE state = 'waiting';
INSERT INTO "_sqlite_migrations" VALUES
  (1, 'pullquote', '001-articles', '2026-11-26 03:12:34.251847+00:00'),
  (2, 'pullquote', '002-digests', '2026-11-26 03:12:34.253511+00:00'),
  (3, 'pullquote', '003-passages', '2026-11-26 03:12:34.259889+00:00'),
  (4, 'pullquote', '004-feeds', '2026-11-26 03:12:34.271565+00:00'),
  (5, 'pullquote', '005-entries', '2026-11-26 03:12:34.287094+00:00');
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
INSERT INTO "passages" VALUES
  (1, 1, 0, 62, 'The old toll bridge at Port Lorne closed to lorries on Monday.', 'Toll bridge closes'),
  (2, 1, 64, 196, '“We will not raise the tolls before the spring,” said Mara Lind, the mayor of Port Lorne. “People have paid enough for this bridge.”', 'Toll bridge closes'),
  (3, 1, 198, 246, 'Engineers expect the repairs to take nine weeks.', 'Toll bridge closes'),
  (4, 2, 0, 22, '港口的旧桥周一关闭。工程师说，修理需要九周。', '旧桥关闭'),
  (5, 4, 0, 65, 'Port Lorne’s ferry runs again. The crossing takes twenty minutes.', 'Ferry runs again');
INSERT INTO "feeds" VALUES
  (3, 'https://gazette.example/feed.xml', 'The Lorne Gazette', 'https://gazette.example/', 'en', '2026-05-04T06:00:00+00:00', 'active', '2026-05-04T09:30:00+00:00', 1800, '2026-05-04T09:00:00+00:00', '2026-05-04T09:00:00+00:00', 0, NULL, NULL, 'W/"a-1"', '', X'0102', NULL, '', '', '', 0);
INSERT INTO "feed_slices" VALUES
  (3, X'0001FF');
INSERT INTO "subscriptions" VALUES
  (1, 3, '', '', '', '', '', '', '', '', '2026-05-04T06:00:00+00:00'),
  (2, 3, '500', '600', 'Lorne', '', 'bridge
ferry', '', '', '', '2026-05-04T06:00:00+00:00');
INSERT INTO "notices" VALUES
  (1, 3, 'cut', '2026-05-04T09:00:00+00:00', 'The feed was cut at 500 entries.', NULL);
INSERT INTO "entries" VALUES
  (1, 3, 'tolls', 'https://gazette.example/tolls', '', 'https://gazette.example/tolls', 'Toll bridge closes', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'read', 0, NULL, '2026-05-04T09:00:00+00:00', '', 1),
  (2, 3, 'qiao', 'https://gazette.example/qiao', '', 'https://gazette.example/qiao', '旧桥关闭', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'read', 0, NULL, '2026-05-04T09:00:00+00:00', '', 2),
  (3, 3, 'harbour', 'https://gazette.example/harbour', '', 'https://gazette.example/harbour', 'Harbour fees held', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'waiting', 0, '2026-05-04T10:00:00+00:00', NULL, '', NULL);
COMMIT;
