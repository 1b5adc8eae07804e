"""Other people's schemas, where they are present: OOPS_CONTRACTS, or `../shared/contracts` beside the repository."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import regex

HOUSE = Path(__file__).parents[2]


def folder() -> Path | None:
    named = os.environ.get("OOPS_CONTRACTS")
    main = (HOUSE / ".git").read_text().partition(":")[2].strip() if (HOUSE / ".git").is_file() else ""
    near = (
        [HOUSE, Path(main).parents[2]] if main else [HOUSE]
    )  # a second work tree stands elsewhere than its repository
    places = [Path(named)] if named else [each.parent / "shared" / "contracts" for each in near]
    return next((each for each in places if each.is_dir()), None)


def contract(name: str) -> Any:
    found = folder()
    if found is None or not (found / name).is_file():
        pytest.skip(f"needs {name} (OOPS_CONTRACTS)")
    return json.loads((found / name).read_text("utf-8"))


def present() -> bool:
    return folder() is not None


@cache
def _cards(version: str) -> jsonschema.Draft6Validator:
    schema = contract(f"ac-{version}.0.json")
    for definition in _objects(schema):  # two places say `"required": false`, which is no JSON schema
        if definition.get("required") is False:
            del definition["required"]
    return jsonschema.Draft6Validator(schema)


def _objects(value: Any) -> list[dict[str, Any]]:
    found, todo = [], [value]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            found.append(each)
            todo += each.values()
        elif isinstance(each, list):
            todo += each
    return found


def without_msteams(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_msteams(each) for key, each in value.items() if key != "msteams"}
    return [without_msteams(each) for each in value] if isinstance(value, list) else value


def card_troubles(card: dict[str, Any]) -> list[str]:
    """What Microsoft's schema has against a card of this version."""
    validator = _cards(card["version"])
    return [
        f"{list(each.absolute_path)}: {each.message[:200]}" for each in validator.iter_errors(without_msteams(card))
    ]


def manifest_troubles(manifest: dict[str, Any]) -> list[str]:
    schema = contract("teams-manifest.json")

    def pattern(validator: Any, wanted: str, instance: Any, _: Any) -> Any:
        if validator.is_type(instance, "string") and not regex.search(wanted, instance):
            yield jsonschema.ValidationError(f"{instance!r} does not match {wanted!r}")

    judge = jsonschema.validators.extend(jsonschema.Draft4Validator, {"pattern": pattern})
    return [f"{list(each.absolute_path)}: {each.message[:200]}" for each in judge(schema).iter_errors(manifest)]
