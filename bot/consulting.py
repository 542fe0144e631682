"""What a model is consulted on: a short report of ours, put as any other is."""

from digests.types import Article, Report, Sentence, Summary, Verdict

_RUNS = "The ferry between Norham and Eastry runs again from Monday."
_REST = " It had been laid up for three weeks, until a new engine came."

SAMPLE = Report(
    Article(
        url="https://gazette.example/ferry",
        title="Ferry to Eastry runs again",
        text=_RUNS + _REST,
        verdict=Verdict.FULL,
        outlet="The Example",
        language="en",
    ),
    quotes=(),
    summary=Summary((Sentence(_RUNS, 0, len(_RUNS), 0),)),
)
