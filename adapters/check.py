"""`oops check`: line by line what is right, wrong or missing, and how to mend it. Secrets are never shown."""

from __future__ import annotations

from collections.abc import Mapping

from adapters import settings
from adapters.app import load_house
from adapters.reader import model_state
from adapters.settings import Finding, Settings
from bot.errors import OopsError
from prompts.wrong import CatalogWrong
from storage.store import SqlStore

_SIGN = {"right": "right  ", "wrong": "WRONG  ", "missing": "MISSING", "off": "off    "}


async def look(environment: Mapping[str, str]) -> tuple[list[str], bool]:
    """The lines, and whether `oops serve` can start."""
    wanted, found = settings.examined(environment)
    findings = [*found, _words(wanted), _reader()]
    if wanted is not None:
        findings.append(await _memory(wanted))
    if wanted is not None and wanted.slack is None and wanted.teams is None:
        findings.append(Finding("missing", "a door", "set Slack's variables, or MICROSOFT_APP_ID for Teams."))
    wrong = sum(each.state in {"wrong", "missing"} for each in findings)
    wide = max(len(each.name) for each in findings)
    lines = [f"{_SIGN[each.state]}  {each.name:<{wide}}  {each.line}" for each in findings]
    end = "Everything is in order: `oops serve` can start." if not wrong else f"To mend: {wrong}."
    return [*lines, "", end], not wrong


def _words(wanted: Settings | None) -> Finding:
    """The words, and the organisation's policy."""
    try:
        house = load_house(wanted.policy if wanted else None)
    except (CatalogWrong, OopsError) as error:
        return Finding("wrong", "words and policy", str(error))
    ours = "the example policy; name your own with OOPS_POLICY" if not (wanted and wanted.policy) else "your policy"
    return Finding("right", "words and policy", f"all read; {ours}; country {house.policy.country}")


def _reader() -> Finding:
    """The trained sentence reader."""
    whole, line = model_state()
    return Finding("right" if whole else "wrong", "sentence reader", line)


async def _memory(wanted: Settings) -> Finding:
    """The database: opened, and counted."""
    try:
        store = SqlStore.open(wanted.database, wanted.master_key, wanted.old_keys)
    except OopsError as error:
        return Finding("wrong", "database", str(error))
    try:
        rows = await store.counts()
    except OopsError as error:
        return Finding("wrong", "database", str(error))
    finally:
        await store.close()
    parked = f"; {rows['parked']} check-ins are parked" if rows["parked"] else ""
    return Finding("right", "database", f"answers; {rows['people']} people, {rows['journeys']} journeys{parked}")


__all__ = ["look"]
