"""The package that an administrator uploads."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from golden_letters import house
from teams.contracts import manifest_troubles, present

from adapters.cli import main
from adapters.teams import manifest
from adapters.teams.names import MAP
from bot.controls import control_word
from bot.errors import SettingsWrong

APP = "11111111-2222-3333-4444-555555555555"
URL = "https://oops.example.com"
CATALOG = house().catalog
MADE = manifest.package(CATALOG, URL, APP, "0.1.0")


def opened(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def pixels(data: bytes) -> tuple[int, int, list[tuple[int, ...]]]:
    """Width, height and pixels of a PNG of ours (8 bits, RGBA, no filter)."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, parts = 8, {}
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert zlib.crc32(name + body) == struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        parts[name] = body
        at += 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert (depth, kind) == (8, 6)
    raw, row = zlib.decompress(parts[b"IDAT"]), 1 + 4 * width
    assert len(raw) == row * height
    return width, height, [tuple(raw[y * row + 1 + 4 * x :][:4]) for y in range(height) for x in range(width)]


@pytest.mark.skipif(not present(), reason="the schemas are not here")
def test_the_manifest_is_valid_by_microsofts_schema() -> None:
    made = json.loads(opened(MADE)["manifest.json"])

    assert manifest_troubles(made) == []
    assert manifest_troubles(made | {"id": "no guid"})
    assert manifest_troubles(made | {"name": {"short": "x" * 31}})


def test_it_is_one_bot_for_one_person_at_a_time_that_asks_for_next_to_nothing() -> None:
    made = json.loads(opened(MADE)["manifest.json"])
    (bot,) = made["bots"]

    assert (bot["botId"], bot["scopes"]) == (APP, ["personal"])
    assert made["permissions"] == ["identity"]
    assert "webApplicationInfo" not in made
    assert made["validDomains"] == ["oops.example.com"]
    assert made["id"] != APP
    assert len(made["description"]["short"]) <= 80


def test_every_command_that_it_lists_is_a_word_that_works() -> None:
    made = json.loads(opened(MADE)["manifest.json"])
    (listed,) = made["bots"][0]["commandLists"]

    assert listed["triggers"] == ["mention", "slash"]
    assert len(listed["commands"]) <= 12
    for each in listed["commands"]:
        assert each["title"] == MAP or control_word(each["title"]) is not None, each["title"]


def test_its_words_can_be_translated_without_touching_it() -> None:
    files = opened(MADE)
    made, words = json.loads(files["manifest.json"]), json.loads(files[made_language(files)])
    for name, text in words.items():
        if name != "$schema":
            assert found(made, name) == text


def made_language(files: dict[str, bytes]) -> str:
    return str(json.loads(files["manifest.json"])["localizationInfo"]["defaultLanguageFile"])


def found(made: Any, path: str) -> Any:
    for part in path.replace("[", ".").replace("]", "").split("."):
        made = made[int(part)] if part.isdigit() else made[part]
    return made


def test_the_icons_are_what_teams_asks_for() -> None:
    files = opened(MADE)
    width, height, colour = pixels(files["color.png"])
    assert (width, height) == (192, 192)
    assert {each[3] for each in colour} == {255}
    assert len(set(colour)) > 2
    width, height, outline = pixels(files["outline.png"])
    assert (width, height) == (32, 32)
    assert {each[:3] for each in outline if each[3]} == {(255, 255, 255)}
    assert outline[0][3] == 0
    assert len(files["color.png"]) < 30_000


def test_the_same_package_comes_out_byte_for_byte() -> None:
    assert manifest.package(CATALOG, URL, APP, "0.1.0") == MADE


@pytest.mark.parametrize(
    "url", [None, "http://oops.example.com", "oops.example.com", "https://localhost", "https://a b.example"]
)
def test_an_address_that_teams_cannot_reach_is_said(url: str | None) -> None:
    with pytest.raises(SettingsWrong):
        manifest.manifest(CATALOG, url, APP, "0.1.0")


def test_an_app_id_that_is_none_is_said() -> None:
    with pytest.raises(SettingsWrong):
        manifest.manifest(CATALOG, URL, "not an id", "0.1.0")


def test_the_command_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MICROSOFT_APP_ID", APP)
    assert main(["manifest", "teams", "--url", URL, "--out", str(tmp_path / "oops.zip")]) == 0
    assert json.loads(opened((tmp_path / "oops.zip").read_bytes())["manifest.json"])["bots"][0]["botId"] == APP
    assert capsys.readouterr().err == ""
    monkeypatch.delenv("MICROSOFT_APP_ID")
    assert main(["manifest", "teams", "--url", URL, "--out", str(tmp_path / "oops.zip")]) == 0
    assert "stands for nobody yet" in capsys.readouterr().err
    assert main(["manifest", "teams", "--out", str(tmp_path / "x.zip")]) == 2
    assert capsys.readouterr().err.count("\n") == 2
