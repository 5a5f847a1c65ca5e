"""Accounts beside the demonstration ones, to look at the register as somebody else."""

from __future__ import annotations

from busrisk.access.policy import Role
from busrisk.access.regions import NETHERLANDS, Region
from busrisk.register.concessions import ensure_region
from busrisk.register.people import open_account
from busrisk.register.session import Register


def account(register: Register, role: Role, party: str | None, region: Region = NETHERLANDS) -> str:
    """The e-mail address of a new account of this role and organisation."""
    email = f"{role}-{party or region.code}@test.invalid"
    with register.writer("test", "open_account") as writer:
        ensure_region(writer, region)
        open_account(writer, email, f"{role} van {party}", role, region.code, party, demo=True)
    return email
