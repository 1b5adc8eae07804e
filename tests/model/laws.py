"""Laws that need no model: what anyone may see, whatever was done, held against what was seen before."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from model.model import SAM, Seen

COMES_TO = {
    "held": {"held", "sending", "sent", "unknown", "failed", "withdrawn"},
    "sending": {"sending", "held", "sent", "unknown", "failed", "withdrawn"},
    "sent": {"sent", "withdrawn"},
    "withdrawn": {"withdrawn"},
}
"""What may become of a letter. One that was withdrawn never goes; one that went can only be taken back."""


def only_approved_words_leave_and_once(seen: Seen, approved: Counter[str]) -> None:
    """What stands in another's chat over the author's name are the very words of a card on which the author pressed Send."""
    for name, texts in seen.read.items():
        notes = [text for text in texts if "wrote this and chose to send it" in text.partition("\n")[0]]
        for words in {words for text in notes for words in approved if words in text}:
            assert sum(words in text for text in notes) <= sum(n for each, n in approved.items() if words in each), (
                "once"
            )
        assert name == SAM or all(any(words in text for words in approved) for text in notes), "approved"


def a_letter_comes_to_one_end(before: Seen, seen: Seen) -> None:
    """Nothing that was withdrawn goes, and nothing that went waits again."""
    if len(seen.letters) >= len(before.letters):
        for (to, was), (still_to, now) in zip(before.letters, seen.letters, strict=False):
            assert to == still_to
            assert now in COMES_TO[was], f"{was} → {now}"


def nothing_changes(before: Seen, seen: Seen) -> None:
    """What was delivered before, a press of somebody else's, a new start: nobody sees a difference."""
    assert seen == before


def nobody_is_spoken_to_without_a_promise(before: Seen, seen: Seen, now: datetime) -> None:
    """Time alone says nothing, but for what was promised and is due, and for what became of letters; what is gone says nothing at all."""
    owed = any(due <= now for _, due in before.promises) or any(
        state in {"held", "sending"} for _, state in before.letters
    )
    if not owed:
        assert seen.read == before.read


def nothing_early(seen: Seen, now: datetime) -> None:
    """Whatever is still promised lies ahead."""
    assert all(due > now for _, due in seen.promises)


def what_is_deleted_is_gone(seen: Seen) -> None:
    """Without a journey there is no letter and no promise."""
    assert seen.journeys or not (seen.letters or seen.promises)
