"""What the language model is told for each thing that it may be asked: one page a job, read and checked when there is a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from prompts.wrong import CatalogWrong

COACH = Path(__file__).parent / "coach"
LONGEST = 4_000
"""Characters of a page: what is said each time costs each time."""


def load_briefs(jobs: Iterable[str], folder: Path = COACH) -> Mapping[str, str]:
    """Job → its page. Raises CatalogWrong naming the page that is missing, empty or too long."""
    found = {}
    for job in jobs:
        try:
            text = (folder / f"{job}.md").read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise CatalogWrong(f"coach/{job}.md: the page cannot be read") from None
        if not text or len(text) > LONGEST:
            raise CatalogWrong(f"coach/{job}.md: a page has 1 to {LONGEST} characters")
        found[job] = text
    return found


__all__ = ["load_briefs"]
