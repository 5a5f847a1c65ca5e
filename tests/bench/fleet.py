"""Start lists of any size, the same at every run."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping

from busrisk.core.files.start_list import COLUMNS
from busrisk.paths import DATA
from busrisk.workflow.import_fleet import COMPANIONS
from tests.bench.measure import SEED

MAKERS = ("BYD", "Yutong", "VDL", "Ebusco", "Solaris", "Volvo")
OPERATORS = ("Qbuzz", "EBS", "Arriva", "Keolis", "Transdev")
GRANTORS = ("Provincie Zuid-Holland", "Provincie Noord-Brabant", "Vervoerregio Amsterdam")


def start_list_of(concessions: int, batches: int = 4) -> tuple[bytes, Mapping[str, bytes]]:
    """A start list of `concessions` × `batches` rows with the shipped companions."""
    chance = random.Random(SEED)
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    rows.writeheader()
    for number in range(concessions):
        for part in range(batches):
            rows.writerow(_row(chance, number, part))
    return out.getvalue().encode(), {name: (DATA / name).read_bytes() for name in COMPANIONS}


def _row(chance: random.Random, number: int, part: int) -> dict[str, str]:
    running = chance.random() < 0.8
    return {
        "record_id": f"c{number:05d}-{part:02d}",
        "concession_id": f"c{number:05d}",
        "concession": f"Gebied {number:05d}",
        "grantor": GRANTORS[number % len(GRANTORS)],
        "operator": OPERATORS[number % len(OPERATORS)],
        "provinces": "Voorbeeld",
        "concession_start": "2024-12-15",
        "concession_end": "2034-12",
        "concession_status": "running",
        "manufacturer": MAKERS[(number + part) % len(MAKERS)],
        "model": f"Type {part}",
        "propulsion": "BEV",
        "count": str(chance.randint(1, 120)),
        "count_quality": "reported",
        "fleet_status": "in_service" if running else "on_order",
        "first_year": str(chance.randint(2016, 2026)),
        "as_of": "2026-01-01",
        "source": "made for measuring",
    }
