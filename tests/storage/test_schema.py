"""The tables: created or migrated they are the same; what is asked often stands on an index; a start is quick."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from contract.servers import emptied, postgres_missing, postgres_url
from contract.values import DAY, NOW, SAM, Deciding, Teller, begun, check_in, note
from faults import later
from sqlalchemy import create_engine, event, inspect, text

from bot.effects import Post, SetCheckIn
from bot.errors import StoreBroken
from storage import dues, engine, keeping, keys, links, migrations, post, tables, turns, unheard
from storage.address import driver_url
from storage.engine import HEAD, Database
from storage.store import SqlStore

ROOT = Path(__file__).parents[2]

DATABASES = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
]


@pytest.fixture(params=DATABASES)
def url(request, tmp_path):
    return emptied(postgres_url()) if request.param == "postgres" else f"sqlite:///{tmp_path}/oops.db"


def start_at_nothing(url):
    """A database at the very first step of a migration: the version table, and nothing in it."""
    made = create_engine(driver_url(url))
    with made.begin() as conn:
        for name in (*tables.metadata.tables, "alembic_version"):
            conn.execute(text(f"DROP TABLE IF EXISTS {name}"))
        conn.execute(
            text(
                "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
            )
        )
    made.dispose()


def described(url):
    """Every table and index, as the database itself describes them."""
    made = create_engine(driver_url(url))
    with made.begin() as conn:
        if made.dialect.name == "sqlite":
            rows = conn.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")).all()
            found = [(name, " ".join(sql.replace('"', "").split())) for name, sql in rows]
        else:
            columns = conn.execute(
                text(
                    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
                )
            ).all()
            indexes = conn.execute(
                text("SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname")
            ).all()
            found = [tuple(row) for row in (*columns, *indexes)]
    made.dispose()
    return found


def test_migrating_makes_what_creating_makes(url):
    created = Database(url)
    created.prepare()
    expected = described(url)
    created.close()
    if "sqlite" in url:
        Path(url.removeprefix("sqlite:///")).unlink()
    start_at_nothing(url)

    migrated = Database(url)
    migrated.prepare()

    assert described(url) == expected
    assert migrated.read(lambda hand: compare_metadata(MigrationContext.configure(hand.conn), tables.metadata)) == []
    migrated.close()


def test_the_newest_migration_is_the_schema_of_this_code():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_every_earlier_migration_is_known_as_one():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    revisions = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}

    assert revisions == {HEAD} | engine.EARLIER


def test_a_migration_by_hand_finds_its_way(tmp_path):
    url = f"sqlite:///{tmp_path}/oops.db"
    run = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(
        run, cwd=ROOT, env={"DATABASE_URL": url, "PATH": "", "PYTHONPATH": str(ROOT)}, check=True, capture_output=True
    )

    store = SqlStore.open(url, keys.make())
    assert store._database.read(store._database._told) == f"{HEAD} {engine.BESIDE}"


async def test_a_migration_that_was_killed_before_its_commit_is_begun_again(url):
    start_at_nothing(url)
    database = Database(url)

    def half(hand):
        tables.people.create(hand.conn)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        database.write(half)
    database.close()

    store = SqlStore.open(url, keys.make())
    await Teller(store).tell(journeys=[begun()])
    await store.close()


def killed_before_each_statement(url, earlier, proof):
    """From an earlier schema, or from nothing: it dies before its 1st, 2nd, 3rd … statement, until it comes to its end."""
    whole = Database(url)
    whole.prepare()
    expected, killed = described(url), 0
    whole.close()
    for last in range(1, 1000):
        start_at_nothing(url)
        database = Database(url)
        if earlier is None:
            database.write(lambda hand: hand.conn.execute(text("DROP TABLE alembic_version")))
        elif earlier:
            database.write(lambda hand: migrations.upgrade(hand.conn, earlier))
        left = [last]

        def die(*_, left=left):
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        event.listen(database._engine, "before_cursor_execute", die)
        try:
            database.prepare()
        except KeyboardInterrupt:
            killed += 1
        finally:
            event.remove(database._engine, "before_cursor_execute", die)
            database.close()
        again = Database(url)
        again.prepare()
        again.close()
        assert described(url) == expected, f"killed before statement {last}"
        if killed < last:
            break
    assert killed > 5
    proof(f"B6 statements of a migration from {earlier or 'nothing'}, each a death", killed, "none")


def test_a_migration_that_was_killed_before_any_of_its_statements_is_begun_again(tmp_path, proof):
    killed_before_each_statement(f"sqlite:///{tmp_path}/oops.db", max(engine.EARLIER), proof)


@pytest.mark.long
@pytest.mark.parametrize("earlier", [*sorted(engine.EARLIER), "", None])
def test_every_migration_on_every_store_that_was_killed_before_any_statement_is_begun_again(url, earlier, proof):
    killed_before_each_statement(url, earlier, proof)


async def test_a_database_of_every_earlier_schema_is_led_to_this_one_and_keeps_all_it_has(url):
    key = keys.make()
    for earlier in sorted(engine.EARLIER):
        start_at_nothing(url)
        database = Database(url)
        database.write(lambda hand, to=earlier: migrations.upgrade(hand.conn, to))
        assert database.read(database._standing) == earlier
        database.close()

        store = SqlStore.open(url, key)
        await Teller(store).tell(Post(note("l1")), SetCheckIn("j1", check_in()), journeys=[begun()])
        before = await store.export(SAM.who)
        back(store._database, earlier)
        await store.close()
        again = SqlStore.open(url, key)

        assert await again.export(SAM.who) == before
        assert await again.give_link(SAM.who, "export", "", "token", NOW + DAY)
        await again.close()


def back(database, earlier):
    """Lead the schema back to an earlier one, with all that is in it."""

    def work(hand):
        from alembic import command

        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent))
        config.attributes["connection"] = hand.conn
        command.downgrade(config, earlier)

    database.write(work)


# ------------------------------------------------------------------------------------------------ two versions at once


async def test_a_program_starts_and_goes_on_beside_a_later_schema_that_only_adds(url, monkeypatch):
    key = keys.make()
    ours = SqlStore.open(url, key)
    sam = Teller(ours)
    await sam.tell(journeys=[begun()])
    with monkeypatch.context() as newer:
        later.migrates(newer.setattr, later.ADDS, engine.BESIDE)
        theirs = SqlStore.open(url, key)
        await Teller(theirs).tell(Post(note("l1")), journeys=[begun(turns=2)], delivery="theirs")

    await sam.tell(Post(note("l2")), SetCheckIn("j1", check_in()), journeys=[begun(turns=3)])
    again = SqlStore.open(url, key)

    assert [each["id"] for each in (await again.export(SAM.who))["letters"]] == ["l1", "l2"]
    assert (
        again._database.read(lambda hand: hand.conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())
        == later.NEXT
    )
    for each in (ours, theirs, again):
        await each.close()


async def test_a_program_that_a_later_schema_leaves_behind_is_told_so_in_one_line(url, monkeypatch):
    key = keys.make()
    await SqlStore.open(url, key).close()
    with monkeypatch.context() as newer:
        later.migrates(newer.setattr, later.TAKES, later.NEXT)
        await SqlStore.open(url, key).close()

    with pytest.raises(StoreBroken, match="written by a newer version of oops; start that version") as said:
        SqlStore.open(url, key)
    assert "\n" not in str(said.value)


async def test_a_later_schema_that_does_not_say_who_may_stand_beside_it_lets_nobody_start(url, monkeypatch):
    key = keys.make()
    store = SqlStore.open(url, key)
    said = text(f"UPDATE alembic_version SET version_num = '{later.NEXT}'")
    store._database.write(lambda hand: hand.conn.execute(said))
    await store.close()

    with pytest.raises(StoreBroken, match="newer version"):
        SqlStore.open(url, key)


def shape(database):
    """Every table's columns, each with its type and whether a row may do without it; and what must be unique."""

    def look(hand):
        found = inspect(hand.conn)
        tables_ = {
            name: (
                {
                    each["name"]: (str(each["type"]), each["nullable"] or each["default"] is not None)
                    for each in found.get_columns(name)
                },
                {tuple(each["column_names"]) for each in found.get_indexes(name) if each["unique"]}
                | {tuple(each["column_names"]) for each in found.get_unique_constraints(name)},
            )
            for name in found.get_table_names()
        }
        return {name: each for name, each in tables_.items() if name != "alembic_version"}

    return database.read(look)


def taken(before, after):
    """What a program that was written for the schema before would miss in the one after, or be asked for without knowing it."""
    found = []
    for table, (columns, unique) in before.items():
        now, now_unique = after.get(table, ({}, set()))
        found += [f"{table}.{name}" for name, what in columns.items() if now.get(name) not in {what, (what[0], True)}]
        found += [f"{table}.{name} is asked for" for name in now.keys() - columns.keys() if not now[name][1]]
        found += [f"{table}: {each} is unique" for each in sorted(now_unique - unique)]
    return sorted(found)


def test_since_the_oldest_schema_whose_programs_may_stand_beside_ours_migrations_only_add(url):
    start_at_nothing(url)
    database = Database(url)
    database.write(lambda hand: migrations.upgrade(hand.conn, engine.BESIDE))
    before = shape(database)
    database.write(lambda hand: migrations.upgrade(hand.conn))
    after = shape(database)

    assert taken(before, after) == []
    for statement in ("ALTER TABLE people ADD COLUMN hat TEXT NOT NULL DEFAULT ''", *later.ADDS):
        database.write(lambda hand, each=statement: hand.conn.execute(text(each)))
    assert taken(after, shape(database)) == [], "a column that has a default, or may be empty, is asked of nobody"
    for statement in ("CREATE UNIQUE INDEX one_hat ON people (hat)", *later.TAKES):
        database.write(lambda hand, each=statement: hand.conn.execute(text(each)))
    assert taken(after, shape(database)) == ["letters.news", "people: ('hat',) is unique"]
    database.close()


# ----------------------------------------------------------------------------------------------------- what it costs


def plan(database, statement):
    """How SQLite goes about it, in its own words."""

    def explained(hand):
        keys = ("state",) if statement.is_update else ()
        asked = hand.statement(statement, keys)
        values = dict.fromkeys(statement.compile(dialect=hand.conn.dialect, column_keys=list(keys)).params, 1)
        return [row[3] for row in hand._driver.execute(f"EXPLAIN QUERY PLAN {asked.sql}", asked.bound(values))]

    return database.read(explained)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (dues._DUE, "check_ins_due (state=? AND due<?)"),
        (dues._ANY_DUE, "check_ins_due (state=? AND due<?)"),
        (dues._FIRST, "check_ins_due (state=? AND due<?)"),
        (dues._ALL_OF_ONE, "check_ins_key (person=?)"),
        (dues._NEXT_CHECK_IN, "check_ins_due (state=?)"),
        (dues._NEXT_LETTER, "letters_state (state=?)"),
        (post._ANY_READY, "letters_state (state=? AND ready<?)"),
        (post._READY, "letters_state (state=? AND ready<?)"),
        (post._READY, "letters_to (to_user=? AND to_tenant=? AND state=?"),
        (post._NEWS, "letters_news (news=?)"),
        (post._SETTLE, "letters_id"),
        (post._BY_ID, "letters_id"),
        (post._SHOWN, "letters_to (to_user=? AND to_tenant=? AND state=?)"),
        (turns._PERSON, "people_who"),
        (turns._OPEN, "journeys_key (person=?)"),
        (turns._STATES, "letters_person (person=?)"),
        (turns._DUES, "check_ins_key (person=? AND journey=?)"),
        (links._STANDS, "links_key (hash=?)"),
        (links._OPENED, "links_key (hash=?)"),
        (links._THEIRS, "links_person (person=?)"),
        (keeping._OLD_LINKS, "links_until (until<?)"),
        (unheard._THEIRS, "unheard_delivery (person=?)"),
        (unheard._ANY_LEFT, "unheard_due (due<?)"),
        (unheard._LEFT, "unheard_due (due<?)"),
        (unheard._NEXT, "unheard_due"),
    ],
)
async def test_what_is_asked_often_stands_on_an_index(tmp_path, statement, index):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam = Teller(store)
    for n in range(20):
        await sam.tell(Post(note(f"l{n}")), SetCheckIn("j1", check_in(f"k{n}")), journeys=[begun()])
    steps = plan(store._database, statement)

    # SQLite names the index that a constraint made by a number
    names = {
        "letters_id": "sqlite_autoindex_letters",
        "people_who": "sqlite_autoindex_people",
        "journeys_key": "sqlite_autoindex_journeys",
        "check_ins_key": "sqlite_autoindex_check_ins",
        "links_key": "sqlite_autoindex_links",
        "unheard_delivery": "sqlite_autoindex_unheard",
    }
    name, _, columns = index.partition(" ")
    assert any(names.get(name, name) in step and columns in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN")]
    await store.close()


async def test_a_beat_with_nothing_due_is_one_statement(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    said = []
    store._database._driver(0.0).set_trace_callback(said.append)

    for asked in (store.take_up(NOW + DAY, Deciding()), store.claim(NOW), store.news(), store.left(NOW)):
        said.clear()
        await asked
        assert [each.split()[0] for each in said] == ["BEGIN", "SELECT", "COMMIT"]
    await store.close()


async def test_a_turn_is_a_dozen_statements_at_most(tmp_path):
    store = SqlStore.open(f"sqlite:///{tmp_path}/oops.db", keys.make())
    sam = Teller(store)
    await sam.tell(SetCheckIn("j1", check_in()), journeys=[begun()])
    said = []
    store._database._driver(0.0).set_trace_callback(said.append)
    await sam.tell(Post(note("l1")), SetCheckIn("j1", check_in()), journeys=[begun(turns=2)])

    assert [each.split()[0] for each in said] == [
        *("BEGIN", "SELECT", "INSERT", "SELECT", "SELECT"),  # the person, the delivery, the journeys, the states
        *("INSERT", "SELECT", "UPDATE", "UPDATE", "COMMIT"),  # the letter, the check-in, the journey
    ]
    await store.close()


PROBE = """
import json, sys, time
import sqlalchemy
from storage.store import SqlStore
opening = []
for _ in range(5):
    started = time.process_time()
    store = SqlStore.open(sys.argv[1], sys.argv[2])
    opening.append(time.process_time() - started)
heavy = ("alembic", "psycopg", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.mysql", "mako", "holidays")
print(json.dumps({"opening": min(opening), "heavy": [name for name in heavy if name in sys.modules]}))
"""


def probed(url, key):
    run = [sys.executable, "-c", PROBE, url, key]
    return subprocess.run(run, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)


async def test_a_start_on_an_existing_file_is_quick_and_loads_only_what_it_needs(tmp_path):
    url, key = f"sqlite:///{tmp_path}/oops.db", keys.make()
    store = SqlStore.open(url, key)
    await Teller(store).tell(journeys=[begun()])
    await store.close()

    probe = probed(url, key)

    found = json.loads(probe.stdout)
    print(f"open: {found['opening'] * 1000:.1f} ms of CPU")
    assert found["heavy"] == []
    assert found["opening"] < 0.06


async def test_a_release_that_cannot_read_what_a_later_one_wrote_does_not_start(url, monkeypatch):
    key = keys.make()
    later = keeping.FORMAT + 1
    with monkeypatch.context() as newer:  # the next release but one: it reads the later format and writes it
        newer.setattr(keeping, "READS", later)
        newer.setattr(keeping, "FORMAT", later)
        await SqlStore.open(url, key).close()

    with pytest.raises(StoreBroken, match="newer version"):
        SqlStore.open(url, key)


async def test_a_release_that_reads_one_format_ahead_starts_on_both(url, monkeypatch):
    key = keys.make()
    later = keeping.FORMAT + 1
    await SqlStore.open(url, key).close()
    monkeypatch.setattr(keeping, "READS", later)  # it reads the later format, and writes the former

    await SqlStore.open(url, key).close()
    with monkeypatch.context() as newer:
        newer.setattr(keeping, "FORMAT", later)
        await SqlStore.open(url, key).close()
    await SqlStore.open(url, key).close()
