"""Brings an older project file up to date; the only module that imports Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from lvit_core.errors import LViTError
from lvit_core.project.care.backups import Why, back_up, put_back
from lvit_core.project.clock import moment
from lvit_core.project.schema import SCHEMA_VERSION


def configuration(connection: object) -> Config:
    """Alembic's settings, in code: there is no ini file to lose in a frozen program."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def revision_of(config: Config, version: int) -> str:
    """The Alembic revision that carries a schema version: the so many-th of the chain."""
    chain = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    return chain[-version]


def upgrade(file: Path, to_version: int = SCHEMA_VERSION) -> None:
    """Migrates ``file`` in one transaction; the old file becomes a backup.

    Raises:
        LViTError: A migration failed; the old file is put back.
    """
    engine = _engine(file)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    engine.dispose()
    backup = back_up(file, Why.BEFORE_MIGRATION, moment()) if version else None
    try:
        migrate(file, version, to_version)
    except LViTError:
        if backup is not None:
            put_back(backup.file, file)
        raise


def migrate(file: Path, version: int, to_version: int = SCHEMA_VERSION) -> None:
    """Migrates a file that may be spoilt, in one transaction.

    Raises:
        LViTError: It failed.
    """
    engine = _engine(file)
    try:
        with engine.begin() as connection:
            # Version 0 is an empty file; otherwise the file's own number is the truth.
            config = configuration(connection)
            if version:
                command.stamp(config, revision_of(config, version), purge=True)
            command.upgrade(config, revision_of(config, to_version))
            connection.exec_driver_sql(f"PRAGMA user_version = {to_version}")
    except Exception as error:
        raise LViTError(
            "The project could not be brought up to date; it is as it was.",
            "Report this with the message: {error}",
            error=error,
        ) from error
    finally:
        engine.dispose()


def _engine(file: Path) -> Engine:
    return create_engine(f"sqlite:///{file}", poolclass=NullPool)
