"""What is logged, and the one step that keeps secrets out of it.

Our own events and the records of the libraries take the same way out, so that
nothing is written that was not redacted.
"""

import logging
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog

from bot.redacting import redactor

_log = logging.getLogger(__name__)


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
    logging.captureWarnings(capture=True)
    # What nobody catches is written by the interpreter itself, as it is.
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("Pullquote broke", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    error = args.exc_value or args.exc_type()
    _log.critical("a thread broke", exc_info=(args.exc_type, error, args.exc_traceback))


def _renderer(form: Literal["text", "json"]) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
