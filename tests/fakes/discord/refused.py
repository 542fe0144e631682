"""Discord's answer to a request that it does not take."""

from collections.abc import Sequence
from typing import Any

FORM = 50035


class Refused(Exception):
    """A refusal with Discord's own error code; `at` says where in the body."""

    def __init__(
        self, code: int, message: str, status: int = 400, at: Sequence[str | int] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.at = tuple(str(each) for each in at)

    @property
    def payload(self) -> dict[str, Any]:
        """What the client is sent."""
        if self.code != FORM:
            return {"code": self.code, "message": self.message}
        inner: dict[str, Any] = {
            "_errors": [{"code": "BASE_TYPE_INVALID", "message": self.message}]
        }
        for step in reversed(self.at):
            inner = {step: inner}
        return {"code": FORM, "message": "Invalid Form Body", "errors": inner}


def bad(message: str, *at: str | int) -> Refused:
    """A body of the wrong form."""
    return Refused(FORM, message, at=at or ("body",))


def unknown(what: str) -> Refused:
    """What is asked for is not there (any more)."""
    code = {
        "Channel": 10003,
        "Guild": 10004,
        "Member": 10007,
        "Message": 10008,
        "User": 10013,
        "Webhook": 10015,
        "Interaction": 10062,
        "Application": 10002,
        "Command": 10063,
    }[what]
    return Refused(
        code, f"Unknown {what.lower()}" if code == 10062 else f"Unknown {what}", 404
    )


def no_access() -> Refused:
    """The bot cannot see it."""
    return Refused(50001, "Missing Access", 403)


def no_permission() -> Refused:
    """The bot sees it and may not do this."""
    return Refused(50013, "Missing Permissions", 403)
