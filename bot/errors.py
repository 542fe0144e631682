"""Word an error for people: what is wrong, and what to do about it. Pure."""

from digests.errors import (
    AlreadyExists,
    Ambiguous,
    BadFilters,
    BadSchedule,
    ChannelPaused,
    ChatError,
    DigestsError,
    InThePast,
    InUse,
    JobError,
    LimitReached,
    NotFound,
    Refused,
    SettingsError,
    SourceError,
    StorageError,
    TooSoon,
    UnsafeFeed,
)


class Told(Refused):
    """A refusal in words of ours: markdown, whose foreign parts are harmless.

    A mention in it shows and rings for nobody, like all that is sent.
    """

    def __init__(self, words: str) -> None:
        """Take one sentence or two that say what to do about it."""
        super().__init__(words)
        self.words = words


def explain(error: DigestsError) -> str:
    """Return one sentence or two for whoever has to act."""
    match error:
        case SettingsError(problems=problems):
            return "The settings cannot be used:\n" + "\n".join(
                f"  {problem}" for problem in problems
            )
        case UnsafeFeed(source=source, reason=reason):
            return f"{source}: {reason}. It was not read, to be safe."
        case SourceError(source=source, reason=reason):
            return f"{source}: {reason}."
        case NotFound(kind="feed", key=key):
            return f"There is no feed called {key}. Give its id, address or title."
        case NotFound(kind="proposal"):
            return "That is no longer there. Use the command again."
        case NotFound(kind=kind, key=key):
            return f"There is no {kind} called {key}."
        case Ambiguous(kind=kind, key=key, choices=choices):
            listed = "\n".join(f"  {choice}" for choice in choices)
            return f"Which {kind} do you mean by {key}? Give its id:\n{listed}"
        case BadFilters(problems=problems):
            return "Change the filters: " + "; ".join(problems) + "."
        case TooSoon(who=who, wait_s=wait):
            whom = "You have" if who == "you" else "This server has"
            return f"{whom} asked a lot just now. Ask again in {wait} s."
        case BadSchedule(problem=problem):
            return problem
        case AlreadyExists(kind="file", key=key):
            return f"{key} is there already. Name another, or say --force."
        case AlreadyExists(kind=kind, key=key):
            return f"This {kind} is on the list already: {key}."
        case LimitReached(kind=kind, most=most):
            return f"{most} {kind}s are the most here. Remove one first."
        case InThePast(moment=moment):
            return f"{moment} UTC is past. Give a time to come."
        case ChannelPaused(channel=channel, reason=reason):
            return f"Nothing is posted in <#{channel}>: {reason}. Resume it first."
        case InUse(path=path):
            return f"{path} is in use by another Pullquote. Stop that one first."
        case StorageError(path=path, reason=reason):
            return f"The database {path} cannot be used: {reason}."
        case Told(words=words):
            return words
        case ChatError(reason=reason):
            return reason
        case JobError():
            return "Reading took too much time or memory. Try again, or another source."
        case _:
            return "Something went wrong on our side; the log says more."
