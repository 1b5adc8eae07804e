"""What somebody will do differently, as an If–Then (COACHING S2.5): grammatical, in their own words, with their own cue."""

import tomllib
from pathlib import Path

import pytest

from bot.wording import IfThen, if_then

CASES = tomllib.loads((Path(__file__).parent / "data" / "if_then.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", [*CASES["own"], *CASES["kept_aside"]], ids=lambda case: case["typed"])
def test_S2_5_a_prevention_reads_as_an_if_then_and_as_a_promise(case):  # noqa: N802  called by its statement
    expected = IfThen(case.get("cue", ""), case["act"], case["promise"], case.get("clause", True))

    assert if_then(case["typed"]) == expected
