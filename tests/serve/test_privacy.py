"""`oops privacy check` finds each promise that is broken in a database, and `oops keys rotate` does what its line says."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from contract.values import ANA, DAY, MINUTE, Teller, begun, check_in, note, outgoing, to_dana
from sqlalchemy import text

from adapters import privacy
from bot.effects import Consented, Post, SetCheckIn
from bot.journey import Saying
from bot.letters import LetterKind, Sent
from bot.path import Question
from storage import keys
from storage.store import SqlStore

DATABASES = [
    "file",
    pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
]


both = pytest.mark.parametrize("environ", DATABASES, indirect=True)


@pytest.fixture
def environ(request, tmp_path):
    url = (
        emptied(postgres_url()) if getattr(request, "param", "file") == "postgres" else f"sqlite:///{tmp_path}/oops.db"
    )
    return {"DATABASE_URL": url, "OOPS_MASTER_KEY": keys.make(), "OOPS_RETENTION_DAYS": "30"}


@pytest.fixture
async def store(environ):
    """Two people with some of everything, as of now."""
    opened = SqlStore.open(environ["DATABASE_URL"], environ["OOPS_MASTER_KEY"])
    now = datetime.now(UTC).replace(microsecond=0)
    for person in (Teller(opened).person, ANA):
        teller = Teller(opened, person, now)
        user = person.who.user
        said = (Saying(Question.WHAT_HAPPENED, f"i sent the file of {user} to the wrong chris"),)
        mine = {"author": person.who, "journey": f"{user}-j"}
        await teller.tell(
            Post(note(f"{user}-1", person.who, kind=LetterKind.REPLY, **mine)),
            Consented(to_dana(f"{user}-2", not_before=None, not_after=None, **mine)),
            SetCheckIn(f"{user}-j", check_in(day=(now + DAY).date())),
            journeys=[begun(f"{user}-j", sayings=said, outbox=(outgoing(f"{user}-2"),))],
        )
    while letters := await opened.claim(now + MINUTE):
        for letter in letters:
            await opened.settle(letter.id, Sent("ref"), now + MINUTE)
    yield opened
    await opened.close()


def change(store, sentence):
    store._database.write(lambda hand: hand.execute(text(sentence)))


def broken(lines):
    return [" ".join(line.split()[1:4]) for line in lines if line.startswith("BROKEN")]


@both
async def test_a_whole_installation_holds_and_is_as_it_was(environ, store):
    before = await store.counts()

    lines, whole = await privacy.check(environ)

    assert whole, lines
    assert {line.split()[1] for line in lines if line.startswith("holds")} == {"A1", "B1", "B5", "D2", "D3", "D4", "D5"}
    assert "2 letters to others" in "\n".join(lines)
    assert await store.counts() == {**before, "tombstones": 1}
    assert not any(word in line for line in lines for word in ("wrong chris", "Ana", "Canarybird", "sam"))


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("UPDATE consents SET state = 'void' WHERE letter = 'sam-2'", "A1 2 letters"),
        (
            "UPDATE consents SET hash = (SELECT hash FROM consents WHERE letter = 'ana-2') WHERE letter = 'sam-2'",
            "A1 2 letters",
        ),
        ("UPDATE letters SET to_user = 'ruth' WHERE id = 'sam-2'", "A1 2 letters"),
        ("UPDATE letters SET state = 'sending', attempted = 1 WHERE id = 'sam-1'", "B1 no letter"),
        ("UPDATE check_ins SET state = 'parked' WHERE journey = 'sam-j'", "B5 no check-in"),
        ("UPDATE journeys SET body = (SELECT body FROM journeys WHERE id = 'ana-j') WHERE id = 'sam-j'", "D2 8 bodies"),
        ("DELETE FROM people WHERE \"user\" = 'ana'", "D3 no row"),
        ("UPDATE journeys SET expires = 1 WHERE id = 'sam-j'", "D5 16 rows"),
        ("UPDATE seen SET at = 1", "D5 16 rows"),
    ],
)
async def test_each_broken_promise_is_found(environ, store, sentence, says):
    change(store, sentence)

    lines, whole = await privacy.check(environ)

    assert not whole
    assert [each.split()[0] for each in broken(lines)].count(says.split()[0]) >= 1, lines


@both
async def test_words_in_the_clear_are_found_wherever_they_stand(environ, store):
    change(store, "UPDATE check_ins SET day = 'i sent the file of sam to the wrong chris' WHERE journey = 'ana-j'")

    lines, _ = await privacy.check(environ)

    assert broken(lines)[0].startswith("D2")
    assert "words stand nowhere" in next(line for line in lines if line.startswith("BROKEN"))
    assert not any("wrong chris" in line for line in lines)


async def test_someone_who_was_deleted_and_came_back_with_a_backup_is_found(environ, store):
    mark = store._room.ring.tombstone("who", *(getattr(ANA.who, name) for name in ("platform", "tenant", "user")))
    store._database.write(
        lambda hand: hand.execute(
            text("INSERT INTO tombstones (who, at, delivery) VALUES (:who, :at, :who)"),
            {"who": mark, "at": 4_000_000_000_000},
        )
    )

    lines, whole = await privacy.check(environ)

    assert not whole
    assert broken(lines) == ["D3 nobody is"]


@both
async def test_a_rotation_by_hand_leaves_nothing_under_the_old_key(environ, store):
    old = environ["OOPS_MASTER_KEY"]
    rotating = {**environ, "OOPS_MASTER_KEY": keys.make(), "OOPS_MASTER_KEYS_OLD": old}
    lines, _ = await privacy.check(rotating)
    assert broken(lines) == ["D2 2 people's"]

    assert (await privacy.rotate(rotating)).startswith("3 keys are wrapped anew.")

    assert "already" in await privacy.rotate(rotating)
    _, whole = await privacy.check({**rotating, "OOPS_MASTER_KEYS_OLD": ""})
    assert whole


def test_the_commands_say_in_one_line_what_is_missing(tmp_path):
    for command in (["privacy", "check"], ["keys", "rotate"]):
        ran = subprocess.run(
            [sys.executable, "-m", "adapters", *command], cwd=Path(__file__).parents[2],
            env={"DATABASE_URL": f"sqlite:///{tmp_path}/oops.db"}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 2
        assert ran.stderr.startswith("oops: OOPS_MASTER_KEY")
        assert ran.stderr.count("\n") == 1
