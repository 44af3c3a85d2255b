"""Runs the steps on the connection that `schema.upgrade` gives."""

from alembic import context

from server.database import tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
