"""What can go wrong, as one tree.

    DigestsError
    ├── SettingsError      the settings cannot be used
    ├── Refused            the request makes no sense as things stand
    │   ├── NotFound
    │   ├── Ambiguous
    │   ├── AlreadyExists
    │   ├── BadFilters     what should filter articles cannot
    │   ├── BadSchedule    a time, day, zone or date cannot be understood
    │   ├── LimitReached
    │   ├── TooSoon        too much was asked of late
    │   ├── InThePast      what should come has been
    │   ├── ChannelPaused  nothing is posted there
    │   └── InUse          another process holds the database
    ├── SourceError        a source cannot be read; others can
    │   ├── FetchError     no usable reply came back
    │   ├── ParseError     a reply came back and is not what it should be
    │   └── UnsafeFeed     a feed built to hurt its reader
    ├── StorageError       the database cannot be used
    ├── ChatError          Discord does not let the bot in
    ├── EndpointError      a model's endpoint gave nothing that can be used
    ├── NotAsked           a model is not asked, for its price or its state
    └── JobError           a worker gave no result
        ├── JobTimedOut
        └── JobDied

An error carries data. `str()` is for the log; `bot.errors.explain` words it for
people. Arguments mirror the constructor, for errors cross process borders.
"""


class DigestsError(Exception):
    """The root of all errors that this program raises itself."""


class SettingsError(DigestsError):
    """The settings cannot be used; `problems` holds every reason, one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class Refused(DigestsError):
    """The request makes no sense as things stand."""


class NotFound(Refused):
    """There is no `kind` called `key`."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key)
        self.kind = kind
        self.key = key


class Ambiguous(Refused):
    """More than one `kind` is called `key`; `choices` names each so that it is one."""

    def __init__(self, kind: str, key: str, choices: tuple[str, ...]) -> None:
        super().__init__(kind, key, choices)
        self.kind = kind
        self.key = key
        self.choices = choices


class BadFilters(Refused):
    """What should filter articles cannot; `problems` holds every reason, in words."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class BadSchedule(Refused):
    """A time, day, zone or date cannot be understood.

    `problem` says why and what to write instead, in whole sentences.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class AlreadyExists(Refused):
    """There is a `kind` called `key` already."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key)
        self.kind = kind
        self.key = key


class LimitReached(Refused):
    """There are `most` of this `kind` already, which is as many as may be."""

    def __init__(self, kind: str, most: int) -> None:
        super().__init__(kind, most)
        self.kind = kind
        self.most = most


class TooSoon(Refused):
    """Too much was asked of late by `who` ("you" or "this server").

    In `wait_s` seconds it may be asked again.
    """

    def __init__(self, who: str, wait_s: int) -> None:
        super().__init__(who, wait_s)
        self.who = who
        self.wait_s = wait_s


class InThePast(Refused):
    """The time that something should wait for, `moment`, has been."""

    def __init__(self, moment: str) -> None:
        super().__init__(moment)
        self.moment = moment


class ChannelPaused(Refused):
    """Nothing is posted in `channel`, for `reason`."""

    def __init__(self, channel: str, reason: str) -> None:
        super().__init__(channel, reason)
        self.channel = channel
        self.reason = reason


class InUse(Refused):
    """Another process holds the database at `path`."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class SourceError(DigestsError):
    """`source` (an address or a file) cannot be read, for `reason`.

    `reason` is a short phrase in plain words without a full stop.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)
        self.source = source
        self.reason = reason


class FetchError(SourceError):
    """No usable reply came back from `source`.

    `status` is the HTTP status, or None where the exchange never got that far.
    `permanent` says that asking again will not help (404, 410, a refused
    address), so the caller should stop asking. `retry_after` is the header of
    that name as it came.
    """

    def __init__(
        self,
        source: str,
        reason: str,
        status: int | None = None,
        permanent: bool = False,
        retry_after: str = "",
    ) -> None:
        super().__init__(source, reason)
        self.args = (source, reason, status, permanent, retry_after)
        self.status = status
        self.permanent = permanent
        self.retry_after = retry_after


class ParseError(SourceError):
    """What came from `source` is not what it should be, for `reason`."""


class UnsafeFeed(SourceError):
    """The feed at `source` is built to hurt its reader, and was not parsed."""


class StorageError(DigestsError):
    """The database at `path` cannot be used, for `reason`."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason


class ChatError(DigestsError):
    """Discord does not let the bot in, or dropped it, for `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EndpointError(DigestsError):
    """A model's endpoint gave nothing that can be used, for `reason`.

    `refused` tells that it was what it was sent that it would not take; `charged`
    that it may have been at work all the same, and be paid for it; `wait_s` how long
    it asks to be left alone, or is so with good reason; None where there is nothing to
    say.
    """

    def __init__(
        self,
        reason: str,
        refused: bool = False,
        charged: bool = False,
        wait_s: float | None = None,
    ) -> None:
        super().__init__(reason, refused, charged, wait_s)
        self.reason = reason
        self.refused = refused
        self.charged = charged
        self.wait_s = wait_s


class NotAsked(DigestsError):
    """A model was not asked, for `reason`: it is short, and for readers."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class JobError(DigestsError):
    """A worker gave no result for `job` (its name)."""

    def __init__(self, job: str) -> None:
        super().__init__(job)
        self.job = job


class JobTimedOut(JobError):
    """The job did not end within its time and was ended."""


class JobDied(JobError):
    """The worker process ended in the middle of the job."""
