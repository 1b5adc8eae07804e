"""Play a golden transcript through the whole coach, in this process: what is fed, and what comes out, byte for byte.

`python tests/transcripts/play.py` writes the .out files anew; read the difference before it is kept.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.app import Local, load_house
from adapters.cli import trouble
from adapters.console import json_lines
from adapters.local import author, load_world
from bot.around import House

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Transcript:
    """One golden transcript."""

    name: str
    now: datetime
    zone: str
    me: str

    @property
    def fed(self) -> list[str]:
        """The input lines."""
        return (HERE / f"{self.name}.in.jsonl").read_text("utf-8").splitlines(keepends=True)

    @property
    def golden(self) -> Path:
        """The file that holds what must come out."""
        return HERE / f"{self.name}.out.jsonl"


def transcripts() -> list[Transcript]:
    """All of them, in the order of index.toml."""
    index = tomllib.loads((HERE / "index.toml").read_text("utf-8"))
    return [
        Transcript(
            name, datetime.fromisoformat(how["now"]), how.get("zone", "Europe/Dublin"), how.get("me", "Sam Reyes")
        )
        for name, how in index.items()
    ]


@cache
def house() -> House:
    """Every word, read and checked once for all tests of this process."""
    return load_house()


async def played(transcript: Transcript, lines: list[str], url: str) -> str:
    """What comes out when `lines` are fed to a coach opened on the database at `url`."""
    world = load_world()
    me = author(transcript.me, transcript.zone, world)
    local = await Local.open(url, me, world, house(), transcript.now)
    out = io.StringIO()
    try:
        await json_lines(local, io.StringIO("".join(lines)), out, trouble)
    finally:
        await local.close()
    return out.getvalue()


def main() -> None:
    """Write every golden file anew."""
    wanted = set(sys.argv[1:])
    for transcript in transcripts():
        if wanted and transcript.name not in wanted:
            continue
        with TemporaryDirectory() as folder:
            out = asyncio.run(played(transcript, transcript.fed, f"sqlite:///{folder}/oops.db"))
        transcript.golden.write_text(out, "utf-8")
        sys.stdout.write(f"{transcript.name}: {out.count(chr(10))} lines\n")


if __name__ == "__main__":
    main()
