"""Alembic's way in: on the connection it is handed, or by hand on DATABASE_URL (`alembic upgrade head`)."""

from __future__ import annotations

import os

from alembic import context
from sqlalchemy import create_engine

from storage.address import driver_url
from storage.tables import metadata

given = context.config.attributes.get("connection")
if given is not None:
    context.configure(connection=given, target_metadata=metadata, transactional_ddl=False)
    context.run_migrations()
else:
    with create_engine(driver_url(os.environ.get("DATABASE_URL", "sqlite:///oops.db"))).begin() as conn:
        context.configure(connection=conn, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()
