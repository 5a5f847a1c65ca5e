"""Accounts and sign-in links."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from busrisk.access.policy import Action
from busrisk.cli.ground import (
    As,
    ExerciseOption,
    RegionOption,
    acting,
    app,
    open_register,
    refuse,
    settings_of,
)


@app.command("sign-in-link")
def sign_in_link(
    who: Annotated[str, typer.Argument(help="grantor, operator, ministry, administrator, of e-mailadres.")],
    port: Annotated[
        int | None, typer.Option(help="Poort van het register; anders die waarop het laatst is gestart.")
    ] = None,
    as_: As = "administrator",
    region: RegionOption = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Maak een aanmeldlink die één keer werkt."""
    from busrisk.register.people import issue_link, named
    from busrisk.serving import HOST, last_port

    settings = settings_of(exercise=exercise)
    with open_register(settings) as register:
        person = acting(register, as_, region, Action.ISSUE_SIGN_IN_LINK)
        with register.writer(person.email, "issue_sign_in_link") as writer:
            token = issue_link(writer, named(writer, who, region))
    address = f"http://{HOST}:{port or last_port(settings)}"
    if settings.production:
        address = f"https://{settings.trusted_hosts[0]}"
    typer.echo(f"{address}/aanmelden/{token}")


@app.command("open-account")
def open_account_(
    email: Annotated[str, typer.Argument(help="E-mailadres, bij voorkeur van een rolpostbus.")],
    role: Annotated[str, typer.Option(help="grantor, operator, ministry of administrator")],
    name: Annotated[str, typer.Option(help="Naam zoals die op het scherm staat.")],
    organisation: Annotated[
        str | None, typer.Option(help="Sleutel van de organisatie, zoals prov-zh.")
    ] = None,
    region: RegionOption = "nl",
    as_: As = "administrator",
    exercise: ExerciseOption = False,
) -> None:
    """Open een account, als beheerder; het eerste account van een register opent wie de opdracht geeft."""
    from busrisk.access.policy import Role
    from busrisk.register.people import accounts, open_account

    if role not in set(Role):
        refuse(f"--role: {role!r} bestaat niet. Kies uit: {', '.join(Role)}.", 2)
    if role in (Role.GRANTOR, Role.OPERATOR) and organisation is None:
        refuse(f"--organisation: een account met rol {role} hoort bij een organisatie. Geef haar sleutel.", 2)
    email = email.strip().casefold()
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", email):
        refuse(f"{email!r} is geen e-mailadres.", 2)
    with open_register(settings_of(exercise=exercise)) as register:
        with register.reader() as reader:
            is_first = not accounts(reader)
        who = "command line" if is_first else acting(register, as_, region, Action.ISSUE_SIGN_IN_LINK).email
        with register.writer(who, "open_account") as writer:
            made = open_account(writer, email, name, Role(role), region, organisation, demo=False)
    if not made:
        refuse(f"{email} heeft al een account. Kies een ander adres.")
    typer.echo(f"Account {email} ({role}) staat klaar. Aanmelden: busrisk sign-in-link {email}")
