"""The lines of docs/quality.md on hosting; each as `quality_page.Row` takes it."""

_ANY = "p99 < 150"

LINES = (
    (
        "A year of 200 feeds with two articles a day: MB in use / five weeks later",
        "growth",
        ("year_mb", "end_mb"),
        "–",
        "{:.0f}",
    ),
    (
        "The same: articles that are older than they may be at the end",
        "growth",
        ("overdue",),
        "0",
        "{:.0f}",
    ),
    (
        "A search in it, p95 CPU ms: on the first day / after a year / at the end",
        "growth",
        ("day_1_search_p95_ms", "year_search_p95_ms", "end_search_p95_ms"),
        "–",
        "{:.1f}",
    ),
    *(
        (
            f"{what}; 10,000 / 100,000 / 1,000,000 articles: p50, then p99, CPU ms",
            "retrieval",
            tuple(
                f"{kind}_{point}_ms_{size}"
                for point in ("p50", "p99")
                for size in ("10k", "100k", "1m")
            ),
            beside,
            "{:.0f}",
        )
        for what, kind, beside in (
            ("A question of content words to 50 feeds of 1,000", "content", "p99 < 50"),
            ("Of any six words to those feeds", "six", _ANY),
            ("Of words that are everywhere", "common", _ANY),
            ("Of any twelve words to 949 feeds", "all_feeds", _ANY),
            ("Of two words that are everywhere, as a phrase", "phrase_alone", _ANY),
            ("Of such a phrase and a rare word", "phrase", _ANY),
            ("Of a phrase with a rare word, and two more", "phrase_usual", _ANY),
            ("Of such a phrase in 23 articles", "few", _ANY),
            ("A search for 300 in one feed", "one_feed", _ANY),
        )
    ),
    (
        "A backup with its checks, s for 100 MB / a plain copy, which may lack rows",
        "growth",
        ("backup_s_per_100_mb", "plain_copy_s_per_100_mb"),
        "–",
        "{:.2f}",
    ),
    (
        "Files copied while a process writes: rows lost / torn, of so many rows",
        "power",
        ("lost", "torn", "rows"),
        "0",
        "{:.0f}",
    ),
    (
        "Any sectors of the last write on the disk: lost / torn, of so many disks",
        "power-sectors",
        ("lost", "torn", "disks"),
        "0",
        "{:.0f}",
    ),
    (
        "A simulated day with faults: tasks / threads / files left over",
        "soak",
        ("tasks_left", "threads_left", "files_left"),
        "0",
        "{:.0f}",
    ),
    (
        "Resident memory in it: MB at the end / MB an hour",
        "soak",
        ("rss_mb", "rss_slope_mb_per_h"),
        "–",
        "{:.2f}",
    ),
)
