import pytest

from digests.articles.appeals import is_appeal, is_consent, is_paywall
from digests.articles.lines import ends_the_report, is_beside_the_article, is_biography


@pytest.mark.parametrize(
    "line",
    [
        "* * *",
        "Read more: The pier that ate a budget",
        "READ NEXT",
        "Sign up to our newsletter",
        "CLICK HERE TO GET THE APP",
        "Advertisement",
        "By Ann Lee",
        "Published 4 May 2026",
        "Updated at 6.30pm on Monday",
        "5 min read",
        "12:30 pm GMT",
        "Lesen Sie auch: Brücke gesperrt",
        "Lire aussi : Le pont est fermé",
        "Читайте також: Міст закрито",
    ],
)
def test_furniture_is_told_by_its_words(line):
    assert is_beside_the_article(line)


@pytest.mark.parametrize(
    "line",
    [
        "It is enough.",
        "By Monday the bridge was closed.",
        "Read the room, the mayor told them.",
        "12 people were hurt.",
        "5 minutes later the tower fell.",
        "Watch committees met twice a year.",
        "“Follow us,” the pilot said.",
        "Related charges were dropped.",
        "Updated figures show a loss. They were published on Monday.",
    ],
)
def test_reporting_is_not_furniture(line):
    assert not is_beside_the_article(line)


def test_a_biography_names_the_author_and_an_occupation():
    assert is_biography("Ann Lee is a reporter at the Gazette.", "Bo Ray and Ann Lee")
    assert is_biography("The Gazette's Ann Lee is our harbour editor.", "Ann Lee")
    assert is_biography("Jo is a news writer. Follow them @jo", "")


def test_a_source_with_an_occupation_is_no_biography():
    assert not is_biography("Ed Orr is a professor of bridges.", "Ann Lee")


def test_a_live_page_says_where_its_posts_begin():
    assert ends_the_report("Follow the latest updates below")
    assert not ends_the_report("The updates that engineers made stand below the limit.")


@pytest.mark.parametrize(
    "line",
    [
        "Your support keeps our reporters on the quayside.",
        "Please donate so that our journalism can reach you every day.",
        "If you value our reporting, become a member and support us.",
        "Ihre Spende hilft unserer Redaktion, für Sie zu recherchieren.",
    ],
)
def test_an_appeal_asks_the_reader_for_money(line):
    assert is_appeal(line)


@pytest.mark.parametrize(
    "line",
    [
        "The charity asked for donations after the flood, reporters were told.",
        "“Your support keeps us reporting,” the editor wrote to readers.",
        "We need your help.",
    ],
)
def test_reporting_on_gifts_is_no_appeal(line):
    assert not is_appeal(line)


@pytest.mark.parametrize(
    "line",
    [
        "We use cookies to improve your experience. Manage your preferences.",
        "We and our 300 partners store personal data with your consent.",
        "Mit Ihrer Zustimmung verarbeiten wir personenbezogene Daten.",
        "Avec votre consentement, nous utilisons des cookies.",
    ],
)
def test_a_consent_line_asks_to_track_the_reader(line):
    assert is_consent(line)


@pytest.mark.parametrize(
    "line",
    [
        "The regulator fined the firm £2m for setting cookies.",
        "“We use cookies with your consent,” the company said.",
        "Bake the cookies for ten minutes.",
    ],
)
def test_reporting_on_cookies_is_no_consent_line(line):
    assert not is_consent(line)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Log in to read this article.",
        "Create a free account to unlock this story",
        "Jetzt abonnieren und weiterlesen",
        "Abonnez-vous pour lire la suite",
    ],
)
def test_a_pay_wall_asks_the_reader_to_pay_or_log_in(line):
    assert is_paywall(line)


@pytest.mark.parametrize(
    "line",
    [
        "The paper lost a tenth of its subscribers in a year.",
        "“Subscribe to read this article,” the page told them.",
        "Voters must register by Friday.",
    ],
)
def test_reporting_on_subscriptions_is_no_pay_wall(line):
    assert not is_paywall(line)
