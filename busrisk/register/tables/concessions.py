"""Concessions: their terms, grantors and holders, and the published totals beside them."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from busrisk.register.tables.rows import Claim, Row, one_open_claim


class Concession(Row, table=True):
    """One concession period: a successor in the same area is another concession."""

    __tablename__ = "concession"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    region: str = Field(foreign_key="region.code", index=True)


class ConcessionClaim(Claim, table=True):
    __tablename__ = "concession_fact"
    __table_args__ = (
        *one_open_claim("concession_fact", "concession_id"),
        Index("ix_concession_fact_sort_name", "sort_name", "concession_id"),
    )
    concession_id: int = Field(foreign_key="concession.id", index=True)
    name: str
    sort_name: str = ""  # the name as it is put in order: two databases have alphabets of their own
    provinces: str  # names joined by ';', as in the start list
    start: str | None = None  # ISO text of its own precision …
    end: str | None = None
    start_on: date | None = None  # … and the bounds to compare with: first possible day,
    end_before: date | None = None  # day after the last possible
    status: str


class ConcessionGrantor(Claim, table=True):
    __tablename__ = "concession_grantor"
    __table_args__ = one_open_claim("concession_grantor", "concession_id", "party_id")
    concession_id: int = Field(foreign_key="concession.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)


class Holder(Claim, table=True):
    __tablename__ = "holder"
    __table_args__ = one_open_claim("holder", "concession_id")
    concession_id: int = Field(foreign_key="concession.id", index=True)
    party_id: int = Field(foreign_key="party.id", index=True)


class ControlTotal(Claim, table=True):
    """A published figure to reconcile with; never mixed with the batches."""

    __tablename__ = "control_total"
    __table_args__ = one_open_claim(
        "control_total", "region", "as_of", "dimension", "key", "metric", "source_id"
    )
    region: str = Field(foreign_key="region.code")
    as_of: str
    dimension: str
    key: str
    metric: str
    source_id: int = Field(foreign_key="source.id")
    value: float
    unit: str
    is_estimate: bool
    basis: str
    note: str | None = None
