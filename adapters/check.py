"""`oops check`: line by line what is right, wrong or missing, and how to mend it. Secrets are never shown."""

from __future__ import annotations

from collections.abc import Mapping

from adapters import settings
from adapters.app import load_house
from adapters.reader import model_state
from adapters.settings import Finding, Model, Settings
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
    if wanted is not None and wanted.model is not None:
        findings.append(await _guest(wanted.model))
    if wanted is not None and wanted.slack is None and wanted.teams is None:
        findings.append(Finding("missing", "a door", "set Slack's variables, or MICROSOFT_APP_ID for Teams."))
    wrong = sum(each.state in {"wrong", "missing"} for each in findings)
    stops = any(each.state in {"wrong", "missing"} and each.stops for each in findings)
    wide = max(len(each.name) for each in findings)
    lines = [f"{_SIGN[each.state]}  {each.name:<{wide}}  {each.line}" for each in findings]
    end = "Everything is in order: `oops serve` can start." if not wrong else f"To mend: {wrong}."
    if wrong and not stops:
        end += " `oops serve` can start, and does without the language model."
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


_MODEL = {
    "key": "OPENAI_API_KEY: {where} does not take this key; make another there, or name the right service.",
    "unknown": "OOPS_MODEL: {where} does not know {model}; `curl {base}models` lists what it has.",
    "not_found": "OPENAI_BASE_URL: nothing answers there as a chat service; it often ends in /v1. Or {model} is not known there.",
    "unreachable": "OPENAI_BASE_URL: {where} cannot be reached from here.",
    "slow": "{where} gave no answer within {limit:g} seconds; people would never see one.",
    "too_many": "{where} takes no more calls just now: its limit, or the account's.",
    "broken": "{where} has trouble of its own just now.",
    "refused": "OPENAI_BASE_URL: {where} does not take this request; is it a chat service for {model}?",
}
_NO_MODEL = "OPENAI_BASE_URL: what answers at {where} is no OpenAI-compatible service; it often ends in /v1."


async def _guest(model: Model) -> Finding:
    """The language model: one small call. What is wrong with it stops no start."""
    from adapters.coach import LIMIT, ModelCoach, host_of

    coach = ModelCoach(model)
    why = await coach.tried()
    await coach.close()
    where, base = host_of(model), model.base or "https://api.openai.com/v1/"
    if not why:
        return Finding("right", "language model", f"{model.name} at {where} answers", stops=False)
    line = _MODEL.get(why, _NO_MODEL).format(where=where, model=model.name, base=base, limit=LIMIT)
    return Finding("wrong", "language model", line, stops=False)


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
    parked = f"; {rows['parked']} check-ins or words are set aside" if rows["parked"] else ""
    return Finding("right", "database", f"answers; {rows['people']} people, {rows['journeys']} journeys{parked}")


__all__ = ["look"]
