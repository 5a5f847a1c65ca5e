"""People: operational rows, outside the two time axes."""

from datetime import datetime

from sqlmodel import Field

from busrisk.register.tables.rows import Row


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
