"""Files out of the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from busrisk.access.policy import Action
from busrisk.cli.ground import (
    As,
    AsOf,
    ExerciseOption,
    KnownAt,
    Language,
    RegionOption,
    acting,
    day_asked,
    edition_on,
    export_app,
    known_until,
    open_register,
    refuse,
    settings_of,
    spoken,
)


@export_app.command("register")
def export_register_(
    out: Annotated[Path, typer.Option("--out", help="Bestand dat eindigt op .xlsx of .csv.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_: As = "administrator",
    region: RegionOption = "nl",
    language: Language = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Het register als werkmap (.xlsx) of als csv voor Excel."""
    from busrisk.workflow.export_register import Format, export_register

    ending = out.suffix.lower().removeprefix(".")
    if ending not in set(Format):
        refuse(f"--out: {out.name} eindigt niet op .xlsx of .csv. Kies een van beide.", 2)
    settings, its_language = settings_of(exercise=exercise), spoken(language)
    until = known_until(known_at, settings)
    with open_register(settings) as register:
        person = acting(register, as_, region, Action.EXPORT_REGISTER)
        with register.reader() as reader, _put_in_place(out) as file:
            moment = reader.moment(day_asked(as_of, person, reader, settings), until)
            made = export_register(
                register,
                reader,
                person,
                moment,
                edition_on(moment.day),
                its_language,
                Format(ending),
                file,
                "command line",
            )
    typer.echo(f"{out} geschreven ({made.file_name}). Kwitantie {made.receipt}.")


@contextmanager
def _put_in_place(out: Path) -> Iterator[BinaryIO]:
    """A file that appears whole under its name, or not at all."""
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(out)
    except OSError as refusal:
        refuse(f"{out}: kan niet worden geschreven ({refusal.strerror}). Kies een andere plaats.")
    finally:
        if beside.exists():
            beside.unlink()
