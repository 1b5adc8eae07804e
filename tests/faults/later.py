"""The release after this one, as far as a database can tell: it has added a column, a table and an index, and writes the column.

`become(put)` makes one of the running program; `put` is `setattr`, or a test's own that takes it back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Text, text

from storage import engine, hand, migrations, tables

NEXT = f"{int(engine.HEAD) + 1:0{len(engine.HEAD)}}"
ADDS = (
    "ALTER TABLE journeys ADD COLUMN season TEXT",
    "CREATE TABLE seasons (name TEXT NOT NULL PRIMARY KEY)",
    "CREATE INDEX journeys_season ON journeys (season)",
)
TAKES = ("DROP INDEX letters_news", "ALTER TABLE letters DROP COLUMN news")
"""What no program of today can do without."""
WRITES = "by the later one"

Put = Callable[[Any, str, Any], None]


def migrates(put: Put, statements: tuple[str, ...], beside: str) -> None:
    """It leads the schema on, and says from which schema on a program may work beside it."""
    upgrade = migrations.upgrade

    def further(conn: Any, to: str = "head") -> None:
        upgrade(conn, to)
        for statement in statements:
            conn.execute(text(statement))
        conn.execute(text("UPDATE alembic_version SET version_num = :next"), {"next": NEXT})

    put(migrations, "upgrade", further)
    put(engine, "EARLIER", engine.EARLIER | {engine.HEAD})
    put(engine, "HEAD", NEXT)
    put(engine, "BESIDE", beside)


def become(put: Put = setattr) -> None:
    """It migrates, and each journey that it saves has the column."""
    migrates(put, ADDS, engine.BESIDE)
    column: Any = Column("season", Text, default=text(f"'{WRITES}'"), onupdate=text(f"'{WRITES}'"))
    tables.journeys.append_column(column)
    hand._known.clear()


__all__ = ["ADDS", "NEXT", "TAKES", "WRITES", "become", "migrates"]
