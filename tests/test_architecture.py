"""The import law: a module imports from its own row and the rows above it."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

# docs/architecture.md draws the same rows; the first pattern that fits counts.
ROWS = (
    (
        1,
        (
            "digests.types",
            "digests.followed",
            "digests.incoming",
            "digests.moments",
            "digests.desk",
            "digests.traced",
            "digests.guilds",
            "digests.deliveries",
            "digests.drafts",
            "digests.corrected",
            "digests.timetables",
            "digests.upkeep",
            "digests.shelved",
            "digests.asked",
            "digests.accounts",
            "digests.retold",
            "digests.errors",
        ),
    ),
    (2, ("digests.ports", "digests.layouts", "digests.limits", "digests.trialled")),
    (6, ("digests.adapters",)),
    (4, ("digests.storage",)),
    (
        3,
        (
            "digests.settings",
            "digests.pricing",
            "digests.vetting",
            "digests.feeds",
            "digests.articles",
            "digests.quotes",
            "digests.condense",
            "digests.grounding",
            "digests.stories",
            "digests.answers",
            "digests.imports",
            "digests.assigned",
            "digests.recounting",
            "digests.schedule",
            "digests.timewords",
            "digests.whens",
            "digests.naming",
            "digests.zones",
        ),
    ),
    (
        5,
        (
            "digests.reading",
            "digests.warm",
            "digests.sources",
            "digests.batches",
            "digests.jobs",
            "digests.named_jobs",
            "digests.lanes",
            "digests.parsing",
            "digests.polling",
            "digests.pages",
            "digests.manners",
            "digests.finding",
            "digests.subscribing",
            "digests.importing",
            "digests.proposing",
            "digests.tracing",
            "digests.feedkeeping",
            "digests.guildkeeping",
            "digests.scheduling",
            "digests.topics",
            "digests.caretaking",
            "digests.selecting",
            "digests.drafting",
            "digests.retelling",
            "digests.trialling",
            "digests.rewording",
            "digests.publishing",
            "digests.correcting",
            "digests.sampling",
            "digests.editing",
            "digests.answering",
            "digests.seeking",
            "digests.likeness",
            "digests.fuse",
            "digests.sharing",
            "digests.cashier",
            "digests.surveyor",
            "digests.freelance",
            "digests.accounting",
            "digests.scopes",
            "digests.ledger",
            "digests.remembering",
            "digests.queueing",
            "digests.inquiring",
            "digests.outbox",
            "digests.access",
            "digests.shelf",
        ),
    ),
    (7, ("digests.wire", "digests.newsroom", "digests.backups")),
    (
        8,
        (
            "bot.cards",
            "bot.escape",
            "bot.components",
            "bot.posts",
            "bot.refusals",
            "bot.render",
            "bot.terminal",
            "bot.tables",
            "bot.progress",
            "bot.errors",
            "bot.permissions",
            "bot.as_json",
            "bot.feeds_as_json",
            "bot.counting",
            "bot.printable",
            "bot.redacting",
            "bot.samples",
            "bot.packs",
            "bot.filter_words",
        ),
    ),
    (
        9,
        (
            "bot.outlet",
            "bot.replies",
            "bot.audience",
            "bot.checks",
            "bot.rooms",
            "bot.speaking",
            "bot.underway",
            "bot.history",
            "bot.postman",
            "bot.courier",
            "bot.herald",
            "bot.editions",
            "bot.client",
            "bot.gathering",
            "bot.outcomes",
            "bot.pulse",
            "bot.loops",
            "bot.rounds",
            "bot.gateway",
            "bot.login",
            "bot.amends",
            "bot.forgetting",
            "bot.placing",
        ),
    ),
    (10, ("bot.commands",)),
    (
        11,
        (
            "bot.trying",
            "bot.asking",
            "bot.quoting",
            "bot.comparing",
            "bot.comparing",
            "bot.explaining",
            "bot.feeding",
            "bot.adding",
            "bot.moving",
            "bot.polling",
            "bot.app",
            "bot.logs",
            "bot.cli",
            "bot.copying",
            "bot.doctor",
            "bot.health",
            "bot.metrics",
            "bot.doctor",
            "bot.probing",
            "bot.diagnosis",
            "bot.consulting",
            "bot.prognosis",
            "bot.visiting",
            "bot.cli_feeds",
            "bot.cli_hosting",
            "bot.cli_settings",
            "bot.__main__",
        ),
    ),
)

# Where a third-party package may be imported. Homes of one module are strict.
HOMES = {
    "aiohttp": {
        "digests.adapters.http",
        "digests.adapters.names",
        "digests.adapters.words",
        "bot.health",
        "bot.login",
        "bot.visiting",
        "bot.outlet",
    },
    "anyascii": {"digests.grounding.spelling"},
    "babel": {"digests.grounding.places", "digests.grounding.units"},
    "json_repair": {"digests.grounding.spoken"},
    "click": {
        "bot.progress",
        "bot.cli",
        "bot.cli_feeds",
        "bot.cli_hosting",
        "bot.cli_settings",
        "bot.copying",
        "bot.doctor",
        "bot.probing",
        "bot.quoting",
        "bot.comparing",
        "bot.asking",
        "bot.explaining",
        "bot.feeding",
        "bot.adding",
        "bot.moving",
        "bot.polling",
        "bot.trying",
    },
    "cronsim": {"digests.schedule"},
    "dateparser": {"digests.answers.dates"},
    "discord": {
        "bot.amends",
        "bot.history",
        "bot.outlet",
        "bot.replies",
        "bot.audience",
        "bot.checks",
        "bot.rooms",
        "bot.speaking",
        "bot.client",
        "bot.commands",
        "bot.login",
        "bot.logs",
        "bot.gateway",
        "bot.visiting",
    },
    "feedparser": {"digests.feeds.parse"},
    "httpx2": {"digests.adapters.openai"},
    "lxml": {"digests.articles", "digests.feeds.discover"},
    "numpy": {
        "digests.quotes",
        "digests.condense",
        "digests.stories",
        "digests.answers",
        "digests.grounding.support",
    },
    "openai": {"digests.adapters.openai"},
    "pebble": {"digests.adapters.workers"},
    "prometheus_client": {"bot.metrics"},
    "protego": {"digests.articles.robots"},
    "py3langid": {"digests.articles.language"},
    "msgspec": {"digests", "bot"},
    "rapidfuzz": {
        "digests.feeds.edits",
        "digests.quotes",
        "digests.stories",
        "digests.answers",
        "digests.grounding.spelling",
    },
    "regex": {"digests.feeds.filters", "bot.escape", "bot.render.text"},
    "rich": {
        "bot.terminal",
        "bot.outcomes",
        "bot.tables",
        "bot.trying",
        "bot.quoting",
        "bot.comparing",
        "bot.asking",
        "bot.explaining",
        "bot.feeding",
        "bot.adding",
        "bot.moving",
    },
    "sqlite3": {"digests.storage"},
    "sqlite_utils": {"digests.storage"},
    "structlog": {
        "bot.editions",
        "bot.logs",
        "bot.app",
        "bot.client",
        "bot.login",
        "bot.health",
        "bot.amends",
        "bot.forgetting",
    },
    "yarl": {
        "bot.gateway",
        "bot.escape",
        "digests.adapters.http",
        "digests.adapters.destinations",
        "digests.adapters.routes",
    },
    "syntok": {"digests.articles.sentences"},
    "trafilatura": {"digests.articles"},
}

# The command line, where a fast --help counts.
LATE = {"bot.cli", "bot.cli_feeds", "bot.cli_hosting", "bot.cli_settings"}

# What bot may see of the newsroom.
SEEN_BY_BOT = {
    "digests.guildkeeping",
    "digests.outbox",
    "digests.backups",
    "digests.upkeep",
    "digests.newsroom",
    "digests.wire",
    "digests.sources",
    "digests.settings",
    "digests.types",
    "digests.followed",
    "digests.desk",
    "digests.traced",
    "digests.timetables",
    "digests.timewords",
    "digests.whens",
    "digests.naming",
    "digests.zones",
    "digests.guilds",
    "digests.deliveries",
    "digests.corrected",
    "digests.shelved",
    "digests.trialled",
    "digests.asked",
    "digests.accounts",
    "digests.retold",
    "digests.errors",
    "digests.limits",
    "digests.ports",
}


@dataclass(frozen=True)
class Import:
    """An import as written: where, and what."""

    module: str
    line: int
    target: str
    late: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the two packages, by name."""
    found = {}
    for top in ("digests", "bot"):
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf8"), str(path))
    return found


@cache
def imports() -> tuple[Import, ...]:
    """Every import of the two packages, late ones among them."""
    return tuple(_imports())


def _imports() -> Iterator[Import]:
    for module, tree in modules().items():
        top = {n for each in tree.body for n in (each, *_tried(each))}
        for node in _statements(tree):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{module}: relative import"
                names = [_target(node.module or "", a.name) for a in node.names]
            for name in names:
                yield Import(module, getattr(node, "lineno", 0), name, node not in top)


def _statements(within: ast.AST) -> Iterator[ast.AST]:
    """Every statement, and what holds statements; not what those are made of."""
    for child in ast.iter_child_nodes(within):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)


def _tried(statement: ast.stmt) -> list[ast.stmt]:
    """What a module tries to import because not every platform has it."""
    return statement.body if isinstance(statement, ast.Try) else []


def _target(package: str, name: str) -> str:
    full = f"{package}.{name}"
    return full if full in modules() else package


def within(module: str, places: set[str]) -> bool:
    """Whether the module is one of these, or lies in one of them."""
    return any(module == each or module.startswith(each + ".") for each in places)


def row(module: str) -> int | None:
    """The module's row, None for a package's own door."""
    for number, patterns in ROWS:
        if within(module, set(patterns)):
            return number
    return None


def test_every_module_has_a_row():
    unplaced = [m for m in modules() if row(m) is None and m not in {"bot", "digests"}]
    assert unplaced == []


def test_imports_point_upwards_only():
    wrong = [
        str(each)
        for each in imports()
        if (here := row(each.module)) and (there := row(each.target)) and there > here
    ]
    assert wrong == []


def test_adapters_know_types_errors_and_ports_only():
    wrong = [
        str(each)
        for each in imports()
        if row(each.module) == 6 and row(each.target) not in {None, 1, 2, 6}
    ]
    assert wrong == []


def test_services_reach_no_adapter():
    wrong = [str(i) for i in imports() if row(i.module) == 5 and row(i.target) == 6]
    assert wrong == []


def test_the_newsroom_knows_nothing_of_discord():
    wrong = [
        str(each)
        for each in imports()
        if each.module.startswith("digests")
        and each.target.split(".")[0] in {"bot", "discord"}
    ]
    assert wrong == []


def test_the_bot_sees_the_newsroom_and_nothing_beneath():
    wrong = [
        str(each)
        for each in imports()
        if each.module.startswith("bot")
        and each.target.startswith("digests.")
        and each.target not in SEEN_BY_BOT
    ]
    assert wrong == []


@pytest.mark.parametrize("package", sorted(HOMES))
def test_a_library_stays_in_its_home(package: str):
    wrong = [
        str(each)
        for each in imports()
        if each.target.split(".")[0] == package
        and not within(each.module, HOMES[package])
    ]
    assert wrong == []


def test_no_other_library_is_used():
    ours = {"bot", "digests"}
    known = set(HOMES) | ours | _standard_library()
    wrong = [str(i) for i in imports() if i.target.split(".")[0] not in known]
    assert wrong == []


def test_imports_are_late_on_the_command_line_only():
    wrong = [str(i) for i in imports() if i.late and i.module not in LATE]
    assert wrong == []


def test_there_is_no_import_ring():
    graph = {name: set[str]() for name in modules()}
    for each in imports():
        if each.target in modules() and each.target != each.module:
            graph[each.module].add(each.target)
    while leaves := [name for name, targets in graph.items() if not targets]:
        for leaf in leaves:
            del graph[leaf]
        for targets in graph.values():
            targets.difference_update(leaves)
    assert graph == {}


def test_the_environment_is_read_by_settings_and_workers_only():
    """Secrets come in at one door; workers are started without them."""
    wrong = [
        name
        for name, tree in modules().items()
        if name not in {"digests.settings", "digests.adapters.workers"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert wrong == []


def test_broad_excepts_stand_where_they_are_allowed():
    allowed = {"bot.commands.tree", "bot.client", "bot.loops"}
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        if name not in allowed
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or getattr(node.type, "id", "") == "Exception")
    ]
    assert wrong == []


def _standard_library() -> set[str]:
    return set(sys.stdlib_module_names)


def test_no_module_outgrows_its_duty():
    """Docs say why: small modules with one duty are the house style."""
    long = {
        str(path.relative_to(ROOT)): lines
        for top in ("digests", "bot")
        for path in (ROOT / top).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf8").splitlines())) > 300
    }
    assert long == {}


def test_the_drawing_names_every_package():
    drawing = Path(ROOT / "docs" / "architecture.md").read_text(encoding="utf8")
    packages = {name.split(".")[1] for name in modules() if name.count(".") >= 1}
    assert [p for p in sorted(packages) if p.strip("_") not in drawing] == []
