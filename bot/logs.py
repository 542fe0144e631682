"""What is logged, and the one step that keeps secrets out of it.

Our own events and the records of the libraries take the same way out, so that
nothing is written that was not redacted: tokens known by value, and whatever
stands where Discord's addresses carry one.
"""

import logging
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, Literal, TextIO

import structlog

_HIDDEN = "[redacted]"
# Interaction and webhook tokens in paths, credentials in headers and addresses.
_PATTERNS = (
    re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w.-]+"),
    re.compile(r"((?:Bot|Bearer) )[\w.-]{20,}"),
    re.compile(r"(['\"]?(?:token|api_key|apikey)['\"]?\s*[:=]\s*['\"]?)[\w.-]{20,}"),
    re.compile(r"(https?://)[^\s/@]+:[^\s/@]+(?=@)"),
    re.compile(r"([?&](?:key|token|apikey|api_key|secret)=)[^&\s'\"]+", re.IGNORECASE),
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


def start_logging(
    level: str,
    form: Literal["text", "json"],
    secrets: Sequence[str],
    out: TextIO = sys.stderr,
) -> None:
    """Send every record of this process to one place, redacted."""
    redacted = redactor(secrets)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.ExtraAdder(), *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _renderer(form),
            lambda _logger, _name, event: redacted(str(event)),
        ],
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())


def _renderer(form: Literal["text", "json"]) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
