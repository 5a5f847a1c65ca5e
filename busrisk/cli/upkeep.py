"""Starting the register, and looking at how it is put together."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from busrisk.cli.ground import ExerciseOption, app, refuse, settings_of
from busrisk.settings import read_settings


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Poort op 127.0.0.1.")] = 8000,
    data_dir: Annotated[Path | None, typer.Option(help="Map voor alles wat geschreven wordt.")] = None,
    exercise: ExerciseOption = False,
) -> None:
    """Start het register op 127.0.0.1 en druk aanmeldlinks af."""
    from busrisk.serving import serve as run

    run(settings_of(data_dir=data_dir, exercise=exercise), port)


@app.command()
def routes() -> None:
    """Alle adressen, met de handeling die ervoor nodig is."""
    from busrisk.app import make_app
    from busrisk.web.gate import routes_of

    with TemporaryDirectory() as folder:  # addresses are code: no register is needed, and none is made
        for line in routes_of(make_app(read_settings({"BUSRISK_DATA_DIR": folder}))):
            typer.echo(line)


@app.command("check-rulebook")
def check_rulebook() -> None:
    """Controleer het regelboek: volledig, juist gespeld, verzegeld."""
    from busrisk.rulebook.clauses import strangers
    from busrisk.rulebook.shelf import RulebookRefused, check, editions

    try:
        faults = (*check(), *(each for edition in editions() for each in strangers(edition)))
    except RulebookRefused as refusal:
        refuse(str(refusal))
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        refuse(f"{len(faults)} fout(en) in het regelboek.")
    for edition in editions():
        typer.echo(f"Editie {edition.id}: {len(edition.questions)} vragen, in orde ({edition.digest[:12]}).")
