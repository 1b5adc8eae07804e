"""docs/openapi describes what is there: every route and no other, and every call that the page can make."""

import json
from pathlib import Path
from typing import get_args

import pytest
from audit.servers import everything
from web.room import room

from adapters import settings
from adapters.serve import Served
from adapters.serving import application
from adapters.web import app as page
from adapters.web import inbound

HERE = Path(__file__).resolve().parents[2] / "docs/openapi"
METHODS = {"get", "post", "put", "patch", "delete"}


def described(name):
    told = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return {(method.upper(), path) for path, of in told["paths"].items() for method in of if method in METHODS}


def routes(app):
    found = {(each.method, each.resource.canonical) for each in app.router.routes()}
    return {(method, path) for method, path in found if method != "HEAD"}


async def test_every_route_of_the_server_is_described_and_no_other(tmp_path):
    served = Served.open(settings.read(everything(tmp_path, 0)))
    try:
        assert routes(application(served.floor)) == described("serve")
    finally:
        await served.close()


async def test_every_route_of_the_playground_is_described_and_no_other(tmp_path):
    async with room(tmp_path) as here:
        assert routes(page.application(page.Playground(here.place), 1)) == described("playground")


@pytest.mark.parametrize("call", [each.__name__ for each in get_args(inbound.Call)])
def test_every_call_of_the_page_is_described(call):
    told = json.loads((HERE / "playground.json").read_text("utf-8"))["components"]["schemas"]["Call"]["oneOf"]
    named = {each["properties"]["do"]["enum"][0].replace("_", "") for each in told}

    assert named == {each.__name__.lower() for each in get_args(inbound.Call)}
    assert call.lower() in named
