"""What every table of the register shares: plain rows, and claims on two time axes."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Index, MetaData, text
from sqlmodel import Field, SQLModel

metadata: MetaData = SQLModel.metadata
metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A row is never validated on construction, so its validator is not built at start either."""

    model_config = {"defer_build": True}


def one_open_claim(table: str, *identity: str) -> tuple[Any, ...]:
    """At most one claim in force per identity and first day, in SQLite and PostgreSQL alike.

    PostgreSQL's condition is added where the migrations run: here it would load that dialect at every start.
    """
    still_open = text("ended_in IS NULL")
    columns = (*identity, "holds_from")
    return (
        Index(
            f"ux_{table}_open",
            *columns,
            unique=True,
            sqlite_where=still_open,
        ),
        CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name="period"),
    )


class Claim(Row):
    """The two time axes: when it held (`holds_to` exclusive), and in which change it was made and ended."""

    id: int | None = Field(default=None, primary_key=True)
    holds_from: date
    holds_to: date | None = None
    made_in: int = Field(foreign_key="change.id")
    ended_in: int | None = Field(default=None, foreign_key="change.id")


def table(model: type[SQLModel]) -> Any:
    """The plain table behind a model: reads go through columns, not through objects."""
    return model.__table__  # type: ignore[attr-defined]
