"""What every command stands on: options, the register made ready, the person it acts for."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from busrisk.access.policy import Action
from busrisk.settings import Settings, read_settings

if TYPE_CHECKING:
    from busrisk.register.people import Person
    from busrisk.register.session import Reader, Register
    from busrisk.rulebook.shape import Edition


app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
export_app = typer.Typer(no_args_is_help=True)
app.add_typer(export_app, name="export", help="Bestanden maken uit het register.")

As = Annotated[str, typer.Option("--as", help="Rol of e-mailadres namens wie u werkt.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="Peildatum, zoals 2026-01-01; anders de laatste."),
]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", help="Zoals bekend op deze dag (tot en met) of dit tijdstip.")
]
RegionOption = Annotated[str, typer.Option("--region", help="Regio: nl, of voorbeeldland in de oefening.")]
Language = Annotated[str, typer.Option("--language", help="nl of en")]
ExerciseOption = Annotated[bool, typer.Option("--exercise", help="Werk in het oefenregister.")]
AsJson = Annotated[bool, typer.Option("--json", help="Als JSON.")]

LANGUAGES = ("nl", "en")


def refuse(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def settings_of(**overrides: object) -> Settings:
    return read_settings(os.environ, **{name: value for name, value in overrides.items() if value})


@contextmanager
def open_register(settings: Settings, with_start_list: bool = True) -> Iterator[Register]:
    """The register, made ready when its data folder is empty."""
    from busrisk.register.session import Register
    from busrisk.workflow.make_ready import make_ready

    register = Register(settings)
    try:
        make_ready(register, settings, with_start_list, tell=lambda step: typer.echo(step, err=True))
        yield register
    finally:
        register.close()


def acting(register: Register, who: str, region: str, action: Action) -> Person:
    """The person named, if that person may do this. Everybody works within a scope, here as on the pages."""
    from busrisk.register.people import named

    with register.reader() as reader:
        person = named(reader, who, region)
    if not person.scope.may(action):
        refuse(
            f"{person.name} ({person.email}) mag dit niet: {action}. Kies met --as een rol die dit mag.",
            3,
        )
    return person


def whole_day(text: str, option: str) -> date:
    from busrisk.core.dutch import ValueRefused, read_date

    remedy = f"U gaf: {text!r}. Geef een hele dag, bijvoorbeeld 2026-01-01 of 1-1-2026."
    try:
        read = read_date(text)
    except ValueRefused as refusal:
        refuse(f"{option}: {refusal.reason} {remedy}", 2)
    if read is None or not read.is_whole_day:
        refuse(f"{option}: een hele dag is nodig. {remedy}", 2)
    return read.first


def day_asked(text: str | None, person: Person, reader: Reader, settings: Settings) -> date:
    """The reference date asked for; else the newest one the register speaks of, as on the pages."""
    from busrisk.register.reference_day import newest_day

    if text is not None:
        return whole_day(text, "--as-of")
    today = settings.now().date()
    return newest_day(person.scope, reader, today) or today


def known_until(text: str | None, settings: Settings) -> datetime | None:
    """A day means until its end where the register is kept; an instant means that instant."""
    if text is None:
        return None
    if "T" in text:
        try:
            instant = datetime.fromisoformat(text)
            return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            refuse(
                f"--known-at: geen tijdstip: {text!r}. Gebruik 2026-06-01 of 2026-06-01T12:00:00+00:00.", 2
            )
    return settings.end_of(whole_day(text, "--known-at"))


def edition_on(day: date) -> Edition:
    from busrisk.rulebook.shelf import NoEditionInForce, edition_in_force

    try:
        return edition_in_force(day)
    except NoEditionInForce as refusal:
        refuse(str(refusal))


def spoken(language: str) -> str:
    if language not in LANGUAGES:
        refuse(f"--language: {language!r} is er niet. Kies uit: {', '.join(LANGUAGES)}.", 2)
    return language


def print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
