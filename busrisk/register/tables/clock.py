"""The clock of the register and its journal."""

from sqlmodel import Field

from busrisk.register.tables.rows import Row


class Change(Row, table=True):
    """One act that changed the register. The largest id is the data version; ids have no gaps."""

    __tablename__ = "change"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str  # UTC, ISO 8601 with microseconds: sorts as text in both databases
    actor: str
    act: str


class Journal(Row, table=True):
    """What was done or refused, chained by digest. Refusals, sign-ins and exports have no change."""

    __tablename__ = "journal"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    change_id: int | None = Field(default=None, foreign_key="change.id")
    at: str
    actor: str
    action: str
    object: str
    outcome: str
    origin: str
    previous: str
    digest: str
