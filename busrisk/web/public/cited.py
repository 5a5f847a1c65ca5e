"""What stands beside every number of the method: from when, which source, and was it read."""

from __future__ import annotations

from collections.abc import Iterable

from busrisk.core.tabular import Cell, Column, Kind, Table
from busrisk.rulebook.shape import Edition, Source, Sourced
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.pages import Reference

NOT_READ = N_("bron nog niet nagelezen")


def rule_table(key: str, title: str, columns: Iterable[Column], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table of the edition; what the edition leaves out is said in words."""
    return Table(
        key,
        title,
        tuple(columns),
        tuple(rows),
        empty=gettext("Deze editie zegt hier niets over."),
        unknown=gettext("onbekend"),
    )


def source_columns() -> tuple[Column, Column]:
    return Column("holds_from", gettext("Geldt vanaf"), Kind.DATE), Column("source", gettext("Bron"))


def provenance(edition: Edition, setting: Sourced) -> tuple[Cell, Cell]:
    """The two cells under `source_columns`."""
    source = edition.source(setting.source)
    named = f"{source.title.get(language())}, {setting.point}"
    return setting.holds_from, named if source.checked else f"{named} ({gettext(NOT_READ)})"


def place_of(source: Source) -> str:
    """Where the page describes a source."""
    return f"bron-{source.id}"


def reference(source: Source, point: str = "") -> Reference:
    """A link to the source on this page; one that was not read says so."""
    title = source.title.get(language())
    doubt = "" if source.checked else gettext(NOT_READ)
    return Reference(f"{title}, {point}" if point else title, f"#{place_of(source)}", doubt)
