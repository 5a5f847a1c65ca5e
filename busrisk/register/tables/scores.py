"""Answers, their evidence, and the stored scores."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from busrisk.register.tables.rows import Claim, Row, one_open_claim


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
