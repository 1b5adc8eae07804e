"""Sam's own house, the whole of it on a database, with a clock that only the test moves."""

from datetime import datetime

from coaching.world import DAY_ONE, house, world

from adapters.app import Local
from adapters.local import author

NOW = datetime.fromisoformat(DAY_ONE)


async def moved_in(folder, name="oops"):
    """The house of Sam Reyes on a file in this folder."""
    me = author("Sam Reyes", "Europe/Dublin", world())
    return await Local.open(f"sqlite:///{folder}/{name}.db", me, world(), house(), NOW)
