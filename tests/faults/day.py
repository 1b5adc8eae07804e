"""What Sam and Dana do on the day into which the faults fall: from "oops" to a note that its reader answers, and to nothing left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SAM, DANA = "U0SAM", "U0DANA"


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody does: they type, or they press."""

    says: str = ""
    presses: str = ""
    who: str = SAM


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
