"""Links and accounts from the command line: by an administrator, and the first by whoever is there."""

from __future__ import annotations

from pathlib import Path

from busrisk.register.people import look_at_link
from busrisk.register.session import Register
from tests.cli.conftest import Run, csv_rows
from tests.commands import Command
from tests.databases import NOW


def test_a_sign_in_link_is_printed_alone_and_works(busrisk: Run, ready: Register) -> None:
    told = busrisk("sign-in-link", "grantor", "--port", "8123").out.strip()
    assert told.startswith("http://127.0.0.1:8123/aanmelden/")
    with ready.reader() as reader:
        assert look_at_link(reader, told.rsplit("/", 1)[1], NOW).email == "grantor@demo.invalid"


def test_only_an_administrator_makes_links_and_accounts(busrisk: Run) -> None:
    for arguments in (
        ("sign-in-link", "administrator"),
        ("open-account", "a@example.org", "--role", "administrator", "--name", "A"),
    ):
        assert "mag dit niet: issue_sign_in_link." in busrisk(*arguments, "--as", "operator").sentence


def test_an_account_is_opened_once_and_reaches_its_concessions(busrisk: Run, tmp_path: Path) -> None:
    arguments = ("open-account", "ebs@example.org", "--role", "operator", "--name", "Wagenpark EBS")
    assert "hoort bij een organisatie" in busrisk(*arguments).sentence
    arguments = (*arguments, "--organisation", "ebs")
    assert busrisk(*arguments).code == 0
    out = tmp_path / "register.csv"
    assert busrisk("export", "register", "--out", out, "--as", "ebs@example.org").code == 0
    assert {"ijv-01", "hgl-str-01"} <= set(csv_rows(out))
    assert "heeft al een account" in busrisk(*arguments).sentence


def test_the_first_account_of_a_production_register_is_opened_by_whoever_is_there(
    command: Command, tmp_path: Path
) -> None:
    env = {
        "BUSRISK_DATA_DIR": str(tmp_path),
        "BUSRISK_PRODUCTION": "1",
        "BUSRISK_SECRET_KEY": "0123456789abcdef" * 2,
    }
    env |= {"BUSRISK_TRUSTED_HOSTS": "register.example.org", "BUSRISK_TRUSTED_PROXIES": "1"}
    assert "nog niemand" in command("national", env=env).err
    arguments = ("open-account", "beheer@example.org", "--role", "administrator", "--name", "Beheer")
    assert command(*arguments, env=env).code == 0
    assert command("national", "--json", env=env).json["control"]["total"] == 569
    other = ("open-account", "twee@example.org", "--role", "administrator", "--name", "Twee")
    assert command(*other, "--as", "iemand@example.org", env=env).code == 1
    assert command(*other, env=env).code == 0
