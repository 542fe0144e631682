"""What Discord's answers mean for something that was to be sent. Pure.

The codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes
"""

from digests.errors import DigestsError

UNKNOWN_MESSAGE, PUBLISHED_BEFORE = 10008, 40033
HAS_THREAD = 160004
# Nothing can be posted in such a channel until somebody does something about it.
GONE = "the channel is gone"
_CLOSED = {
    10003: GONE,
    10004: "I am not on this server any more",
    50001: "I cannot see the channel",
    50008: "it takes no messages, as forums do",
    50013: "I may not post there",
    160005: "the thread is locked",
}
_LACKING = (50001, 50013)
_TOO_MANY_S, _UNAUTHORISED = 60.0, 401


class NoAnswer(DigestsError):
    """Whether it was done is not known; `status` is HTTP's, 0 without a reply."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason, status)
        self.reason = reason
        self.status = status


class TooSoon(DigestsError):
    """It was not done, and may be asked for again after so many seconds."""

    def __init__(self, after_s: float = _TOO_MANY_S) -> None:
        super().__init__(after_s)
        self.after_s = after_s


class Refusal(DigestsError):
    """It was not done; `code` is Discord's own, 0 for none, `words` say more."""

    def __init__(self, status: int, code: int, words: str) -> None:
        super().__init__(status, code, words)
        self.status = status
        self.code = code
        self.words = words

    @property
    def closes(self) -> str:
        """Why nothing can be posted in the channel, "" where something else can."""
        return _CLOSED.get(self.code, "")

    @property
    def names_permissions(self) -> bool:
        """Whether it is for permissions that the bot lacks."""
        return self.code in _LACKING

    @property
    def final(self) -> bool:
        """Whether the same will be refused again, however often it is asked for.

        Without a code of its own, Discord has refused the bot and not the request.
        """
        return self.code > 0 and self.status != _UNAUTHORISED
