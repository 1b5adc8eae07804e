"""A database's address: as people write it, and with the driver that is our business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsWrong

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


def driver_url(url: str) -> URL:
    """The URL with our driver: `sqlite:///…` and `postgresql://…` are all that anyone need write."""
    try:
        made = make_url(url)
        name = made.get_backend_name()
    except (ArgumentError, ValueError):
        raise SettingsWrong(
            "DATABASE_URL is not a database's address; write sqlite:///oops.db or postgresql://…"
        ) from None
    if name == "sqlite":
        if made.host:
            raise SettingsWrong(
                "DATABASE_URL names a file with three slashes: sqlite:///oops.db, or four from the root."
            )
        return made.set(drivername="sqlite")
    if name in {"postgresql", "postgres"}:
        return made.set(drivername="postgresql+psycopg")
    raise SettingsWrong(f"DATABASE_URL names {name}; oops keeps its memory in sqlite:///… or postgresql://… only.")
