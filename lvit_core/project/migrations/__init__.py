"""Alembic migrations of the project file; imported only when a file is of another version."""
