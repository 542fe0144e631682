"""The ear that listens along wherever a model is asked hears what it should."""

import pytest

from tests.fakes import overheard
from tests.fakes.discord import BOT, CHANNEL, GUILD, OWNER, TOKEN
from tests.fakes.overheard import SECRETS
from tests.journeys import running

OURS, THEIRS = SECRETS
IDS = [BOT, CHANNEL, GUILD, OWNER, *running.IDS]


@pytest.mark.parametrize(
    "leak",
    [
        *map(str, IDS),
        *("<@200>", "123456789012345678", "asked by bea", "for the Strangers"),
        *(f"Bot {TOKEN}", "Bearer sk-canary-0123", "sk-of-the-shell"),
        *("the Canary Courier", f"{OURS} opens it. {THEIRS} does not."),
        f"<<question>>\nWho?\n<<end of question>>\n{THEIRS} and {OURS}",
        "<<question>>\nWho is <@200>?\n<<end of question>>",
        "<<source 1: Gazette of 500>>\nIt opened.\n<<end of source 1>>",
        f"<<source 1: Gazette>>\n{OURS} and {THEIRS}\n<<end of source 1>>",
        f"<<source 1: Gazette>>\n{TOKEN}\n<<end of source 1>>",
    ],
)
def test_what_no_model_may_know_is_heard(leak):
    """SAFETY 45."""
    overheard.hear("The bridge at Tarn opened.")
    overheard.hear(f"Say what the reports say. {leak}")
    texts, leaks = overheard.heard()
    assert texts == 2
    assert leaks
    assert overheard.heard() == (0, [])


@pytest.mark.parametrize(
    "told",
    [
        "<<source 1: Gazette>>\nSome 300 people came.\n<<end of source 1>>",
        f"{OURS} opens the bridge.",
        f"<<question>>\nWho is {THEIRS}?\n<<end of question>>\n{OURS} opens it.",
    ],
)
def test_news_of_a_server_and_what_somebody_typed_is_no_leak(told):
    overheard.hear(told)
    assert overheard.heard() == (1, [])
