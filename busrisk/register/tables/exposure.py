"""What a fleet is exposed to besides its score: how many buses are needed, and who stands behind them."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from busrisk.register.tables.rows import Claim, one_open_claim


class Need(Claim, table=True):
    """How many buses a concession cannot do without; blank is unknown (scoring.md 7)."""

    __tablename__ = "concession_need"
    __table_args__ = (
        *one_open_claim("concession_need", "concession_id"),
        CheckConstraint("pvr IS NULL OR pvr > 0", name="pvr"),
        CheckConstraint("spares IS NULL OR spares >= 0", name="spares"),
    )
    concession_id: int = Field(foreign_key="concession.id")
    pvr: int | None = None  # peak vehicle requirement, in buses
    spares: int | None = None
    crisis_role: bool | None = None  # named in a crisis or evacuation plan
    only_transport: bool | None = None  # the only public transport of an area
    source_id: int = Field(foreign_key="source.id")
    note: str | None = None


class ProviderClaim(Claim, table=True):
    """Which party stands behind a deployment in one role; no `party_id`: it is stated that nobody does."""

    __tablename__ = "provider"
    __table_args__ = one_open_claim("provider", "deployment_id", "role")
    deployment_id: int = Field(foreign_key="deployment.id")
    role: str
    party_id: int | None = Field(default=None, foreign_key="party.id", index=True)
    source_id: int = Field(foreign_key="source.id")


class PromiseClaim(Claim, table=True):
    """One line of the fleet a holder promised at the award; kept beside what later came."""

    __tablename__ = "promise"
    __table_args__ = (
        *one_open_claim("promise", "concession_id", "position"),
        CheckConstraint("count IS NULL OR count >= 0", name="count"),
    )
    concession_id: int = Field(foreign_key="concession.id")
    position: int
    party_id: int | None = Field(default=None, foreign_key="party.id")
    maker_label: str | None = None
    model: str | None = None
    count: int | None = None
    circa: bool = False
    source_id: int = Field(foreign_key="source.id")
    dated: str | None = None


class HandoverClaim(Claim, table=True):
    """How one item stands of what passes on when a concession changes hands."""

    __tablename__ = "handover"
    __table_args__ = one_open_claim("handover", "concession_id", "switched_on", "item")
    concession_id: int = Field(foreign_key="concession.id")
    switched_on: str  # the first day of the new holder, ISO
    item: str
    status: str
    note: str | None = None


class FindingMatch(Claim, table=True):
    """Somebody entitled says that a public finding is about this deployment's vehicle and software."""

    __tablename__ = "finding_match"
    __table_args__ = one_open_claim("finding_match", "party_id", "topic", "deployment_id", "question")
    party_id: int = Field(foreign_key="party.id")
    topic: str
    deployment_id: int = Field(foreign_key="deployment.id", index=True)
    question: str
    same_variant: bool
    same_baseline: bool
    nature: str  # an independent test, a statement, a press report
    motivation: str
    stated_by: str
