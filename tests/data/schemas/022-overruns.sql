-- Made by the program as of commit 1d2c53b.
PRAGMA application_id = 1347767377;
BEGIN;
CREATE TABLE "_sqlite_migrations" ("id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE articles (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE, url TEXT NOT NULL, title TEXT NOT NULL, byline TEXT NOT NULL, outlet TEXT NOT NULL, language TEXT NOT NULL, verdict TEXT NOT NULL, published_at TEXT, first_seen_at TEXT NOT NULL, text TEXT NOT NULL , image TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX articles_first_seen ON articles (first_seen_at);
CREATE TABLE quotes (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, role TEXT, mention_start INTEGER, mention_end INTEGER, kind TEXT NOT NULL, cue TEXT, weight REAL NOT NULL, UNIQUE (article_id, position)) STRICT;
CREATE INDEX quotes_speaker ON quotes (speaker);
CREATE TABLE summary_sentences (article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, engine TEXT NOT NULL, PRIMARY KEY (article_id, position)) STRICT, WITHOUT ROWID;
CREATE TABLE digests (id INTEGER PRIMARY KEY, channel TEXT NOT NULL, made_at TEXT NOT NULL, engine TEXT NOT NULL , guild TEXT NOT NULL DEFAULT '', schedule_id INTEGER REFERENCES schedules (id) ON DELETE SET NULL, since_at TEXT, read INTEGER NOT NULL DEFAULT 0, up_to INTEGER NOT NULL DEFAULT 0, late_for TEXT, failed INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX digests_channel ON digests (channel, made_at);
CREATE TABLE digest_articles (digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, story INTEGER NOT NULL, position INTEGER NOT NULL, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, lost INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (digest_id, story, position)) STRICT, WITHOUT ROWID;
CREATE INDEX digest_articles_article ON digest_articles (article_id);
CREATE TABLE passages (id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, title TEXT NOT NULL , pairs TEXT NOT NULL DEFAULT '', speakers TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX passages_article ON passages (article_id);
CREATE TABLE feeds (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, title TEXT NOT NULL DEFAULT '', link TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'active', next_poll_at TEXT, interval_s INTEGER NOT NULL, polled_at TEXT, read_at TEXT, failures INTEGER NOT NULL DEFAULT 0, failing_since TEXT, last_error TEXT, etag TEXT NOT NULL DEFAULT '', last_modified TEXT NOT NULL DEFAULT '', body_hash BLOB NOT NULL DEFAULT x'', ttl_s INTEGER, skip_hours TEXT NOT NULL DEFAULT '', skip_days TEXT NOT NULL DEFAULT '', moved_to TEXT NOT NULL DEFAULT '', moved_polls INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX feeds_due ON feeds (next_poll_at) WHERE next_poll_at IS NOT NULL;
CREATE TABLE feed_slices (feed_id INTEGER PRIMARY KEY REFERENCES feeds (id) ON DELETE CASCADE, slices BLOB NOT NULL) STRICT;
CREATE TABLE subscriptions (id INTEGER PRIMARY KEY AUTOINCREMENT, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, guild TEXT NOT NULL DEFAULT '', channel TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', topic TEXT NOT NULL DEFAULT '', include TEXT NOT NULL DEFAULT '', exclude TEXT NOT NULL DEFAULT '', languages TEXT NOT NULL DEFAULT '', pattern TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, paused_until TEXT, UNIQUE (feed_id, guild, channel)) STRICT;
CREATE INDEX subscriptions_guild ON subscriptions (guild, channel);
CREATE TABLE notices (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, kind TEXT NOT NULL, made_at TEXT NOT NULL, text TEXT NOT NULL, told_at TEXT) STRICT;
CREATE INDEX notices_feed ON notices (feed_id, kind, made_at);
CREATE INDEX notices_untold ON notices (made_at) WHERE told_at IS NULL;
CREATE TABLE entries (id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, guid_key TEXT NOT NULL, link_key TEXT NOT NULL, text_key TEXT NOT NULL, link TEXT NOT NULL, title TEXT NOT NULL, content TEXT NOT NULL, author TEXT NOT NULL, published_at TEXT, first_seen_at TEXT NOT NULL, changed_at TEXT, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, next_try_at TEXT, read_at TEXT, note TEXT NOT NULL DEFAULT '', article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL , moved INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX entries_guid ON entries (feed_id, guid_key);
CREATE INDEX entries_link ON entries (link_key, feed_id);
CREATE INDEX entries_text ON entries (feed_id, text_key);
CREATE INDEX entries_article ON entries (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX entries_waiting ON entries (next_try_at) WHERE state = 'waiting';
CREATE TABLE guilds (id TEXT PRIMARY KEY, owner TEXT NOT NULL DEFAULT '', zone TEXT NOT NULL DEFAULT 'UTC', language TEXT NOT NULL DEFAULT '', manager_role TEXT NOT NULL DEFAULT '', log_channel TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL, left_at TEXT) STRICT;
CREATE TABLE channels (id TEXT PRIMARY KEY, guild TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, kind TEXT NOT NULL DEFAULT 'text', paused_for TEXT NOT NULL DEFAULT '', paused_at TEXT) STRICT;
CREATE INDEX channels_guild ON channels (guild);
CREATE TABLE schedules (id INTEGER PRIMARY KEY AUTOINCREMENT, guild TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, channel TEXT NOT NULL REFERENCES channels (id) ON DELETE CASCADE, times TEXT NOT NULL, days TEXT NOT NULL, zone TEXT NOT NULL, quiet TEXT NOT NULL DEFAULT '', quiet_mode TEXT NOT NULL DEFAULT 'silent', style TEXT NOT NULL DEFAULT 'neutral', most INTEGER NOT NULL, mode TEXT NOT NULL DEFAULT 'scheduled', publish INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'active', paused_until TEXT, next_run_at TEXT, last_slot_at TEXT, outcome TEXT NOT NULL DEFAULT '', added_at TEXT NOT NULL , changed TEXT NOT NULL DEFAULT 'edit', missed TEXT NOT NULL DEFAULT 'combine', language TEXT, length TEXT NOT NULL DEFAULT 'usual') STRICT;
CREATE INDEX schedules_guild ON schedules (guild, channel);
CREATE INDEX schedules_due ON schedules (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE TABLE topics (id INTEGER PRIMARY KEY AUTOINCREMENT, guild TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, name TEXT NOT NULL COLLATE NOCASE, include TEXT NOT NULL DEFAULT '', exclude TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '', UNIQUE (guild, name)) STRICT;
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE INDEX digests_guild ON digests (guild, made_at);
CREATE INDEX digests_place ON digests (guild, channel);
CREATE TABLE deliveries (id INTEGER PRIMARY KEY, digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, position INTEGER NOT NULL, guild TEXT NOT NULL, channel TEXT NOT NULL, action TEXT NOT NULL, body TEXT NOT NULL, instead TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', topics TEXT NOT NULL DEFAULT '', stories TEXT NOT NULL DEFAULT '', nonce TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0, first_try_at TEXT, next_try_at TEXT, made_at TEXT NOT NULL, settled_at TEXT, message TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', amends INTEGER REFERENCES deliveries (id) ON DELETE CASCADE, UNIQUE (digest_id, position)) STRICT;
CREATE INDEX deliveries_open ON deliveries (channel, id) WHERE state IN ('waiting', 'sending');
CREATE TABLE guild_notices (id INTEGER PRIMARY KEY, guild TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, channel TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, text TEXT NOT NULL, made_at TEXT NOT NULL, told_at TEXT) STRICT;
CREATE INDEX guild_notices_untold ON guild_notices (guild, id) WHERE told_at IS NULL;
CREATE TABLE notices_told (notice_id INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE, guild TEXT NOT NULL, told_at TEXT NOT NULL, PRIMARY KEY (notice_id, guild)) STRICT, WITHOUT ROWID;
CREATE TABLE arrivals (id INTEGER PRIMARY KEY AUTOINCREMENT, feed_id INTEGER NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, at TEXT NOT NULL, UNIQUE (article_id, feed_id)) STRICT;
CREATE INDEX arrivals_feed ON arrivals (feed_id, id);
CREATE INDEX arrivals_at ON arrivals (at);
CREATE TABLE unprinted (digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, story INTEGER, at TEXT NOT NULL, PRIMARY KEY (digest_id, article_id)) STRICT, WITHOUT ROWID;
CREATE INDEX unprinted_article ON unprinted (article_id);
CREATE TABLE kept_articles (article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE) STRICT;
CREATE TABLE proposals (id INTEGER PRIMARY KEY AUTOINCREMENT, guild TEXT NOT NULL REFERENCES guilds (id) ON DELETE CASCADE, kind TEXT NOT NULL, body TEXT NOT NULL, made_at TEXT NOT NULL) STRICT;
CREATE INDEX proposals_made ON proposals (made_at);
CREATE VIRTUAL TABLE passage_pairs USING fts5 (pairs, content='passages', content_rowid='id', tokenize='unicode61');
CREATE TRIGGER passage_pairs_insert AFTER INSERT ON passages WHEN new.pairs <> '' BEGIN INSERT INTO passage_pairs (rowid, pairs) VALUES (new.id, new.pairs); END;
CREATE TRIGGER passage_pairs_delete AFTER DELETE ON passages WHEN old.pairs <> '' BEGIN INSERT INTO passage_pairs (passage_pairs, rowid, pairs) VALUES ('delete', old.id, old.pairs); END;
CREATE VIRTUAL TABLE passage_words USING fts5 (text, title, speakers, content='passages', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER passage_words_insert AFTER INSERT ON passages BEGIN INSERT INTO passage_words (rowid, text, title, speakers) VALUES (new.id, new.text, new.title, new.speakers); END;
CREATE TRIGGER passage_words_delete AFTER DELETE ON passages BEGIN INSERT INTO passage_words (passage_words, rowid, text, title, speakers) VALUES ('delete', old.id, old.text, old.title, old.speakers); END;
CREATE TABLE exchanges (id INTEGER PRIMARY KEY, guild TEXT NOT NULL, thread TEXT NOT NULL, asker TEXT NOT NULL, private INTEGER NOT NULL, question TEXT NOT NULL, meaning TEXT NOT NULL, scope TEXT NOT NULL, people TEXT NOT NULL, told TEXT NOT NULL, person TEXT, topic TEXT, asked_at TEXT NOT NULL) STRICT;
CREATE INDEX exchanges_thread ON exchanges (guild, thread, id);
CREATE INDEX exchanges_asker ON exchanges (asker);
CREATE INDEX exchanges_asked ON exchanges (asked_at);
CREATE TABLE exchange_sources (exchange_id INTEGER NOT NULL REFERENCES exchanges (id) ON DELETE CASCADE, position INTEGER NOT NULL, article_id INTEGER NOT NULL, start INTEGER, "end" INTEGER, PRIMARY KEY (exchange_id, position)) STRICT, WITHOUT ROWID;
CREATE TABLE vectors (passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, model TEXT NOT NULL, vector BLOB NOT NULL) STRICT;
CREATE INDEX vectors_model ON vectors (model);
CREATE TABLE model_calls (id INTEGER PRIMARY KEY, at TEXT NOT NULL, guild TEXT, feature TEXT NOT NULL, model TEXT NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, micro_usd INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
CREATE INDEX model_calls_spent ON model_calls (at, micro_usd);
CREATE INDEX model_calls_of_guild ON model_calls (guild, at, micro_usd);
CREATE TABLE model_replies (key BLOB PRIMARY KEY, kept_until TEXT NOT NULL, reply TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX model_replies_age ON model_replies (kept_until);
CREATE TABLE budgets (guild TEXT PRIMARY KEY REFERENCES guilds (id) ON DELETE CASCADE, day_micro_usd INTEGER, month_micro_usd INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_amends ON deliveries (amends) WHERE amends IS NOT NULL;
CREATE TABLE corrections (id INTEGER PRIMARY KEY, digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, story INTEGER NOT NULL, gone TEXT NOT NULL) STRICT;
CREATE INDEX corrections_digest ON corrections (digest_id);
CREATE TABLE inquiries (id INTEGER PRIMARY KEY AUTOINCREMENT, guild TEXT NOT NULL, asker TEXT NOT NULL, room TEXT NOT NULL, reply_to TEXT NOT NULL, key TEXT NOT NULL, asked_at TEXT NOT NULL) STRICT;
CREATE TABLE tellings (digest_id INTEGER NOT NULL REFERENCES digests (id) ON DELETE CASCADE, story INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL, original TEXT NOT NULL, sources TEXT NOT NULL, PRIMARY KEY (digest_id, story, position)) STRICT, WITHOUT ROWID;
CREATE TABLE overruns ( model TEXT PRIMARY KEY, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL, at TEXT NOT NULL ) STRICT, WITHOUT ROWID;
CREATE INDEX model_calls_of_model ON model_calls (model, at);
INSERT INTO overruns VALUES
  ('small', 0, 4100, '2026-05-04T09:00:00+00:00');
INSERT INTO tellings VALUES
  (7, 0, 0, 'Tolls stay as they are until spring.', '', '[0]');
INSERT INTO budgets VALUES
  ('500', 500000, NULL);
INSERT INTO model_replies VALUES
  (X'0A0B', '2026-05-04T23:00:00+00:00', '{"sentences":[1]}');
INSERT INTO passages VALUES
  (1048576, 1, 0, 62, 'The old toll bridge at Port Lorne closed to lorries on Monday.', 'Toll bridge closes', '', ''),
  (1048577, 1, 64, 196, '“We will not raise the tolls before the spring,” said Mara Lind, the mayor of Port Lorne. “People have paid enough for this bridge.”', 'Toll bridge closes', '', 'Mara Lind the mayor of Port Lorne'),
  (1048578, 1, 198, 246, 'Engineers expect the repairs to take nine weeks.', 'Toll bridge closes', '', ''),
  (2097152, 2, 0, 22, '港口的旧桥周一关闭。工程师说，修理需要九周。', '旧桥关闭', '旧桥 桥关 关闭 港口 口的 的旧 旧桥 桥周 周一 一关 关闭 工程 程师 师说 修理 理需 需要 要九 九周', ''),
  (4194304, 4, 0, 65, 'Port Lorne’s ferry runs again. The crossing takes twenty minutes.', 'Ferry runs again', '', '');
INSERT INTO digests VALUES
  (7, '600', '2026-05-04T09:00:00+00:00', 'extractive', '500', 5, '2026-05-04T06:00:00+00:00', 2, 1, NULL, 0),
  (8, '', '2026-05-04T10:00:00+00:00', 'extractive', '', NULL, NULL, 0, 0, NULL, 0);
INSERT INTO corrections VALUES
  (1, 7, 0, '["The bridge stays open."]');
INSERT INTO quotes VALUES
  (1, 1, 0, 'We will not raise the tolls before the spring,', 65, 111, 'Mara Lind', 'the mayor of Port Lorne', 118, 152, 'direct', 'said', 2.5),
  (2, 1, 1, 'People have paid enough for this bridge.', 155, 195, 'Mara Lind', 'the mayor of Port Lorne', 118, 152, 'direct', 'said', 1.5);
INSERT INTO proposals VALUES
  (1, '500', 'import', '{"feeds":[]}', '2026-05-04T09:00:00+00:00');
INSERT INTO _sqlite_migrations VALUES
  (1, 'pullquote', '001-articles', '2026-11-26 04:28:14.193183+00:00'),
  (2, 'pullquote', '002-digests', '2026-11-26 04:28:14.197089+00:00'),
  (3, 'pullquote', '003-passages', '2026-11-26 04:28:14.204457+00:00'),
  (4, 'pullquote', '004-feeds', '2026-11-26 04:28:14.210372+00:00'),
  (5, 'pullquote', '005-subscriptions', '2026-11-26 04:28:14.212072+00:00'),
  (6, 'pullquote', '006-entries', '2026-11-26 04:28:14.217925+00:00'),
  (7, 'pullquote', '007-guilds', '2026-11-26 04:28:14.220280+00:00'),
  (8, 'pullquote', '008-editions', '2026-11-26 04:28:14.246068+00:00'),
  (9, 'pullquote', '009-shelf', '2026-11-26 04:28:14.247801+00:00'),
  (10, 'pullquote', '010-desks', '2026-11-26 04:28:14.256517+00:00'),
  (11, 'pullquote', '011-pairs', '2026-11-26 04:28:14.337821+00:00'),
  (12, 'pullquote', '012-questions', '2026-11-26 04:28:14.358052+00:00'),
  (13, 'pullquote', '013-owners', '2026-11-26 04:28:14.382811+00:00'),
  (14, 'pullquote', '014-vectors', '2026-11-26 04:28:14.383482+00:00'),
  (15, 'pullquote', '015-parts', '2026-11-26 04:28:14.384143+00:00'),
  (16, 'pullquote', '016-models', '2026-11-26 04:28:14.385110+00:00'),
  (17, 'pullquote', '017-afterwards', '2026-11-26 04:28:14.428045+00:00'),
  (18, 'pullquote', '018-inquiries', '2026-11-26 04:28:14.437019+00:00'),
  (19, 'pullquote', '019-tellings', '2026-11-26 04:28:14.437673+00:00'),
  (20, 'pullquote', '020-languages', '2026-11-26 04:58:27.852829+00:00'),
  (21, 'pullquote', '021-lengths', '2026-11-26 06:32:21.211588+00:00'),
  (22, 'pullquote', '022-overruns', '2026-11-26 06:49:06.455487+00:00');
INSERT INTO summary_sentences VALUES
  (1, 0, 'The old toll bridge at Port Lorne closed to lorries on Monday.', 0, 62, 0, 'extractive');
INSERT INTO notices VALUES
  (1, 3, 'cut', '2026-05-04T09:00:00+00:00', 'The feed was cut at 500 entries.', NULL);
INSERT INTO facts VALUES
  ('last_backup', '2026-05-04T05:00:00+00:00'),
  ('nonce_prefix', 'k3x9');
INSERT INTO inquiries VALUES
  (1, '500', '901', '650', '123456790', 'q-1', '2026-05-04T10:00:00+00:00');
INSERT INTO guild_notices VALUES
  (1, '500', '601', 'paused', 'Nothing is posted there: it is archived.', '2026-05-04T09:00:00+00:00', NULL);
INSERT INTO unprinted VALUES
  (7, 2, NULL, '2026-05-04T09:00:00+00:00');
INSERT INTO kept_articles VALUES
  (4);
INSERT INTO entries VALUES
  (1, 3, 'tolls', 'https://gazette.example/tolls', '', 'https://gazette.example/tolls', 'Toll bridge closes', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'read', 0, NULL, '2026-05-04T09:00:00+00:00', '', 1, 0),
  (2, 3, 'qiao', 'https://gazette.example/qiao', '', 'https://gazette.example/qiao', '旧桥关闭', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'read', 0, NULL, '2026-05-04T09:00:00+00:00', '', 2, 0),
  (3, 3, 'harbour', 'https://gazette.example/harbour', '', 'https://gazette.example/harbour', 'Harbour fees held', '<p>The bridge’s beginning…</p>', 'Ada Quill', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', NULL, 'waiting', 0, '2026-05-04T10:00:00+00:00', NULL, '', NULL, 0);
INSERT INTO topics VALUES
  (1, '500', 'Traffic', 'bridge
toll', '', '701');
INSERT INTO exchange_sources VALUES
  (1, 0, 1, 65, 111);
INSERT INTO vectors VALUES
  (1048576, 'small-embed', X'003C0000');
INSERT INTO feed_slices VALUES
  (3, X'0001FF');
INSERT INTO subscriptions VALUES
  (1, 3, '', '', '', '', '', '', '', '', '2026-05-04T06:00:00+00:00', NULL),
  (2, 3, '500', '600', 'Lorne', '', 'bridge
ferry', '', '', '', '2026-05-04T06:00:00+00:00', NULL);
INSERT INTO guilds VALUES
  ('500', '900', 'Europe/Lisbon', 'en', '700', '601', '2026-05-04T06:00:00+00:00', NULL);
INSERT INTO channels VALUES
  ('600', '500', 'text', '', NULL),
  ('601', '500', 'thread', 'it is archived', '2026-05-04T09:00:00+00:00');
INSERT INTO schedules VALUES
  (5, '500', '600', '08:00 18:00', '0 1 2 3 4', 'Europe/Lisbon', '22:00 07:00', 'silent', 'neutral', 8, 'scheduled', 0, 'active', NULL, '2026-05-04T17:00:00+00:00', '2026-05-04T07:00:00+00:00', 'posted', '2026-05-04T06:00:00+00:00', 'edit', 'combine', NULL, 'usual');
INSERT INTO deliveries VALUES
  (1, 7, 0, '500', '600', 'post', '{"content":"Toll bridge closes"}', '', '', '', '0', 'k3x9-1', 'sent', 1, '2026-05-04T09:00:00+00:00', NULL, '2026-05-04T09:00:00+00:00', '2026-05-04T09:00:00+00:00', '123456789', '', NULL),
  (2, 7, 1, '500', '600', 'post', '{"content":"Ferry runs again"}', '', '', '', '1', 'k3x9-2', 'waiting', 0, NULL, NULL, '2026-05-04T09:00:00+00:00', NULL, '', '', NULL);
INSERT INTO articles VALUES
  (1, 'https://gazette.example/tolls', 'https://gazette.example/tolls', 'Toll bridge closes', 'Ada Quill', 'The Lorne Gazette', 'en', 'full', '2026-05-04T08:00:00+00:00', '2026-05-04T09:00:00+00:00', 'The old toll bridge at Port Lorne closed to lorries on Monday.

“We will not raise the tolls before the spring,” said Mara Lind, the mayor of Port Lorne. “People have paid enough for this bridge.”

Engineers expect the repairs to take nine weeks.', 'https://gazette.example/bridge.jpg', ''),
  (2, 'https://gazette.example/qiao', 'https://gazette.example/qiao', '旧桥关闭', 'Ada Quill', 'The Lorne Gazette', 'zh', 'full', NULL, '2026-05-04T09:00:00+00:00', '港口的旧桥周一关闭。工程师说，修理需要九周。', '', ''),
  (4, 'https://gazette.example/ferry', 'https://gazette.example/ferry', 'Ferry runs again', 'Ada Quill', 'The Lorne Gazette', 'en', 'full', '2026-05-04T07:00:00+00:00', '2026-05-04T09:00:00+00:00', 'Port Lorne’s ferry runs again. The crossing takes twenty minutes.', '', '');
INSERT INTO notices_told VALUES
  (1, '500', '2026-05-04T09:00:00+00:00');
INSERT INTO feeds VALUES
  (3, 'https://gazette.example/feed.xml', 'The Lorne Gazette', 'https://gazette.example/', 'en', '2026-05-04T06:00:00+00:00', 'active', '2026-05-04T09:30:00+00:00', 1800, '2026-05-04T09:00:00+00:00', '2026-05-04T09:00:00+00:00', 0, NULL, NULL, 'W/"a-1"', '', X'0102', NULL, '', '', '', 0);
INSERT INTO model_calls VALUES
  (1, '2026-05-04T09:00:00+00:00', '500', 'ask', 'small', 900, 40, 310, 'done'),
  (2, '2026-05-04T10:00:00+00:00', NULL, 'digest', 'small', 700, 0, 200, 'failed');
INSERT INTO arrivals VALUES
  (1, 3, 1, '2026-05-04T09:00:00+00:00'),
  (2, 3, 2, '2026-05-04T09:00:00+00:00');
INSERT INTO digest_articles VALUES
  (7, 0, 0, 1, 0),
  (8, 0, 0, 4, 0);
INSERT INTO exchanges VALUES
  (1, '500', '650', '901', 0, 'When do the tolls rise?', 'when tolls rise', 'server', '', 'Mara Lind', NULL, NULL, '2026-05-04T10:00:00+00:00');
COMMIT;
