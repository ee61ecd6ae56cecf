"""What our processes write about themselves: one JSON line each, ids and codes only.

No value, no query string and no words about a person: an exception leaves its class and the line where it arose, a
library's message leaves its pattern without what would be filled in.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def configure(process: str) -> None:
    """Write every log line of this process, ours and the libraries', to standard error as JSON. Called once."""
    structlog.configure(
        processors=processors(),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    logging.root.handlers = [_Libraries()]
    logging.root.setLevel(logging.WARNING)


def processors() -> list[Processor]:
    """What makes a line of what happened: everything of ours in it, and nothing of an exception but class and line."""
    ours = [structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, _when, _what_failed]
    return [*ours, structlog.processors.JSONRenderer(default=str, sort_keys=True)]


def log() -> Any:
    """Where to write: `log().info("what-happened", row=…)`. Name what happened in words joined by hyphens."""
    return structlog.get_logger()


class _Libraries(logging.Handler):
    """Takes what libraries log: who, and which message; never the values in it."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if record.name.partition(".")[0] == "coordination":
            # our own lines hold ids and codes alone
            structlog.get_logger().log(record.levelno, record.getMessage(), logger=record.name, exc_info=error)
            return
        # without arguments a message may have been put together already, values and all
        pattern = {"pattern": record.msg} if isinstance(record.msg, str) and record.args else {}
        structlog.get_logger().log(record.levelno, "library", logger=record.name, exc_info=error, **pattern)


def _when(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    event["at"] = datetime.now(UTC).isoformat(timespec="milliseconds")
    return event


def _what_failed(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None:
            event["where"] = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
    return event
