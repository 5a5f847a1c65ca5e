"""The start list with one thing changed, taken in as an act of its own."""

from __future__ import annotations

from datetime import date

from busrisk.paths import DATA
from busrisk.register.session import Register
from busrisk.workflow.import_fleet import DEFAULT_PEILDATUM, StartFiles, import_fleet, read_files


def shipped() -> StartFiles:
    return read_files(DATA / "concessions.csv", DATA)


def change(
    register: Register, before: str, after: str, peildatum: date = DEFAULT_PEILDATUM, times: int = 1
) -> None:
    """Imports the shipped start list with `before` replaced; it must stand there `times` times."""
    files = shipped()
    said = files.start_list.decode()
    assert said.count(before) == times, f"{before!r} stands {said.count(before)} times in the start list"
    import_fleet(
        register,
        StartFiles(said.replace(before, after).encode(), files.name, files.companions),
        "test",
        peildatum=peildatum,
    )
