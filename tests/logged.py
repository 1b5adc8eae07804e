"""All that a log is given: more than `caplog.text`, which leaves out the facts beside a line."""

from __future__ import annotations

import logging

import pytest

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Every line, and every fact beside one (`extra`), whether it would be shown or not."""
    facts = [vars(record).items() for record in caplog.records]
    return "\n".join([caplog.text, *(f"{key}={value}" for each in facts for key, value in each if key not in _PLAIN)])
