"""What operators are given is true: every alert asks for a number that is there and has its paragraph, and every setting is one of ours."""

import asyncio
import re
from pathlib import Path

import pytest

from adapters import settings
from adapters.serve import serving
from adapters.serving import numbers
from storage.keys import make

HOUSE = Path(__file__).parents[1]
RULES = (HOUSE / "deploy/alerts.yaml").read_text("utf-8")
COMPOSE = (HOUSE / "compose.yaml").read_text("utf-8")
PAGE = (HOUSE / "docs/operations.md").read_text("utf-8")
ALERTS = re.findall(r"^ +- alert: (\w+)\n +expr: (.+)$", RULES, re.MULTILINE)


def counted():
    """Every counter that the program can count, with the labels that it gives."""
    found = {}
    for path in (HOUSE / "adapters").rglob("*.py"):
        for name, rest in re.findall(r'tally\.count\(\s*"(\w+)"([^\n]*)', path.read_text("utf-8")):
            found.setdefault(f"oops_{name}_total", set()).update(re.findall(r"(\w+)=", rest))
        for name in re.findall(r'tally\.stands\("(\w+)"', path.read_text("utf-8")):
            found[f"oops_{name}"] = set()
    return found


@pytest.fixture(scope="module")
def gauges(tmp_path_factory):
    folder = tmp_path_factory.mktemp("oops")
    environ = {"OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{folder}/oops.db", "PORT": "0"}

    async def look():
        async with serving(settings.read(environ), beating=False) as (served, _):
            return await numbers(served.floor)

    return set(re.findall(r"^(oops_\w+)[ {]", asyncio.run(look()), re.MULTILINE))


def test_every_alert_asks_for_a_number_that_is_there(gauges):
    assert len(ALERTS) >= 8
    known = counted()
    for alert, asked in ALERTS:
        for name, inside in re.findall(r"(oops_\w+)(?:\{([^}]*)\})?", asked):
            if name.startswith("oops_door_ready_"):
                continue  # there is one for each door that is configured
            assert name in gauges | known.keys(), (alert, name)
            assert set(re.findall(r"(\w+)=", inside)) <= known.get(name, set()), (alert, name)


def test_every_alert_says_whether_somebody_is_to_be_woken():
    named = re.findall(r"- alert: (\w+)\n(?: +(?:expr|for): .+\n)+ +labels: {severity: (?:page|ticket)}\n", RULES)

    assert named == [name for name, _ in ALERTS]


def test_every_alert_has_its_paragraph_and_no_paragraph_stands_alone():
    told = re.findall(r"^### (\w+)\n(\S.{80,})", PAGE, re.MULTILINE)

    assert [name for name, _ in told] == [name for name, _ in ALERTS]


def test_compose_sets_what_we_read_and_opens_no_more_than_it_must():
    known = set(re.findall(r"^#? ?([A-Z][A-Z_]+)=", (HOUSE / ".env.example").read_text("utf-8"), re.MULTILINE))
    service = COMPOSE[COMPOSE.index("\n  oops:") : COMPOSE.index("\nvolumes:")]
    block = service[service.index("    environment:\n") : service.index("    depends_on:")]

    assert set(re.findall(r"^      ([A-Z_]+):", block, re.MULTILINE)) <= known
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "replicas: 2", "service_healthy"):
        assert line in service
    assert re.findall(r'"([\d.]+):[\d-]+:3000"', service) == ["127.0.0.1"]
    assert "secret" not in COMPOSE.lower() or "${POSTGRES_PASSWORD" in COMPOSE


def test_the_image_listens_where_its_port_can_be_reached():
    image = (HOUSE / "Dockerfile").read_text("utf-8")

    assert re.search(r"^    HOST=0\.0\.0\.0 \\$", image, re.MULTILINE)
    assert re.search(r"^USER (?!root)\w+$", image, re.MULTILINE)
    assert "HEALTHCHECK" in image
