"""A small register as a Book, its workbook read back, and LibreOffice to open both."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from busrisk.core.tabular import Book, Cell, Column, Kind, Table
from busrisk.exports.workbook import write_workbook

HOSTILE = (
    '=HYPERLINK("http://voorbeeld.example";"klik")',
    "+31 20 123",
    "-Test",
    "@SUM(1)",
    "\tcmd",
    "=1+1",
    " =2+2",
    "deel,=3+3,",
    "deel;=4+4;",
    "#N/A",
    "_x003D_5+5",
)


@pytest.fixture(scope="session")
def hostile() -> tuple[str, ...]:
    return HOSTILE


@pytest.fixture(scope="session")
def fleet() -> Table:
    """One row of plain figures, one of unknowns, a partial date, then text that could run."""
    columns = (
        Column("record_id", "Regel", Kind.IDENTIFIER, 12),
        Column("concession", "Concessie", Kind.TEXT, 24),
        Column("count", "Aantal bussen", Kind.COUNT, 9),
        Column("age", "Leeftijd", Kind.NUMBER, 9),
        Column("share", "Aandeel", Kind.PERCENT, 9),
        Column("dated", "Datum bron", Kind.DATE, 12),
        Column("source", "Bron", Kind.LINK, 40),
    )
    rows: list[tuple[Cell, ...]] = [
        ("0012", "Fryslân", 1234, 4.5, 21.0, date(2026, 1, 31), "https://voorbeeld.example/één"),
        (None, None, None, None, None, None, None),
        ("hgl-01", "Haaglanden", 43, 2, 56.1, "2025-09", "Kamerstuk, vraag 4"),
    ]
    rows += [(text, text, 1, 1.0, 1.0, date(2026, 1, 1), text) for text in HOSTILE]
    total: tuple[Cell, ...] = ("Totaal", "", 1288, None, 100.0, "", "")
    return Table("fleet", "Wagenpark", columns, rows, total, "Geen wagenpark.")


@pytest.fixture(scope="session")
def book(fleet: Table) -> Book:
    other = Table("sources", "Bronnen: [lijst]", (Column("a", "Bron", Kind.LINK, 30),), (("Bron één",),))
    cover: tuple[tuple[str, Cell], ...] = (
        ("Peildatum", date(2026, 1, 1)),
        ("Gemaakt door", "=cmd|' /C calc'!A0"),
        ("Bussen", 569),
        ("Antwoorden", None),
    )
    return Book(
        stem="busregister",
        title="Busregister",
        cover_name="Leesmij",
        cover=cover,
        sheets=(other, fleet),
        marking="VERTROUWELIJK · TLP:AMBER+STRICT",
        edition="2026-12",
        on=date(2026, 1, 1),
        receipt="9f86d081",
    )


@pytest.fixture(scope="session")
def exercise(book: Book) -> Book:
    return replace(book, watermark="OEFENING · alles is verzonnen")


ReadBack = Callable[[Book], openpyxl.Workbook]


@pytest.fixture(scope="session")
def read_back() -> ReadBack:
    def written_and_read(book: Book) -> openpyxl.Workbook:
        stream = io.BytesIO()
        write_workbook(book, stream)
        return openpyxl.load_workbook(stream)

    return written_and_read


@pytest.fixture(scope="session")
def workbook(book: Book, read_back: ReadBack) -> openpyxl.Workbook:
    return read_back(book)


Convert = Callable[..., Path]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open a file in LibreOffice and save it as another kind; the profile is our own."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("soffice is missing: install libreoffice-calc, exports must be opened for real")
        pytest.skip("NOT CHECKED: soffice is missing, so no export was opened in LibreOffice")
    profile = tmp_path_factory.mktemp("office-profile")

    def converted(path: Path, kind: str, *options: str) -> Path:
        folder = tmp_path_factory.mktemp(f"as-{kind}")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *options]
        command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / f"{path.stem}.{kind}"

    return converted
