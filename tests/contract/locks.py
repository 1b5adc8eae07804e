"""A SQLite file that another program is at."""

import sqlite3
from contextlib import contextmanager


@contextmanager
def locked(path):
    """Another program holds the write lock."""
    other = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()
