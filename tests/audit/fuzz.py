"""atheris at one entrance: `fuzz.py DOOR RUNS SEED`. Coverage leads it, from what comes in on good days; anything raised ends it.

Run by the Python of .venv-audit, which has atheris; tests/audit/test_fuzz.py does so in `make test-long`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

with atheris.instrument_imports(include=["adapters.slack.inbound", "adapters.teams.inbound", "adapters.web.inbound"]):
    from audit import doors


def main(door: str, runs: str, seed: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, body in enumerate(doors.bodies(door)):
            Path(folder, str(number)).write_bytes(body)
        options = [
            f"-runs={runs}",
            f"-seed={seed}",
            "-max_len=4096",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
            folder,
        ]
        atheris.Setup([sys.argv[0], *options], doors.ENTRANCES[door])
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:4])
