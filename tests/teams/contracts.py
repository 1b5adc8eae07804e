"""Microsoft's schemas as judges, where they are present."""

from __future__ import annotations

from functools import cache
from typing import Any

import jsonschema
import regex
from contracts import PLACE, contract


def present() -> bool:
    """Claim: the schemas are here."""
    return PLACE.is_dir()


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


@cache
def _activities() -> jsonschema.Draft4Validator:
    swagger = contract("ConnectorAPI.json")
    return jsonschema.Draft4Validator({"$ref": "#/definitions/Activity", "definitions": swagger["definitions"]})


def activity_troubles(activity: dict[str, Any]) -> list[str]:
    """What Microsoft's description of the Connector has against an activity that was sent to it."""
    validator = _activities()
    known = contract("ConnectorAPI.json")["definitions"]["Activity"]["properties"]
    strange = [f"it does not know {name!r}" for name in activity if name not in known]
    return [
        *strange,
        *(f"{list(each.absolute_path)}: {each.message[:200]}" for each in validator.iter_errors(activity)),
    ]
