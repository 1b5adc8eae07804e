"""What each error costs: log-odds added or taken before a cut, and how much more than a label a mark needs.

The cuts themselves are made by `make review-model` on a hand that its model never saw, and stand in model/reader.json.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NGRAMS: Final = 0.3
"""The share of the n-grams' log-odds beside the encoder's."""

RULES: Final = MappingProxyType(
    {"excuse": 1.0, "blame": 1.7, "concealment": 1.6, "repair": 1.6, "passive_evasion": 1.5}
)
"""What a rule that fires adds to its label's log-odds."""
OVERLOAD: Final = 2.0
"""What words of overload add to `excuse`."""
HINT: Final = 1.6
"""What other words that speak for a label add to it (`rules.HINTS`)."""
PLAIN: Final = 5.0
"""What a bare report takes from `passive_evasion` ("the keys were returned at 18:10"), and "nobody was hurt" from `minimizing`."""
EVERYDAY: Final = 5.0
"""What an everyday worry about work takes from `crisis` where the model is in doubt: between `CALM` and `FIRM`. Its sure word stands."""
OF_THE_DAY: Final = 8.0
"""The same where the whole sentence is such an answer or plan: "won't take the guard off again without locking out"."""

MARK: Final = 0.5
"""How far above its cut a label is marked: a false mark costs trust."""
MARK_HIDING: Final = 0.0
"""The same for `concealment`: a coach who writes a hidden thing into a letter costs more."""
MARK_DRAFT: Final = 1.6
"""The same in a text of many sentences, where each is one more chance of a false mark."""

ASK: Final = -1.4
"""Log-odds of `crisis` from which the coach asks one soft question."""
ASK_AT_WORK: Final = 0.0
"""The same in a sentence that speaks of the work by another of its labels. On hand a, which the model did not see, both
together ask in 33 of 1,438 sentences and miss none of 93. What either misses elsewhere stands in README.md."""
FIRM: Final = 4.0
"""Log-odds of `crisis` from which the model's word alone stops the coaching. Between the cut and this, `crisis` is among the
labels and the coach asks."""
CALM: Final = -4.0
"""Log-odds of `crisis`, the model's own, below which it clearly says that a sign of danger is none."""
FIGURE: Final = ASK
"""The same below which an idiom that the floor knows may be one. No idiom in the hands a and b is above it, read by a model that
never saw its hand; a denial ("I don't want to hurt myself") is."""

PARTS: Final = MappingProxyType({"repair": -1.0, "prevention": -1.1})
"""How far below its cut a plan still counts as being there: a doubt goes to the writer."""

TOGETHER: Final = 4
"""Up to so many sentences are also read as one: short ones explain each other."""
TOGETHER_LENGTH: Final = 320
"""Up to so many characters."""
