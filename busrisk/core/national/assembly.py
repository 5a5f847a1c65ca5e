"""Reads where makers build: the countries that public sources name, one plant a row."""

from __future__ import annotations

from collections import defaultdict

from busrisk.core.dutch import read_date
from busrisk.core.faults import Fault, StartListRefused
from busrisk.core.files.csv_lines import read_lines
from busrisk.core.files.rows import RowReader

ASSEMBLY = "assembly.csv"
COLUMNS = ("manufacturer_id", "country", "place", "as_of", "source")


def read_assembly(data: bytes, name: str = ASSEMBLY) -> dict[str, frozenset[str]]:
    """Per maker the countries of its plants; '' among them is a plant whose country is not known.

    Raises StartListRefused with every fault found.
    """
    faults: list[Fault] = []
    lines = read_lines(data, name, COLUMNS)
    faults.extend(lines.faults)
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines.rows:
        reader = RowReader(name, line, faults)
        key = reader.slug("manufacturer_id")
        country = None if reader.is_blank("country") else reader.country("country")
        reader.take("as_of", read_date)
        reader.required("source", "Elke uitspraak heeft een bron.", "Vul een webadres of een vindplaats in.")
        if key is not None:
            found[key].add(country or "")
    if faults:
        raise StartListRefused(faults)
    return {key: frozenset(countries) for key, countries in found.items()}
