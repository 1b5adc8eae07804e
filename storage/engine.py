"""The way into the database: which driver, how a transaction is held, and what is said when it cannot be.

SQLite: one connection, used by one thread at a time; who waits together shares a transaction, which is worked on in the
loop's thread and committed in the store's. Every writing transaction is
BEGIN IMMEDIATE, because a read that turns into a write fails at once and ignores the busy timeout. PostgreSQL: a small
pool; whoever writes locks the person's row first.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from sqlalchemy import create_engine, delete, event, insert, select, text
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import NullPool

from bot.errors import OopsError, StoreBroken, StoreBusy
from storage.address import driver_url
from storage.hand import Hand
from storage.tables import house, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.engine import URL, Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

    from storage.line import Job

T = TypeVar("T")

log = logging.getLogger("oops.storage")

HEAD: Final = "0003"
"""The schema that this code reads and writes. Schemas are named so that the later one is the greater text."""
EARLIER: Final[frozenset[str]] = frozenset({"0001", "0002"})
"""Schemas from which a migration leads to HEAD."""
BESIDE: Final = "0001"
"""The oldest schema whose programs may work on this one, beside ours: what came since only adds. Kept in the database, so that
those programs know. A migration that takes something away, or asks for more, raises it to the first that can do without."""
_BESIDE: Final = "note:beside"

PATIENCE: Final = 2.0
"""Seconds that a turn waits for the database, queue and lock together, before it says so."""
THREADS: Final = 4
"""Connections, and threads, to a PostgreSQL server."""
STALE: Final = 1.0
"""Seconds after which a connection to PostgreSQL that nobody used is asked whether it is alive before it is used."""
GATHER: Final = 0.02
"""Seconds of work after which a shared transaction is committed: the loop waits no longer than that for it."""
_WRITES: Final = "BEGIN IMMEDIATE"
_UNWAITED: Final = 0.05
_A_DAY: Final = 86_400_000
_AT_ONCE: Final = 64 * 1024 * 1024
"""Bytes of a SQLite file that is written anew within a second."""

_BUSY = "The memory is busy just now; nothing was taken. Please send it again."
_FULL = "The disk is full; nothing was taken and nothing is lost. Free some space, then send it again."
_DAMAGED = "The database {name} is damaged; put back a backup, or move it away to begin anew."
DOWN: Final = "The database does not answer; nothing was taken. Please send it again in a moment."


class Database:
    """One database, open. `write` and `read` are transactions, which may wait: they run on the store's own threads."""

    def __init__(self, url: str) -> None:
        self._url = driver_url(url)
        self.sqlite = self._url.get_backend_name() == "sqlite"
        self._memory = self.sqlite and (self._url.database or ":memory:") == ":memory:"
        self.name = self._url.database or ":memory:" if self.sqlite else self._url.render_as_string(hide_password=True)
        self._engine = _sqlite(self._url) if self.sqlite else _postgres(self._url)
        self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        """For PostgreSQL's reads. Each statement sees what is committed by then, within a transaction or without one."""
        self._kept: Connection | None = None
        self._waits = 0.0
        """Seconds that the kept connection waits for another program."""
        self._unwiped = self.sqlite and not self._memory
        """A deleted byte may be left: nobody knows what the program before us owed."""
        self._rewritten = -_A_DAY
        self._driver_module: Any = self._engine.dialect.loaded_dbapi

    def write(self, work: Callable[[Hand], T], asked: float | None = None) -> T:
        """One writing transaction: all of `work`, or nothing. `asked` is the monotonic time at which it was asked for."""
        return self._run(work, _WRITES, asked)

    def read(self, work: Callable[[Hand], T], asked: float | None = None, first: str = "BEGIN") -> T:
        """One reading transaction."""
        return self._run(work, first, asked)

    def begun(self, jobs: Sequence[Job], *, patient: bool = False) -> int:
        """How many of SQLite's jobs were done in one transaction, which is open now: `ended` has to follow. 0: nothing stands.

        Waits for nothing, neither for the disk nor for another program, so it may be called where others wait; `patient`: for
        another program, as long as a turn may. What goes wrong in one job's own hands undoes that job alone, and is noted in it.
        """
        waited = time.monotonic() - jobs[0].asked
        if waited > PATIENCE:
            return 0
        until = time.perf_counter() + GATHER
        try:
            conn = self._opened(PATIENCE - waited if patient else 0.0)
            driver, hand = _raw(conn), Hand(conn)
            driver.execute(_WRITES if any(job.writes for job in jobs) else "BEGIN")
            undo = hand.back if len(jobs) > 1 else driver.rollback
            for number, job in enumerate(jobs, 1):
                try:
                    if job.writes and len(jobs) > 1:
                        hand.mark()
                    job.value = job.work(hand)
                except (DBAPIError, sqlite3.Error, UnicodeError):
                    raise
                except BaseException as error:  # noqa: BLE001  it is raised where it was asked for
                    job.error = error
                    if job.writes:
                        undo()
                if time.perf_counter() > until:
                    return number
        except (DBAPIError, sqlite3.Error, UnicodeError) as error:
            self._back(jobs, error)
            return 0
        return len(jobs)

    def ended(self, jobs: Sequence[Job]) -> bool:
        """What `begun` did is committed now. False: nothing of it stands."""
        if self._kept is None:
            return False
        try:
            _raw(self._kept).commit()
        except (sqlite3.Error, UnicodeError) as error:
            self._back(jobs, error)
            return False
        return True

    def _back(self, jobs: Sequence[Job], error: Exception) -> None:
        for job in jobs:
            job.value = job.error = None
        if self._kept is not None:
            self._undo(_raw(self._kept), error)

    def alone(self, jobs: Sequence[Job]) -> None:
        """Each of SQLite's jobs in a transaction of its own, with patience, so that everyone hears what is the matter with theirs."""
        for job in jobs:
            try:
                job.value = self._run(job.work, _WRITES if job.writes else "BEGIN", job.asked)
            except BaseException as error:  # noqa: BLE001  it is raised where it was asked for
                job.error = error

    def damaged(self) -> StoreBroken:
        """What is said when a row holds what no version of ours has written."""
        return StoreBroken(_DAMAGED.format(name=self.name))

    def wipe(self) -> None:
        """After someone is forgotten: let no deleted byte stay in SQLite's files. Never fails; what fails is owed.

        `secure_delete` overwrites what is deleted, but a row that was moved between pages can leave its ids behind, and
        the write-ahead log keeps old pages. A small file is written anew at once, a large one by `wipe_again`.
        """
        if self.sqlite and not self._memory:
            self._unwiped = True
            self._rewrite(_AT_ONCE)

    def wipe_again(self, now: int) -> None:
        """Do what `wipe` could not do: someone else was reading, or the file is large. `now` in milliseconds.

        A large file takes seconds, in which nobody else is served: so it is written anew once a day at most.
        """
        if self._unwiped and self._rewrite(None if now - self._rewritten >= _A_DAY else _AT_ONCE):
            self._rewritten = now

    def _rewrite(self, limit: int | None) -> bool:
        """Write the file anew, unless it is larger than that. Claim: nothing is owed any more."""
        try:
            driver = self._driver()
            pages, size = (driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            if limit is None or pages * size <= limit:
                driver.execute("VACUUM")
                self._unwiped = False
            row = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._unwiped = self._unwiped or bool(row[0])
        except (sqlite3.Error, SQLAlchemyError):
            self._unwiped = True
        return not self._unwiped

    def files(self) -> list[Path]:
        """What SQLite keeps on the disk; nothing for a server or for memory."""
        if not self.sqlite or self._memory:
            return []
        return [path for end in ("", "-wal", "-journal") if (path := Path(self.name + end)).exists()]

    def close(self) -> None:
        """Let go of every connection."""
        self._let_go()
        self._engine.dispose()

    def prepare(self) -> None:
        """See that the tables are there and ours. Makes them in an empty database, migrates an older one."""
        stands = self.read(self._standing)
        if self.sqlite:
            self.read(lambda _: None, first="PRAGMA journal_mode=WAL")  # now that the file is known to be ours
        if stands != HEAD:
            self.write(self._build)

    # ------------------------------------------------------------------------------------------------ transactions

    def _run(self, work: Callable[[Hand], T], begin: str, asked: float | None) -> T:
        waited = 0.0 if asked is None else time.monotonic() - asked
        if waited > PATIENCE:
            raise StoreBusy(_BUSY)
        wrong: OopsError
        try:
            if self.sqlite:
                return self._on_sqlite(work, begin, waited)
            return self._on_postgres(work, waited) if begin == _WRITES else self._read_postgres(work)
        except (DBAPIError, self._driver_module.Error) as error:
            wrong = _calm(error.orig if isinstance(error, DBAPIError) else error, self.name)
        except PoolTimeout:
            wrong = StoreBusy(_BUSY)
        except UnicodeError:  # SQLite's words about a damaged file can be damaged too
            wrong = self.damaged()
        raise wrong  # outside the handler: the driver's own words stay behind

    def _on_sqlite(self, work: Callable[[Hand], T], begin: str, waited: float) -> T:
        conn = self._opened(PATIENCE - waited)
        driver = _raw(conn)
        try:
            driver.execute(begin)
            done = work(Hand(conn))
            driver.commit()
            return done
        except BaseException as error:
            self._undo(driver, error)
            raise

    def _undo(self, driver: sqlite3.Connection, error: BaseException) -> None:
        """Roll back. A connection of which the driver thinks badly is let go, so that the next turn begins afresh."""
        try:
            driver.rollback()
        except sqlite3.Error:
            self._let_go()
            return
        orig = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(orig, sqlite3.Error) and _code(orig) not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CONSTRAINT}:
            self._let_go()

    def _opened(self, wait: float) -> Connection:
        """The one connection to SQLite's file, which waits so many seconds for another program that is at it."""
        conn = self._kept
        if conn is None:
            conn = self._engine.connect()
            driver = _raw(conn)
            try:
                self._wait(driver, wait)
                for pragma in ("synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
                    driver.execute(f"PRAGMA {pragma}")
            except (sqlite3.Error, UnicodeError):
                conn.close()
                raise
            self._kept = conn
        elif self._waits != wait:
            self._wait(_raw(conn), wait)
        return conn

    def _driver(self, wait: float = PATIENCE) -> sqlite3.Connection:
        return _raw(self._opened(wait))

    def _wait(self, driver: sqlite3.Connection, wait: float) -> None:
        driver.execute(f"PRAGMA busy_timeout={int(wait * 1000)}")
        self._waits = wait

    def _let_go(self) -> None:
        if self._kept is None or self._memory:
            return
        kept, self._kept = self._kept, None
        try:
            kept.invalidate()
            kept.close()
        except (sqlite3.Error, SQLAlchemyError):
            pass  # it is gone either way

    def _read_postgres(self, work: Callable[[Hand], T]) -> T:
        with self._reading.connect() as conn:
            return work(Hand(conn))

    def _on_postgres(self, work: Callable[[Hand], T], waited: float, *, again: bool = True) -> T:
        try:
            with self._engine.begin() as conn:
                if waited > _UNWAITED:
                    conn.exec_driver_sql(f"SET LOCAL lock_timeout = {int((PATIENCE - waited) * 1000) + 1}")
                return work(Hand(conn))
        except (
            IntegrityError,
            self._driver_module.IntegrityError,
        ):  # two wrote the same new row at once: whoever comes second looks again
            if not again:
                raise
        return self._on_postgres(work, waited, again=False)

    # ------------------------------------------------------------------------------------------------ the schema

    def _standing(self, hand: Hand) -> str | None:
        """The schema that stands here: HEAD, which needs nothing done; an earlier one, or none that is known; None for no table."""
        listing = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        if not self.sqlite:
            listing = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        conn = hand.conn
        there = set(conn.exec_driver_sql(listing).scalars())
        if "alembic_version" not in there:
            if there if self.sqlite else there & set(metadata.tables):
                raise StoreBroken(
                    f"The database {self.name} belongs to another program; name an empty one in DATABASE_URL."
                )
            return None
        stands = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if stands is None or stands in EARLIER:
            return stands or ""
        told, _, beside = self._told(hand).partition(" ") if house.name in there else ("", "", "")
        if stands == HEAD:
            return HEAD if (told, beside) == (HEAD, BESIDE) else ""  # led here by hand: then it is still to be told
        if stands > HEAD and told == stands and beside <= HEAD:
            log.info("a later version of oops has added to the database; this one goes on beside it")
            return HEAD
        raise StoreBroken(
            f"The database {self.name} was written by a newer version of oops; start that version, or put back a backup."
        )

    @staticmethod
    def _told(hand: Hand) -> str:
        """The last schema of which it was told, and the oldest whose programs may work on that one."""
        kept = hand.conn.execute(select(house.c.value).where(house.c.name == _BESIDE)).scalar()
        return "" if kept is None else bytes(kept).decode("ascii", "replace")

    def _build(self, hand: Hand) -> None:
        conn = hand.conn
        if not self.sqlite:
            conn.execute(text("SELECT pg_advisory_xact_lock(7093001)"))  # one of several starting at once builds
        stands = self._standing(hand)
        if stands is None:
            metadata.create_all(conn, checkfirst=False)
            conn.exec_driver_sql(
                "CREATE TABLE alembic_version"
                " (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
            conn.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
        elif stands != HEAD:
            from storage.migrations import upgrade

            upgrade(conn)
        else:
            return  # somebody else has built it meanwhile
        conn.execute(delete(house).where(house.c.name == _BESIDE))
        conn.execute(insert(house), {"name": _BESIDE, "value": f"{HEAD} {BESIDE}".encode()})


def _raw(conn: Connection) -> sqlite3.Connection:
    """SQLite's own connection in SQLAlchemy's."""
    driver: Any = conn.connection.driver_connection
    return cast("sqlite3.Connection", driver)


def _sqlite(url: URL) -> Engine:
    # `isolation_level=None`: we begin and commit ourselves
    settings = {"timeout": PATIENCE, "check_same_thread": False, "isolation_level": None}
    return create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=settings)


def _postgres(url: URL) -> Engine:
    wait = int(PATIENCE * 1000)
    engine = create_engine(
        url,
        pool_size=THREADS,
        max_overflow=0,
        pool_timeout=PATIENCE,
        hide_parameters=True,
        connect_args={
            "connect_timeout": int(PATIENCE),
            "tcp_user_timeout": wait,
            "keepalives_idle": 5,  # a server that went without a word is given up in ten seconds, and not after hours
            "keepalives_interval": 2,
            "keepalives_count": 2,
            "application_name": "oops",
            "options": f"-c lock_timeout={wait} -c idle_in_transaction_session_timeout=30000",
        },
    )

    def lent(driver: Any, record: ConnectionPoolEntry, _: object) -> None:
        """A connection that has lain about is asked whether it is alive; asking each time would cost a tenth of a turn."""
        if driver.closed or time.monotonic() - record.info.get("used", 0.0) > STALE:
            try:
                engine.dialect.do_ping(driver)
            except driver_errors:
                raise DisconnectionError from None

    def back(_: object, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    module: Any = engine.dialect.loaded_dbapi
    driver_errors: type[Exception] = module.Error
    event.listen(engine, "checkout", lent)
    event.listen(engine, "checkin", back)
    return engine


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; an error of Python's own counts as SQLITE_ERROR."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


_ON_SQLITE: Final[dict[int, tuple[type[OopsError], str]]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, _BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusy, _BUSY),
    sqlite3.SQLITE_FULL: (StoreBusy, _FULL),
    sqlite3.SQLITE_IOERR: (StoreBusy, "The disk with {name} refuses; nothing was taken. Look after the disk, then send it again."),
    sqlite3.SQLITE_READONLY: (StoreBroken, "The database {name} is read-only; make the file and its folder writable for oops."),
    sqlite3.SQLITE_PERM: (StoreBroken, "The database {name} is not ours to open; make the file and its folder writable for oops."),
    sqlite3.SQLITE_CANTOPEN: (StoreBroken, "No database can be opened at {name}; make its folder, or name another place."),
    sqlite3.SQLITE_NOTADB: (StoreBroken, "The file {name} is not a database; move it away, or name another place."),
    sqlite3.SQLITE_CORRUPT: (StoreBroken, _DAMAGED),
}  # fmt: skip

_ON_POSTGRES: Final[tuple[tuple[str, type[OopsError], str], ...]] = (
    ("55P03", StoreBusy, _BUSY),  # lock not available
    ("57014", StoreBusy, _BUSY),  # cancelled by a time-out
    ("40", StoreBusy, _BUSY),  # deadlock, serialization
    ("53100", StoreBusy, _FULL),
    ("53", StoreBusy, DOWN),  # too many connections, out of memory
    ("57P", StoreBusy, DOWN),  # shutting down, starting up
    ("25P03", StoreBusy, _BUSY),  # idle in a transaction for too long
    ("08", StoreBusy, DOWN),
    ("28", StoreBroken, "The database refuses our name or password; mend DATABASE_URL."),
    ("3D", StoreBroken, "There is no such database; create it, or mend DATABASE_URL."),
    ("42501", StoreBroken, "The database lets us in but not at its tables; grant them to the user in DATABASE_URL."),
    ("25006", StoreBroken, "The database is read-only; name the server that may be written in DATABASE_URL."),
)


def _calm(error: BaseException | None, name: str) -> OopsError:
    """One sentence that says what to do next, in place of a driver's error."""
    if isinstance(error, sqlite3.Error):
        kind, line = _ON_SQLITE.get(
            _code(error), (StoreBroken, "The database {name} cannot be used; `oops check` looks.")
        )
        return kind(line.format(name=name))
    state = getattr(error, "sqlstate", None)
    if state is None:
        # refused, unreachable, cut off, or turned away before a state is known
        words = str(error)
        for said, code in (("authentication failed", "28"), ("does not exist", "3D")):
            if said in words:
                state = code
    if state is None:
        return StoreBusy(DOWN)
    for start, kind, line in _ON_POSTGRES:
        if state.startswith(start):
            return kind(line)
    return StoreBroken("The database cannot be used; `oops check` looks.")
