"""Alembic's entry: runs the migrations on the connection that `run.upgrade` hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,  # SQLite changes a column by copying its table
    transactional_ddl=False,  # the caller's transaction holds everything
)
context.run_migrations()
