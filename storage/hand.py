"""The hand that runs statements: SQLAlchemy writes them once, the driver runs them as often as it takes.

A turn is a dozen small statements. Run through SQLAlchemy's own executor each costs ten times what SQLite needs for it,
so a statement is compiled at its first use and handed to the driver from then on. All our columns are text, numbers and
bytes, which both drivers take and give as they are.
"""

from __future__ import annotations

from collections import namedtuple
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Executable
    from sqlalchemy.engine import Connection, Dialect

Row = Any
"""A row: a named tuple with a field a column."""

_KEPT: Final = 500
_named: Any = namedtuple  # noqa: PYI024  the names come from the database


class Found:
    """What a statement found: rows by name, and how many it changed."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[Row], rowcount: int) -> None:
        self._rows = rows
        self.rowcount = rowcount

    def all(self) -> list[Row]:
        """Every row."""
        return self._rows

    def first(self) -> Row | None:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def one(self) -> Row:
        """The row that must be there. Raises LookupError when it is not."""
        return self._rows[0]

    def scalar(self) -> Any:
        """The first value of the first row, or None."""
        return self._rows[0][0] if self._rows else None


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, object]], Any]:
    """How the values of these names are taken at once."""
    if len(names) == 1:
        (name,) = names
        return lambda values: (values[name],)
    return itemgetter(*names) if names else lambda _: ()


class Statement:
    """A statement as one driver takes it."""

    __slots__ = ("_bind", "_fixed", "_row", "source", "sql")

    def __init__(self, source: Any, dialect: Dialect, keys: Sequence[str]) -> None:
        compiled = source.compile(dialect=dialect, column_keys=list(keys))
        self.source = source  # held, so that its id stays its own
        self.sql: str = compiled.string
        named: dict[str, object] = compiled.construct_params(_check=False)
        self._fixed = {name: value for name, value in named.items() if name not in keys}
        """What stands in the statement itself."""
        self._bind = _in_order(compiled.positiontup) if compiled.positional else None
        self._row: Callable[[Any], Row] | None = None

    def bound(self, values: Mapping[str, object]) -> Any:
        """The values in the driver's own order or by name."""
        both = {**self._fixed, **values} if self._fixed else values
        return both if self._bind is None else self._bind(both)

    def rows(self, cursor: Any) -> list[Row]:
        """What the cursor holds."""
        if cursor.description is None:
            return []
        if self._row is None:
            names = [each[0] for each in cursor.description]
            self._row = _named("Row", names, rename=True)._make
        return list(map(self._row, cursor.fetchall()))


_known: dict[tuple[str, int, tuple[str, ...]], Statement] = {}


class Hand:
    """A connection inside a transaction. `conn` is SQLAlchemy's own, for making and migrating tables."""

    __slots__ = ("_dialect", "_driver", "conn")

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._dialect = conn.dialect.name
        self._driver: Any = conn.connection.driver_connection

    @property
    def errors(self) -> type[Exception]:
        """What the driver raises."""
        driver: Any = self.conn.dialect.loaded_dbapi
        return cast("type[Exception]", driver.Error)

    @property
    def refusals(self) -> tuple[type[Exception], ...]:
        """What the driver raises about a statement's own values, whatever state the database is in."""
        driver: Any = self.conn.dialect.loaded_dbapi
        return driver.IntegrityError, driver.DataError

    @contextmanager
    def apart(self) -> Iterator[None]:
        """All that is done in here or nothing of it, whatever becomes of the rest of the transaction."""
        self._driver.execute("SAVEPOINT apart")
        try:
            yield
        except BaseException as error:
            try:
                self._driver.execute("ROLLBACK TO SAVEPOINT apart")
                self._driver.execute("RELEASE SAVEPOINT apart")
            except self.errors:
                if not isinstance(error, self.errors):
                    raise
                # else the database has undone the whole transaction, as SQLite does on a full disk, and this place in it too
            raise
        self._driver.execute("RELEASE SAVEPOINT apart")

    def mark(self) -> None:
        """From here on, `back` undoes all that is done: a place in the transaction that stays until its end."""
        self._driver.execute("SAVEPOINT mark")

    def back(self) -> None:
        """Undo what was done since the last mark."""
        self._driver.execute("ROLLBACK TO SAVEPOINT mark")

    def statement(self, source: Executable, keys: tuple[str, ...] = ()) -> Statement:
        """The statement as the driver takes it, compiled at its first use."""
        found = _known.get((self._dialect, id(source), keys))
        if found is None:
            found = Statement(source, self.conn.dialect, keys)
            if len(_known) >= _KEPT:
                _known.clear()
            _known[self._dialect, id(source), keys] = found
        return found

    def execute(self, source: Executable, values: Mapping[str, object] | None = None) -> Found:
        """Run a statement."""
        values = values or {}
        statement = self.statement(source, tuple(values))
        cursor = self._driver.execute(statement.sql, statement.bound(values))
        return Found(statement.rows(cursor), cursor.rowcount)

    def execute_many(self, source: Executable, many: Sequence[Mapping[str, object]]) -> int:
        """Run a statement that gives no rows for each of these, all of the same names, at least one; how many rows it changed."""
        statement = self.statement(source, tuple(many[0]))
        cursor = self._driver.cursor()
        cursor.executemany(statement.sql, [statement.bound(values) for values in many])
        return cast("int", cursor.rowcount)
