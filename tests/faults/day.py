"""What Sam and Dana do on the day into which the faults fall: from "oops" to a note that its reader answers, and to nothing left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SAM, DANA = "sam", "dana"


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does: they type, or they press."""

    says: str = ""
    presses: str = ""
    who: str = SAM
    perhaps: bool = False
    """It is done only where there is such a button: a fault may have taken it, and nothing is owed then."""


DAY: Sequence[Step] = (
    Step("oops no time, need words for my boss now. missed a deadline"),
    Step("Q1 board deck, due 9:00 today. 14 of 20 slides done. i completely forgot the finance part"),
    Step("all 20 by 17:30. dana presents at 18"),
    Step(presses="yes"),
    Step(presses="send"),
    Step(presses="send"),
    Step(presses="thank", who=DANA),
    Step("delete everything"),
    Step(presses="delete_recall"),
)
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
