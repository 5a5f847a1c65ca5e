"""Regions, sources and parties."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from busrisk.register.tables.rows import Claim, Row, one_open_claim


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
