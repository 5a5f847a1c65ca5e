"""Accounts: roles to look around with, and organisations to speak for."""

from __future__ import annotations

import pytest

from busrisk.access.policy import Role
from busrisk.register.people import (
    NoSuchAccount,
    NoSuchOrganisation,
    accounts,
    named,
    open_account,
)
from busrisk.register.session import Register
from tests.databases import on_both
from tests.register.signing_in import person
from tests.register.stored import rows


@on_both
def test_demonstration_accounts_carry_a_role_name_and_nobody_s(exercise: Register) -> None:
    with exercise.reader() as reader:
        everybody = accounts(reader)
    names = {(each.region, each.role.value): each.name for each in everybody}
    roles = {"grantor": "Concessieverlener", "operator": "Vervoerder", "ministry": "Analist ministerie"}
    roles["administrator"] = "Beheerder"
    assert names == {
        (region, role): name for region in ("nl", "voorbeeldland") for role, name in roles.items()
    }
    assert all(each.email.endswith("@demo.invalid") and each.demo for each in everybody)
    organisations = {each.email: each.organisation.name for each in everybody if each.organisation}
    assert organisations["grantor@demo.invalid"] == "Provincie Zuid-Holland"
    assert organisations["operator@demo.invalid"] == "Qbuzz"


def test_somebody_is_found_by_role_or_address_within_the_region_asked(exercise: Register) -> None:
    with exercise.reader() as reader:
        assert named(reader, "grantor", "voorbeeldland").email == "grantor-voorbeeldland@demo.invalid"
        assert named(reader, "grantor", "nl").email == "grantor@demo.invalid"
        with pytest.raises(NoSuchAccount):
            named(reader, "ministry@demo.invalid", "voorbeeldland")


def test_somebody_who_is_not_there_is_refused_with_who_is(ready: Register) -> None:
    with ready.reader() as reader, pytest.raises(NoSuchAccount) as refused:
        named(reader, "minister", "nl")
    assert "'minister'" in str(refused.value)
    assert "administrator, administrator@demo.invalid, grantor" in str(refused.value)


def test_an_address_has_one_account(ready: Register) -> None:
    with ready.writer("tester", "open_account") as writer:
        made = [
            open_account(writer, "fleet@example.org", "Wagenpark", Role.OPERATOR, "nl", "ebs", demo=False)
            for _ in range(2)
        ]
    assert made == [True, False]
    assert person(ready, "fleet@example.org").scope.parties == {"ebs"}


def test_an_account_for_an_organisation_nobody_knows_is_refused_with_those_there_are(ready: Register) -> None:
    before = rows(ready)
    with (
        pytest.raises(NoSuchOrganisation, match=r"'prov-zhh'.*prov-zh"),
        ready.writer("tester", "open") as writer,
    ):
        open_account(writer, "a@example.org", "Iemand", Role.GRANTOR, "nl", "prov-zhh", demo=False)
    assert rows(ready) == before
