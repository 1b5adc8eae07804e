"""Other people's schemas, for judging what we emit. They lie beside the project, or where OOPS_CONTRACTS says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

PLACE = Path(os.environ.get("OOPS_CONTRACTS") or Path(__file__).parents[2] / "shared" / "contracts")


def contract(name: str) -> Any:
    """The schema of this name; the test is skipped with a line where there is none."""
    path = PLACE / name
    if not path.is_file():
        pytest.skip(f"needs {name} (shared/contracts beside the project, or OOPS_CONTRACTS)")
    return json.loads(path.read_text("utf-8"))
