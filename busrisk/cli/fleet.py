"""Bringing start lists in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from busrisk.access.policy import Action
from busrisk.cli.ground import (
    As,
    ExerciseOption,
    acting,
    app,
    open_register,
    refuse,
    settings_of,
    whole_day,
)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Het bestand, bijvoorbeeld data/concessions.csv.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Toon wat zou veranderen; bewaar niets.")
    ] = False,
    peildatum: Annotated[str, typer.Option(help="De dag waarover het bestand spreekt.")] = "2026-01-01",
    whole_list: Annotated[
        bool, typer.Option("--whole-list", help="Het bestand is de hele lijst: wat ontbreekt, vervalt.")
    ] = False,
    as_: As = "administrator",
    exercise: ExerciseOption = False,
) -> None:
    """Lees een startlijst in: eerst alles controleren, dan alles of niets bewaren."""
    from busrisk.access.regions import NETHERLANDS
    from busrisk.core.faults import StartListRefused
    from busrisk.core.files.companion_files import read_companions
    from busrisk.core.files.start_list import read_start_list
    from busrisk.paths import DATA
    from busrisk.workflow.import_fleet import import_fleet, read_files

    settings = settings_of(exercise=exercise)
    day = whole_day(peildatum, "--peildatum")
    try:
        files = read_files(file, DATA)
        read_start_list(files.start_list, files.name, read_companions(files.companions))
        with open_register(settings, with_start_list=False) as register:
            person = acting(register, as_, NETHERLANDS.code, Action.IMPORT_FLEET)
            report = import_fleet(
                register, files, person.email, NETHERLANDS, day, dry_run=dry_run, whole_list=whole_list
            )
    except StartListRefused as refused:
        for fault in refused.faults:
            typer.echo(fault.sentence, err=True)
        refuse(f"{len(refused.faults)} fout(en) gevonden; er is niets bewaard.")
    _tell(report, dry_run)


def _tell(report: Any, dry_run: bool) -> None:
    from busrisk.register.claims import Step

    marks = {Step.NEW: "nieuw", Step.CHANGED: "gewijzigd", Step.WITHDRAWN: "vervallen"}
    for each in report.differences:
        typer.echo(f"{marks[each.step]:10} {each.about}{': ' if each.said else ''}{each.said}")
    if report.absent and not report.count(Step.WITHDRAWN):
        typer.echo(
            f"Niet in dit bestand en ongewijzigd gelaten: {len(report.absent)} wagenparkdelen "
            "(met --whole-list vervallen ze)."
        )
    if report.changes_nothing:
        typer.echo(f"{report.rows} regels gecontroleerd: 0 wijzigingen.")
        return
    done = "Er is niets bewaard (proef)." if dry_run else "Bewaard."
    typer.echo(
        f"{report.rows} regels: {report.count(Step.NEW)} nieuw, {report.count(Step.CHANGED)} gewijzigd, "
        f"{report.count(Step.WITHDRAWN)} vervallen; {report.rescored} keer gescoord. {done}"
    )
