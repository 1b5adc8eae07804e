"""What a form holds before it is filled, and what is wrong with one that was sent. Pure, and the same for every door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time

from bot.journey import Job, Journey
from bot.letters import Field, Form
from prompts.catalog import Catalog


def held(form: Form, journey: Journey | None) -> dict[str, str]:
    """Field → what stands in it when the form opens: in [Edit], the note as it is, or the words put forward for it."""
    if journey is None or form.id != "edit":
        return {}
    draft, visit = journey.draft, journey.visit
    words = (
        visit.text
        if visit is not None and visit.job is Job.MESSAGE and visit.text
        else draft.text
        if draft is not None
        else ""
    )
    return {"words": words} if words else {}


def troubles(
    form: Form, filled: Mapping[str, str], catalog: Catalog, length: Callable[[str], int] = len
) -> dict[str, str]:
    """Field → the line beside it, for each field that is empty, too long, or not of its type. Empty: all is well.

    `length` counts as the platform does.
    """
    return {
        each.name: line for each in form.fields if (line := _trouble(each, filled.get(each.name, ""), catalog, length))
    }


def _trouble(of: Field, text: str, catalog: Catalog, length: Callable[[str], int]) -> str:
    bare = text.strip()
    if not bare:
        return catalog.line("form.empty") if of.required else ""
    if length(text) > of.max:
        return catalog.line("form.too_long", {"most": str(of.max), "count": str(length(text))})
    return "" if _is(of, bare) else catalog.line(f"form.no_{of.type}")


def _is(of: Field, text: str) -> bool:
    """Claim: the text is of the field's type, as pickers give it."""
    try:
        match of.type:
            case "date":
                date.fromisoformat(text)
            case "time":
                time.fromisoformat(text)
            case "choice":
                return text in of.options
            case _:
                pass
    except ValueError:
        return False
    return True


__all__ = ["held", "troubles"]
