"""E1: whatever is changed in what comes in, a door says calmly that it is none of its own, or hears something; it never breaks."""

from __future__ import annotations

import copy
import json
import random
import subprocess
from pathlib import Path

import hypothesis
import pytest
from audit.doors import ENTRANCES, SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proofs import few, many

HOUSE = Path(__file__).resolve().parents[2]
ATHERIS = HOUSE / ".venv-audit/bin/python"
SEED = 20261128
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
    st.sampled_from(["begin", "press", "send", "j.1", "j.1#0", "PT1H", "P1D", "P99999999D", "9" * 30, "\x00", "\ud800", "<@U1>", "1776087840.0002"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    """Every place in a payload."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield from places(each, (*path, key))


def changed(data, sample):
    """A payload with other values in some of its places, or without them; now and then another altogether."""
    if data.draw(st.integers(0, 19)) == 19:
        return data.draw(VALUES)
    made = copy.deepcopy(sample)
    for path in data.draw(st.lists(st.sampled_from([each for each in places(sample) if each]), min_size=1, max_size=3)):
        inside = made
        for key in path[:-1]:
            inside = inside[key] if isinstance(inside, dict) and key in inside else {}
        if isinstance(inside, dict):
            inside[path[-1]] = data.draw(VALUES)
            if data.draw(st.booleans()) and data.draw(st.booleans()):
                del inside[path[-1]]
    return made


def fuzzed(door, number, seed, proof):
    @hypothesis.seed(seed)
    @settings(max_examples=number, database=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def any_change(data):
        payload = changed(data, data.draw(st.sampled_from(SAMPLES[door])))
        ENTRANCES[door](json.dumps(payload).encode("utf-8", "surrogatepass"))

    any_change()
    proof(f"E1 payloads changed anywhere, at {door}", number, seed)


@pytest.mark.parametrize("door", ENTRANCES)
def test_whatever_is_changed_in_a_payload_the_door_stays_calm(door, proof):
    fuzzed(door, few("payloads"), SEED, proof)


@pytest.mark.long
@pytest.mark.parametrize("door", ENTRANCES)
def test_whatever_is_changed_in_many_payloads_the_door_stays_calm(door, proof):
    fuzzed(door, many("payloads"), random.randrange(10**6), proof)


@pytest.mark.long
@pytest.mark.skipif(not ATHERIS.exists(), reason="needs `make .venv-audit`")
@pytest.mark.parametrize("door", ENTRANCES)
def test_whatever_bytes_come_the_door_stays_calm(door, proof):
    seed, runs = random.randrange(1, 10**6), many("bytes")
    done = subprocess.run(
        [ATHERIS, "tests/audit/fuzz.py", door, str(runs), str(seed)],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert f"stat::number_of_executed_units: {runs}" in done.stderr
    proof(f"E1 bytes led by coverage, at {door}", runs, seed)
