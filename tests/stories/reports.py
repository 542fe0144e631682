"""Reports on invented events, by several outlets."""

from datetime import timedelta

from digests.articles.sentences import split
from digests.types import Report, Summary
from tests.builders import NOON, an_article

FLOOD_GAZETTE = """\
The river Alder burst its banks at Tarn on Monday night and flooded 140 homes, the \
county council said.

Firefighters led by Chief Officer Rhona Pell brought 65 people to Alder School in \
boats. “I have never seen the water so high,” Ms Pell said.

A new flood wall for Tarn, promised after the flood of 2024, will not be built before \
2028.
"""
FLOOD_HERALD = """\
Some 65 residents of Tarn spent the night in a school after the Alder flooded 140 \
houses on Monday.

“The water came within minutes,” said Tom Ode, a baker whose shop was flooded. Rhona \
Pell, the chief fire officer, said that nobody was hurt.

The county council will meet on Thursday to talk about the flood wall.
"""
FIRE = """\
A fire destroyed a warehouse in Korsholm on Tuesday, and 20 firefighters fought it \
until the morning, the rescue service said.

Nobody was hurt. “We were lucky with the wind,” said Officer Nina Holm. The warehouse \
belonged to Vasa Timber and held furniture worth two million euros.
"""
FLOOD_ELSEWHERE = """\
Heavy rain flooded 300 homes in Lindau on Monday night, the town said.

Mayor Ulla Brandt said that the river Argen rose by three metres within an hour. \
“The pumps failed,” she said. Helpers filled 9,000 sandbags.
"""


def a_report_of(text: str, outlet: str, hours: float = 0, **changes) -> Report:
    """A report with quotes and summary left out, so many hours after noon."""
    article = an_article(
        text,
        outlet=outlet,
        url=f"https://{outlet.lower()}.example/{len(text)}",
        title=changes.pop("title", text[:60]),
        published=NOON + timedelta(hours=hours),
        **changes,
    )
    return Report(article, (), Summary(split(text, "en")[:1]))
