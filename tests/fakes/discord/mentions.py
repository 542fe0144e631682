"""The one rule that is ours, not Discord's: no text decides whom it pings."""

from collections.abc import Container
from typing import Any


def check_mentions(body: dict[str, Any], pingable: Container[int]) -> None:
    """Fail the test where a body could ping somebody nobody named."""
    allowed = body.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != []:
        raise AssertionError(f"a message may ping whom it names: {body}")
    if allowed.get("users") or allowed.get("replied_user"):
        raise AssertionError(f"a message pings users: {body}")
    strange = [key for key in allowed.get("roles") or [] if int(key) not in pingable]
    if strange:
        raise AssertionError(f"no admin set the roles {strange} to be pinged: {body}")
