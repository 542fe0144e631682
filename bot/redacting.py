"""Keep secrets out of a text: those known by value, and whatever looks like one.

Interaction and webhook tokens in Discord's addresses, credentials in headers, and what
the address of a feed holds. Pure.
"""

import re
from collections.abc import Callable, Sequence

_HIDDEN = "[redacted]"
# In JSON within JSON a quotation mark has backslashes before it.
_MARK = r"\\*['\"]?"
# Interaction and webhook tokens in paths, credentials in headers and addresses, and
# whatever a name calls a secret.
_PATTERNS = (
    re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w.-]+"),
    re.compile(r"((?:Bot|Bearer) )[\w.-]{20,}"),
    re.compile(r"(Basic )[\w+/=-]{16,}"),
    re.compile(r"(\b)sk-[\w-]{16,}"),
    re.compile(rf"({_MARK}(?:token|api_?key){_MARK}\s*[:=]\s*{_MARK})[\w.-]{{6,}}"),
    re.compile(r"(://)[^\s/@'\"<>]+(?=@)"),
    re.compile(
        r"([?&;][\w.-]*(?:key|token|secret|passw|pwd|auth|sig|session)[\w.-]*=)"
        r"[^&;#\s'\"\\<>]+",
        re.IGNORECASE,
    ),
)


def redactor(secrets: Sequence[str]) -> Callable[[str], str]:
    """Return what takes these secrets, and any like them, out of a text."""
    known = [each for each in secrets if each]

    def redacted(text: str) -> str:
        for secret in known:
            text = text.replace(secret, _HIDDEN)
        for pattern in _PATTERNS:
            text = pattern.sub(rf"\1{_HIDDEN}", text)
        return text

    return redacted
