"""`oops manifest teams`: the package that an administrator uploads: a manifest, words by language, two icons. Pure.

The icons are drawn here, in plain Python: a speech bubble whose mouth is a small "o". No picture of anybody else's.
"""

from __future__ import annotations

import io
import json
import re
import struct
import uuid
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from adapters.settings import public_address
from bot.errors import SettingsWrong
from prompts.catalog import Catalog

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json"
VERSION = "1.29"
COLOUR = "#3F6F5F"
NOBODY = "00000000-0000-0000-0000-000000000000"
"""Stands for a bot that is not registered yet."""
COMMANDS = ("oops", "map", "where", "edit", "later", "pause", "stop", "export", "delete", "human", "help")
"""The words that Teams offers while one types; `app.words.<word>` is what is typed, `app.words.<word>_about` says it."""
WHEN = (2026, 1, 1, 0, 0, 0)
"""The package is the same byte for byte, whenever it is made."""
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def package(catalog: Catalog, url: str | None, app_id: str, version: str) -> bytes:
    """The zip. Raises SettingsWrong with one line when `url` is no public https address, or `app_id` is none."""
    made = manifest(catalog, url, app_id, version)
    files = {
        "manifest.json": _json(made),
        "color.png": png(192, colour),
        "outline.png": png(32, outline),
        "en.json": _json(words(made)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name, WHEN), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def manifest(catalog: Catalog, url: str | None, app_id: str, version: str) -> dict[str, Any]:
    """The manifest: one bot, for one person at a time, that asks for no permission."""
    bot = (app_id or NOBODY).lower()
    if not _GUID.fullmatch(bot):
        raise SettingsWrong("MICROSOFT_APP_ID is not an app id; copy it from the bot's registration, or leave it out.")
    if url is None:
        raise SettingsWrong("Say where Teams reaches this: --url https://oops.example.com.")
    base = public_address(url)
    listed = [
        {"title": catalog.line(f"app.words.{each}"), "description": catalog.line(f"app.words.{each}_about")}
        for each in COMMANDS
    ]
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"oops:{bot}")),
        "localizationInfo": {"defaultLanguageTag": "en", "defaultLanguageFile": "en.json"},
        "developer": {
            "name": catalog.line("app.name"),
            "websiteUrl": base,
            "privacyUrl": f"{base}/privacy",
            "termsOfUseUrl": f"{base}/terms",
        },
        "name": {"short": catalog.line("app.name"), "full": catalog.line("app.full_name")},
        "description": {"short": catalog.line("app.short"), "full": catalog.line("app.about_long")},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": COLOUR,
        "bots": [
            {
                "botId": bot,
                "scopes": ["personal"],
                "isNotificationOnly": False,
                "supportsFiles": False,
                "supportsCalling": False,
                "supportsVideo": False,
                "supportsTargetedMessages": True,
                "commandLists": [{"scopes": ["personal"], "triggers": ["mention", "slash"], "commands": listed}],
            }
        ],
        "permissions": ["identity"],
        "validDomains": [urlsplit(base).hostname],
        "defaultInstallScope": "personal",
    }


def words(made: Mapping[str, Any]) -> dict[str, str]:
    """The words of a manifest by the names that a translation gives them: a copy of this file, translated, is a language."""
    commands = made["bots"][0]["commandLists"][0]["commands"]
    found = {
        "name.short": made["name"]["short"],
        "name.full": made["name"]["full"],
        "description.short": made["description"]["short"],
        "description.full": made["description"]["full"],
    }
    for number, each in enumerate(commands):
        for key in ("title", "description"):
            found[f"bots[0].commandLists[0].commands[{number}].{key}"] = each[key]
    return {"$schema": SCHEMA.replace("schema.json", "Localization.schema.json"), **found}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


# ------------------------------------------------------------------------------------------------------------ the icons

Pixel = tuple[int, int, int, int]
FINE = 4
"""Samples a pixel, in each direction."""


def png(size: int, draw: Callable[[float, float], Pixel]) -> bytes:
    """A square picture. `draw` gives the colour at a point; both run from 0 to 1, downwards and to the right."""
    rows = bytearray()
    for y in range(size):
        rows.append(0)
        for x in range(size):
            rows += bytes(
                _mean(
                    [
                        draw((x + (i + 0.5) / FINE) / size, (y + (j + 0.5) / FINE) / size)
                        for i in range(FINE)
                        for j in range(FINE)
                    ]
                )
            )
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _mean(samples: list[Pixel]) -> Pixel:
    """The mean colour; what is transparent has no say in it."""
    weight = sum(each[3] for each in samples)
    if not weight:
        return (0, 0, 0, 0)
    red, green, blue = (round(sum(each[at] * each[3] for each in samples) / weight) for at in range(3))
    return (red, green, blue, round(weight / len(samples)))


GREEN: Pixel = (0x3F, 0x6F, 0x5F, 255)
WHITE: Pixel = (255, 255, 255, 255)
CLEAR: Pixel = (0, 0, 0, 0)


def colour(x: float, y: float) -> Pixel:
    """A green square with a white bubble and a green "o" in it."""
    if _ring(x, y, 0.5, 0.45, 0.075, 0.135):
        return GREEN
    return WHITE if _bubble(x, y, 0.0) else GREEN


def outline(x: float, y: float) -> Pixel:
    """The same in white lines on nothing."""
    if _ring(x, y, 0.5, 0.45, 0.06, 0.14):
        return WHITE
    return WHITE if _bubble(x, y, -0.09) and not _bubble(x, y, 0.0) else CLEAR


def _ring(x: float, y: float, at_x: float, at_y: float, inner: float, outer: float) -> bool:
    return inner**2 <= (x - at_x) ** 2 + (y - at_y) ** 2 <= outer**2


def _bubble(x: float, y: float, less: float) -> bool:
    """A round bubble with a tail; `less` makes it so much smaller on every side, or larger when it is negative."""
    radius = 0.3 - less
    tail = 0.28 - less / 2 <= x <= 0.46 - less / 2 and 0.6 <= y <= 0.86 - less - 1.2 * abs(x - 0.33)
    return (x - 0.5) ** 2 + (y - 0.45) ** 2 <= radius**2 or tail


__all__ = ["COMMANDS", "manifest", "package", "png", "words"]
