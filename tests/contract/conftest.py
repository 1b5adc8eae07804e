"""Every sentence of the contract is tried on SQLite in memory, on a SQLite file, and on PostgreSQL where there is one."""

import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from contract.values import Teller

from storage import keys
from storage.store import SqlStore

KINDS = [
    "memory",
    "file",
    pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
]


@pytest.fixture(params=KINDS)
def url(request, tmp_path):
    if request.param == "postgres":
        return emptied(postgres_url())
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path}/oops.db"


@pytest.fixture(scope="session")
def master_key():
    return keys.make()


@pytest.fixture
async def store(url, master_key):
    opened = SqlStore.open(url, master_key)
    yield opened
    await opened.close()


@pytest.fixture
def sam(store):
    return Teller(store)
