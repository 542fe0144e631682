"""What stands in deploy/, read line by line: nothing here builds an image."""

import configparser
import re
import shlex

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
SECRET = re.compile(r"[\w-]{20,}\.[\w-]{6}\.[\w-]{20,}|sk-\w{16,}|TOKEN=\S")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's, with what follows each; continued lines are one."""
    text = (DEPLOY / "Dockerfile").read_text("utf8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines]


def of(kind: str) -> list[str]:
    return [rest for name, rest in instructions() if name == kind]


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(DEPLOY / "pullquote.service", encoding="utf8")
    return parser


def compose() -> list[str]:
    """The lines of compose.yaml that say something, each with the keys above it."""
    stack: list[tuple[int, str]] = []
    found = []
    for line in (DEPLOY / "compose.yaml").read_text("utf8").splitlines():
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        assert "\t" not in line
        depth = len(line) - len(line.lstrip())
        assert depth % 2 == 0, line
        stack = [(at, key) for at, key in stack if at < depth]
        found.append(".".join([*(key for _, key in stack), words]))
        if words.endswith(":"):
            stack.append((depth, words[:-1]))
    return found


def test_the_image_has_a_pinned_base_and_no_root():
    bases = {each.split()[0] for each in of("FROM")}
    assert all(re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", each) for each in bases)
    kinds = [name for name, _ in instructions()]
    assert of("USER")[-1] not in {"root", "0"}
    # Who runs it is settled before anything is run.
    assert kinds.index("USER") < kinds.index("ENTRYPOINT")


def test_the_image_installs_from_the_lock_by_hash():
    (locked, ours) = (each for each in of("RUN") if "pip install" in each)
    assert "--require-hashes --requirement requirements.lock" in locked
    assert "--no-deps" in ours
    assert "://" not in "".join(of("RUN"))


def test_the_image_holds_its_state_in_one_volume():
    assert of("VOLUME") == of("WORKDIR")[-1:] == ["/data"]


@pytest.mark.parametrize("kind", ["CMD", "HEALTHCHECK"])
def test_the_images_commands_are_ours(kind):
    words = re.findall(r'"([^"]+)"', of(kind)[-1])
    command = [each for each in words if each != "pullquote"]
    done = CliRunner().invoke(main, [*command, "--help"])
    assert done.exit_code == 0, done.output


def test_nothing_gets_into_the_image_but_the_program():
    rules = (ROOT / ".dockerignore").read_text("utf8").splitlines()
    rules = [each for each in rules if each and not each.startswith("#")]
    assert rules[0] == "*"
    taken = {each[1:] for each in rules if each.startswith("!")}
    copied = {
        path
        for each in of("COPY")
        if not each.startswith("--from")
        for path in shlex.split(each)[:-1]
    }
    assert copied == taken
    assert all((ROOT / each).exists() for each in copied)


@pytest.mark.parametrize(
    "name", ["Dockerfile", "compose.yaml", "pullquote.service", "../.dockerignore"]
)
def test_no_secret_stands_in_any_of_it(name):
    text = (DEPLOY / name).read_text("utf8")
    said = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in said if SECRET.search(line)] == []


def test_compose_has_one_service_and_one_volume():
    lines = compose()
    services = {each.split(".")[1] for each in lines if each.startswith("services.")}
    assert {each.rstrip(":") for each in services} == {"pullquote"}
    assert "services.pullquote.volumes.- pullquote:/data" in lines
    assert "volumes.pullquote:" in lines
    assert any("DISCORD_TOKEN: ${DISCORD_TOKEN:?" in each for each in lines)
    assert "services.pullquote.cap_drop.- ALL" in lines
    assert "services.pullquote.read_only: true" in lines
    assert not any(".ports" in each for each in lines)
    assert "services.pullquote.build.dockerfile: deploy/Dockerfile" in lines


def test_the_unit_runs_the_bot_without_privileges():
    service = unit()["Service"]
    assert service["ExecStart"].endswith("/pullquote run")
    assert service["User"] == "pullquote"
    assert service["CapabilityBoundingSet"] == ""
    for key in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[key] == "yes"
    assert service["ProtectSystem"] == "strict"


def test_the_unit_does_not_try_what_cannot_help():
    """Wrong settings and a database in use have exit codes of their own."""
    assert unit()["Service"]["RestartPreventExitStatus"].split() == ["2", "3"]
    assert float(unit()["Service"]["RestartSec"]) >= 30


def test_the_unit_waits_for_the_bot_to_finish():
    assert float(unit()["Service"]["TimeoutStopSec"]) >= 20
    assert unit()["Service"]["KillMode"] == "mixed"
