"""One format for all logs: a line for an event, whatever its text or its traceback; JSON where a setting says so."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType

FORMATS = ("text", "json")


class OneLine(logging.Formatter):
    """Formats a record on one line. Of an error its kind and place are told; its words may hold a row's values."""

    def __init__(self, *, as_json: bool = False) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        # a line end inside would let whoever wrote the text write lines of the log
        message = "".join(letter if letter.isprintable() else " " for letter in record.getMessage()).strip()
        error = fault_of(*record.exc_info[1:]) if record.exc_info else ""
        if self._as_json:
            line = {"at": moment, "level": record.levelname, "logger": record.name, "message": message}
            return json.dumps(line | ({"error": error} if error else {}))
        return f"{moment} {record.levelname} {record.name}: {message}{f' | {error}' if error else ''}"


def fault_of(error: BaseException | None, trace: TracebackType | None) -> str:
    """Return the kind of an error and where it arose, innermost first, on one line."""
    frames = reversed(traceback.extract_tb(trace))
    place = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {place}"


def format_all(names: Iterable[str], *, as_json: bool) -> None:
    """Have every handler of these loggers, and of those that there are by now, write such lines."""
    loggers = [logging.getLogger(name) for name in (*names, *logging.root.manager.loggerDict)]
    for handler in {handler for logger in (logging.root, *loggers) for handler in logger.handlers}:
        handler.setFormatter(OneLine(as_json=as_json))
    logging.captureWarnings(True)
