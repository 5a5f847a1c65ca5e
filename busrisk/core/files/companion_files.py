"""Reads the companion files of the start list: all four are right, or each fault is named at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files import companion_rows
from busrisk.core.files.companions import (
    MANUFACTURER,
    AliasRow,
    Companions,
    ControlRow,
    MakerRow,
    OrganisationRow,
)
from busrisk.core.files.csv_lines import Line, read_lines
from busrisk.core.files.rows import RowReader
from busrisk.core.names import fold

Row = TypeVar("Row", OrganisationRow, MakerRow, AliasRow, ControlRow)

ORGANISATIONS = "organisations.csv"
MANUFACTURERS = "manufacturers.csv"
ALIASES = "aliases.csv"
CONTROL_TOTALS = "control_totals.csv"
COMPANIONS = (ORGANISATIONS, MANUFACTURERS, ALIASES, CONTROL_TOTALS)


@dataclass(frozen=True)
class _Folder:
    """The files as given, by their plain name, and the faults found so far."""

    files: Mapping[str, tuple[str, bytes]]  # plain name: name as given, content
    faults: list[Fault] = field(default_factory=list)

    def given(self, name: str) -> str:
        return self.files[name][0] if name in self.files else name

    def readers(self, name: str, columns: Sequence[str]) -> Iterator[RowReader]:
        if name not in self.files:
            remedy = "Zet het bestand bij de startlijst."
            self.faults.append(Fault(name, None, None, None, "Dit bestand ontbreekt.", remedy))
            return
        given, data = self.files[name]
        lines = read_lines(data, given, columns)
        self.faults.extend(lines.faults)
        for line in lines.rows:
            yield RowReader(given, line, self.faults)

    def fault(self, name: str, row: int, column: str, value: str, reason: str, remedy: str) -> None:
        RowReader(self.given(name), Line(row, {column: value}), self.faults).fault(column, reason, remedy)


def read_companions(folder_files: Mapping[str, bytes]) -> Companions:
    """The four files by name; a folder before the name is kept in the faults. Raises StartListRefused."""
    folder = _Folder({PurePosixPath(name).name: (name, data) for name, data in folder_files.items()})
    organisations = _organisations(folder)
    makers = _makers(folder)
    aliases = _aliases(folder, Companions(organisations, makers, (), ()))
    named = Companions(organisations, makers, aliases, ())
    _check_names(folder, named)
    controls = _control_totals(folder, named)
    if folder.faults:
        raise StartListRefused(folder.faults)
    return Companions(organisations, makers, aliases, controls)


def _organisations(folder: _Folder) -> tuple[OrganisationRow, ...]:
    readers = folder.readers(ORGANISATIONS, companion_rows.ORGANISATION_COLUMNS)
    rows = _once(readers, companion_rows.read_organisation, lambda row: row.key, "party_id")
    groups = {row.key: row.group for row in rows}
    for row in rows:
        if row.group and row.group not in groups:
            reason, remedy = "Deze groep is niet bekend.", f"Kies een sleutel uit {ORGANISATIONS}."
            folder.fault(ORGANISATIONS, row.line, "group", row.group, reason, remedy)
        elif row.group and _returns(row.key, groups):
            reason, remedy = "De groep leidt terug naar de organisatie zelf.", "Laat de hoogste groep leeg."
            folder.fault(ORGANISATIONS, row.line, "group", row.group, reason, remedy)
    return rows


def _returns(key: str, groups: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    above = groups[key]
    while above and above != key and above not in seen:
        seen.add(above)
        above = groups.get(above)
    return above == key


def _makers(folder: _Folder) -> tuple[MakerRow, ...]:
    readers = folder.readers(MANUFACTURERS, companion_rows.MAKER_COLUMNS)
    return _once(readers, companion_rows.read_maker, lambda row: row.key, "manufacturer_id")


def _aliases(folder: _Folder, people: Companions) -> tuple[AliasRow, ...]:
    readers = folder.readers(ALIASES, companion_rows.ALIAS_COLUMNS)
    return _once(
        readers,
        lambda reader: companion_rows.read_alias(reader, people),
        lambda row: (row.kind, fold(row.name)),
        "name",
    )


def _control_totals(folder: _Folder, named: Companions) -> tuple[ControlRow, ...]:
    readers = folder.readers(CONTROL_TOTALS, companion_rows.CONTROL_COLUMNS)
    return _once(
        readers,
        lambda reader: companion_rows.read_control_total(reader, named),
        lambda row: (row.as_of, row.dimension, fold(row.key), row.metric, row.source),
        "key",
    )


def _once(
    readers: Iterator[RowReader],
    read: Callable[[RowReader], Row | None],
    identity: Callable[[Row], object],
    column: str,
) -> tuple[Row, ...]:
    """Each row the first time it is stated, also a faulty one: its name must not look unknown elsewhere."""
    rows: dict[object, Row] = {}
    for reader in readers:
        row = read(reader)
        if row is None:
            continue
        first = rows.setdefault(identity(row), row)
        if first is not row:
            reader.fault(column, f"Dit staat ook op rij {first.line}.", "Verwijder een van de twee rijen.")
    return tuple(rows.values())


def _check_names(folder: _Folder, named: Companions) -> None:
    """One name of one kind stands for the same keys wherever it is stated."""
    first: dict[tuple[str, str], tuple[str, ...]] = {}
    for kind, name, keys, place in _stated_names(named):
        known = first.setdefault((kind, fold(name)), keys)
        if known != keys:
            reason = f"Deze naam staat al voor {' en '.join(known)}."
            folder.fault(*place, name, reason, "Gebruik een naam die maar één betekenis heeft.")


def _stated_names(named: Companions) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, int, str]]]:
    for row in named.organisations:
        for role in row.roles:
            yield role, row.name, (row.key,), (ORGANISATIONS, row.line, "name")
            yield role, row.legal_name or row.name, (row.key,), (ORGANISATIONS, row.line, "legal_name")
    for maker in named.makers:
        yield MANUFACTURER, maker.brand, (maker.key,), (MANUFACTURERS, maker.line, "brand")
    for alias in named.aliases:
        yield alias.kind, alias.name, alias.keys, (ALIASES, alias.line, "name")
