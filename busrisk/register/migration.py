"""Alembic, kept away from the everyday start."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine, text

from busrisk.paths import MIGRATIONS
from busrisk.register.session import WRITE_LOCK


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def is_known(revision: str) -> bool:
    try:
        return ScriptDirectory.from_config(_config()).get_revision(revision) is not None
    except CommandError:
        return False


def head() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs the migrations in one transaction; of two that start together the second finds nothing to do."""
    config = _config()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITE_LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def differences(engine: Engine) -> list[object]:
    """What the tables say and the migrated database does not: empty when they are in step."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from busrisk.register.tables import metadata

    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))
