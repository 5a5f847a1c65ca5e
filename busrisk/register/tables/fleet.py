"""Vehicle types, fleet batches and the deployments that are scored."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from busrisk.register.tables.rows import Claim, Row, one_open_claim


class Variant(Row, table=True):
    """A vehicle type. `placeholder_for` is the record whose model is unknown or mixed: never shared."""

    __tablename__ = "variant"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    model: str | None = None
    placeholder_for: str | None = Field(default=None, unique=True)


class VariantMaker(Row, table=True):
    __tablename__ = "variant_maker"
    variant_id: int = Field(foreign_key="variant.id", primary_key=True)
    party_id: int = Field(foreign_key="party.id", primary_key=True)


class Baseline(Row, table=True):
    """A variant's software baseline. Until one is recorded each concession has its own, unshared."""

    __tablename__ = "baseline"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    variant_id: int = Field(foreign_key="variant.id", index=True)
    label: str | None = None


class Batch(Row, table=True):
    __tablename__ = "batch"
    id: int | None = Field(default=None, primary_key=True)
    record_id: str = Field(unique=True)
    concession_id: int = Field(foreign_key="concession.id", index=True)


class BatchClaim(Claim, table=True):
    __tablename__ = "batch_claim"
    __table_args__ = (
        *one_open_claim("batch_claim", "batch_id"),
        CheckConstraint("count IS NULL OR count >= 0", name="count"),
    )
    batch_id: int = Field(foreign_key="batch.id", index=True)
    baseline_id: int = Field(foreign_key="baseline.id", index=True)
    status: str
    count: int | None = None
    circa: bool = False
    quality: str
    propulsion: str | None = None
    first_year: int | None = None
    expected: str | None = None  # when an order is to be delivered, ISO text of its own precision
    minibus: bool = False  # the source calls it a minibus
    maker_label: str | None = None
    source_id: int = Field(foreign_key="source.id")
    dated: str | None = None
    note: str | None = None


class Deployment(Row, table=True):
    """Concession × software baseline × operator: the unit that is scored."""

    __tablename__ = "deployment"
    __table_args__ = (UniqueConstraint("concession_id", "baseline_id", "operator_id"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    concession_id: int = Field(foreign_key="concession.id")
    baseline_id: int = Field(foreign_key="baseline.id", index=True)
    operator_id: int = Field(foreign_key="party.id", index=True)
