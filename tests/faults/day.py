"""What Sam and Dana do on the day into which the faults fall: from "oops" to a note that its reader answers, a check-in, and nothing left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

SAM, DANA = "sam", "dana"
APART = timedelta(minutes=20)
LAST = timedelta(minutes=15)
"""So long after a step's beginning its last beat is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does: they type, or they press; or they press and fill the form that opens. Or nobody does anything."""

    says: str = ""
    presses: str = ""
    who: str = SAM
    at: time | None = None
    """When it begins; else some minutes after the one before."""
    perhaps: bool = False
    """It is done only where there is such a button: a fault may have taken it, and nothing is owed then."""

    def begins(self, before: datetime) -> datetime:
        """When it is done, if the one before it began then."""
        return before + APART if self.at is None else datetime.combine(before, self.at, before.tzinfo)

    @property
    def form(self) -> bool:
        """Claim: a form is filled."""
        return bool(self.says and self.presses)


ASK = Step("Can the finance part come first?", presses="ask_one", who=DANA)
THANK = Step(presses="thank", who=DANA, at=time(17, 14, 59))
"""Its last beat is a second before the check-in is due."""
DUE = Step(at=time(17, 30))
"""Sam has said "by 17:30", and is asked then."""
DAY: Sequence[Step] = (
    Step("oops no time, need words for my boss now. missed a deadline"),
    Step("Q1 board deck, due 9:00 today. 14 of 20 slides done. i completely forgot the finance part"),
    Step("all 20 by 17:30. dana presents at 18"),
    Step(presses="yes"),
    Step(presses="send"),
    Step(presses="send"),
    ASK,
    THANK,
    DUE,
    Step("delete everything"),
    Step(presses="delete_recall"),
)
GOES = 5
"""The step of it in which the note goes to Dana."""
DAYS: Mapping[str, Sequence[Step]] = {"slack": DAY, "teams": [each for each in DAY if each is not ASK]}
"""In Teams no press opens a form at once."""
GUEST_DAY: Sequence[Step] = (
    *DAY[:4],
    Step(presses="guest_yes", perhaps=True),
    Step(presses="keep_mine", perhaps=True),
    *DAY[4:],
)
"""The same day in a house with a language model: Sam lets it be asked, looks at what it suggests, and keeps his own words."""
SUGGESTED = (
    "I missed a deadline: NAME1 board deck, due 9:00 today, and I completely forgot the finance part.",
    "14 of 20 slides done.",
    "You'll have all 20 by 17:30.",
    "I am sorry.",
)
"""What the model says, as it sees the note: with names taken out."""
