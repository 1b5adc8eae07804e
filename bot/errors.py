"""What can go wrong, as one small tree. Each error carries its one line for people.

OopsError
├── SettingsWrong    the operator's settings          ├── StoreBusy     try again, nothing was taken
├── CatalogWrong     our words, at start-up           ├── StoreBroken   the database cannot be used
├── LetterRefused    consent, hash or recipient       ├── DoorRefused   a request that is not a platform's
└── DoorAway         a platform that cannot be asked
"""

from __future__ import annotations

from typing import ClassVar

from prompts.wrong import CatalogWrong


class OopsError(Exception):
    """Something on our side. `str(error)` is one calm line that may be shown."""

    exit_code: ClassVar[int] = 2
    status: ClassVar[int] = 500


class SettingsWrong(OopsError):
    """The operator's settings do not fit together."""


class LetterRefused(OopsError):
    """A letter whose consent, hash or recipient does not hold."""


class StoreBusy(OopsError):
    """The store cannot take this now; nothing was taken, so it may be sent again."""

    status = 503


class StoreBroken(OopsError):
    """The database cannot be used."""

    status = 503


class DoorRefused(OopsError):
    """A request that does not come from the platform it names."""

    status = 401


class DoorAway(OopsError):
    """The platform cannot be asked for what this needs; nothing was taken, so it may be sent again."""

    status = 503


__all__ = [
    "CatalogWrong",
    "DoorAway",
    "DoorRefused",
    "LetterRefused",
    "OopsError",
    "SettingsWrong",
    "StoreBroken",
    "StoreBusy",
]
