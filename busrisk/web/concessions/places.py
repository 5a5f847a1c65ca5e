"""Where each concession lies on the map of tiles: a column from the west and a row from the north."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from busrisk.paths import DATA

FILES = (DATA / "tiles.csv", DATA / "voorbeeldland" / "tiles.csv")
MOST_COLUMNS = MOST_ROWS = 12  # the style sheet has no more


@dataclass(frozen=True)
class Place:
    key: str
    column: int
    row: int
    label: str


@cache
def places() -> dict[str, Place]:
    """The place of each concession by its key; a concession that is in no file has none."""
    return {place.key: place for file in FILES for place in read_places(file)}


def read_places(file: Path) -> tuple[Place, ...]:
    """The places of one file; a table of the product's own, which a test holds to the start list."""
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Place(row["concession_id"], int(row["column"]), int(row["row"]), row["label"])
            for row in csv.DictReader(lines)
        )
