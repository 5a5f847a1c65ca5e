"""The tables of the register. Identities never change; claims say what held, and since when it was known."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, MetaData, UniqueConstraint, text
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
            postgresql_where=still_open,
        ),
        CheckConstraint("holds_to IS NULL OR holds_to > holds_from", name="period"),
    )


# --- The clock, the journal ------------------------------------------------------------------------


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


class Claim(Row):
    """The two time axes: when it held (`holds_to` exclusive), and in which change it was made and ended."""

    id: int | None = Field(default=None, primary_key=True)
    holds_from: date
    holds_to: date | None = None
    made_in: int = Field(foreign_key="change.id")
    ended_in: int | None = Field(default=None, foreign_key="change.id")


# --- Regions, sources, parties ---------------------------------------------------------------------


class RegionRow(Row, table=True):
    __tablename__ = "region"
    code: str = Field(primary_key=True)
    name_nl: str
    name_en: str
    fictional: bool = False


class SourceRow(Row, table=True):
    __tablename__ = "source"
    id: int | None = Field(default=None, primary_key=True)
    citation: str = Field(unique=True)


class Party(Row, table=True):
    __tablename__ = "party"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)


class PartyAlias(Row, table=True):
    """A name in a source that stands for one or more parties."""

    __tablename__ = "party_alias"
    __table_args__ = (UniqueConstraint("kind", "name", "party_id"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    party_id: int = Field(foreign_key="party.id")


class PartyFact(Claim, table=True):
    __tablename__ = "party_fact"
    __table_args__ = one_open_claim("party_fact", "party_id")
    party_id: int = Field(foreign_key="party.id")
    name: str
    legal_name: str | None = None
    type: str | None = None
    country: str | None = None
    group_key: str | None = None
    source_id: int | None = Field(default=None, foreign_key="source.id")
    note: str | None = None


class PartyRole(Claim, table=True):
    __tablename__ = "party_role"
    __table_args__ = one_open_claim("party_role", "party_id", "role")
    party_id: int = Field(foreign_key="party.id")
    role: str


class Ownership(Claim, table=True):
    """The ultimate parent or owner of a party, dated: it changes without the party changing."""

    __tablename__ = "ownership"
    __table_args__ = one_open_claim("ownership", "party_id")
    party_id: int = Field(foreign_key="party.id")
    owner: str | None = None
    owner_country: str | None = None
    source_id: int | None = Field(default=None, foreign_key="source.id")
    note: str | None = None


class MakerFact(Claim, table=True):
    """A manufacturer: headquarters, assembly and software support are three different things."""

    __tablename__ = "maker_fact"
    __table_args__ = one_open_claim("maker_fact", "party_id")
    party_id: int = Field(foreign_key="party.id")
    hq_country: str | None = None
    assembly: str | None = None
    support_state: str | None = None
    statement: str | None = None
    note: str | None = None


class MakerFinding(Claim, table=True):
    """A public finding about a maker's buses. Evidence to read; it scores nothing by itself."""

    __tablename__ = "maker_finding"
    __table_args__ = one_open_claim("maker_finding", "party_id", "topic")
    party_id: int = Field(foreign_key="party.id")
    topic: str
    text: str
    sources: str


# --- Concessions and fleet -------------------------------------------------------------------------


class Concession(Row, table=True):
    """One concession period: a successor in the same area is another concession."""

    __tablename__ = "concession"
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    region: str = Field(foreign_key="region.code", index=True)


class ConcessionClaim(Claim, table=True):
    __tablename__ = "concession_fact"
    __table_args__ = one_open_claim("concession_fact", "concession_id")
    concession_id: int = Field(foreign_key="concession.id")
    name: str
    provinces: str  # names joined by ';', as in the start list
    start: str | None = None  # ISO text of its own precision …
    end: str | None = None
    start_on: date | None = None  # … and the bounds to compare with: first possible day,
    end_before: date | None = None  # day after the last possible
    status: str


class ConcessionGrantor(Claim, table=True):
    __tablename__ = "concession_grantor"
    __table_args__ = one_open_claim("concession_grantor", "concession_id", "party_id")
    concession_id: int = Field(foreign_key="concession.id")
    party_id: int = Field(foreign_key="party.id", index=True)


class Holder(Claim, table=True):
    __tablename__ = "holder"
    __table_args__ = one_open_claim("holder", "concession_id")
    concession_id: int = Field(foreign_key="concession.id")
    party_id: int = Field(foreign_key="party.id", index=True)


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
    batch_id: int = Field(foreign_key="batch.id")
    baseline_id: int = Field(foreign_key="baseline.id", index=True)
    status: str
    count: int | None = None
    circa: bool = False
    quality: str
    propulsion: str | None = None
    first_year: int | None = None
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


# --- Answers and scores ------------------------------------------------------------------------------


class Subject(Row, table=True):
    """What an answer is about: one deployment, or one software baseline of a variant."""

    __tablename__ = "subject"
    __table_args__ = (CheckConstraint("(deployment_id IS NULL) != (baseline_id IS NULL)", name="one_of_two"),)
    id: int | None = Field(default=None, primary_key=True)
    deployment_id: int | None = Field(default=None, foreign_key="deployment.id", unique=True)
    baseline_id: int | None = Field(default=None, foreign_key="baseline.id", unique=True)


class AnswerClaim(Claim, table=True):
    """One statement on one question. `item` tells several statements on one question apart."""

    __tablename__ = "answer"
    __table_args__ = (
        *one_open_claim("answer", "subject_id", "question", "item"),
        CheckConstraint("points IS NULL OR points BETWEEN 0 AND 4", name="points"),
        CheckConstraint("(state = 'answered') = (points IS NOT NULL)", name="points_when_answered"),
    )
    subject_id: int = Field(foreign_key="subject.id")
    edition: str
    question: str
    item: str = "own"
    state: str
    points: int | None = None
    grade: str | None = None
    valid_until: date | None = None
    baseline_changed: bool = False
    other_variant: bool = False


class Evidence(Claim, table=True):
    """A reference to a piece of evidence behind an answer; the document itself stays with its holder."""

    __tablename__ = "evidence"
    __table_args__ = one_open_claim("evidence", "subject_id", "question", "item")
    subject_id: int = Field(foreign_key="subject.id")
    question: str
    item: str = "own"
    grade: str
    source_id: int | None = Field(default=None, foreign_key="source.id")
    title: str | None = None
    issued: date | None = None
    valid_until: date | None = None


class AssessmentRow(Row, table=True):
    """A stored score, never changed: a new one is made beside it."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("deployment_id", "peildatum", "made_in"),)
    id: int | None = Field(default=None, primary_key=True)
    deployment_id: int = Field(foreign_key="deployment.id")
    peildatum: date
    edition: str
    rules_digest: str
    answers_digest: str
    app_version: str
    made_in: int = Field(foreign_key="change.id")
    answered: int
    asked: int
    class_low: int
    class_high: int
    d1_low: int
    d1_high: int
    d2_low: int
    d2_high: int
    d3_low: int
    d3_high: int
    d4_low: int
    d4_high: int
    receipt: str


class AssessmentReason(Row, table=True):
    __tablename__ = "assessment_reason"
    assessment_id: int = Field(foreign_key="assessment.id", primary_key=True)
    position: int = Field(primary_key=True)
    question: str
    dimension: str
    gate: bool
    state: str
    points: int | None = None
    low: int | None = None
    high: int | None = None
    grade: str | None = None
    flags: str = ""  # words separated by a space
    coverage: str = ""


class AssessmentKnockOut(Row, table=True):
    __tablename__ = "assessment_knock_out"
    assessment_id: int = Field(foreign_key="assessment.id", primary_key=True)
    id: str = Field(primary_key=True)
    status: str


# --- People: operational, outside the two time axes ----------------------------------------------------


class Account(Row, table=True):
    __tablename__ = "account"
    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True)
    name: str  # a role name for demonstration accounts, never an invented person
    role: str
    region: str = Field(foreign_key="region.code")
    party_id: int | None = Field(default=None, foreign_key="party.id")
    demo: bool = False
    made_at: datetime
    closed_at: datetime | None = None


class SignInLink(Row, table=True):
    __tablename__ = "sign_in_link"
    digest: str = Field(primary_key=True)  # SHA-256 of the token: the token itself is not kept
    account_id: int = Field(foreign_key="account.id", index=True)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Visit(Row, table=True):
    """A signed-in session; the row decides, so signing out kills every copy of the cookie."""

    __tablename__ = "visit"
    digest: str = Field(primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    begun_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    origin: str


def table(model: type[SQLModel]) -> Any:
    """The plain table behind a model: reads go through columns, not through objects."""
    return model.__table__  # type: ignore[attr-defined]
