"""Structured logs: one JSON object a line, in UTC, with the fields named here and no others.

Names, addresses, tokens, texts and variables are never among them.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_FIELDS = ("request", "route", "status", "code", "ms", "viewer", "document")


class JsonLines(logging.Formatter):
    """A record as a JSON line; a traceback of a bug goes with it as one text."""

    def format(self, record: logging.LogRecord) -> str:
        found = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        for name in _FIELDS:
            value = getattr(record, name, None)
            if value is not None:
                found[name] = value
        if record.exc_info and record.exc_info[0] is not None:
            found["error"] = record.exc_info[0].__name__
            frames = self.formatException(record.exc_info).splitlines()
            # The places of a traceback, never the message of the error: it may hold what somebody typed.
            found["trace"] = " | ".join(line.strip() for line in frames if line.lstrip().startswith("File "))
        return json.dumps(found)


def set_up(level: str) -> None:
    """Sends all logs to stderr in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers = []
        logging.getLogger(name).propagate = name != "uvicorn.access"
    logging.getLogger("neo4j").setLevel(logging.ERROR)
