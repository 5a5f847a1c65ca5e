from __future__ import annotations

import pytest

from busrisk.core.faults import StartListRefused
from busrisk.core.national.assembly import COLUMNS, read_assembly
from busrisk.paths import DATA
from tests.core.start_files import written


def rows(*cells: tuple[str, ...]) -> bytes:
    return written([list(COLUMNS), *map(list, cells)])


def test_the_shipped_list_names_countries_and_leaves_open_what_no_source_names() -> None:
    found = read_assembly((DATA / "assembly.csv").read_bytes())
    assert found["vdl"] == {"NL", "BE"}
    assert found["ebusco"] == {"NL", "CN"}
    assert found["byd"] == {"HU", ""}, "a source speaks of other plants without naming them"
    assert "irizar" not in found


def test_a_plant_needs_a_maker_a_real_country_code_and_a_source() -> None:
    bad = rows(
        ("VDL", "NL", "x", "", "bron"), ("vdl", "Nederland", "x", "", "bron"), ("vdl", "NL", "x", "", "")
    )
    with pytest.raises(StartListRefused) as refused:
        read_assembly(bad)
    assert [(fault.row, fault.field) for fault in refused.value.faults] == [
        (2, "manufacturer_id"), (3, "country"), (4, "source"),
    ]  # fmt: skip


def test_a_date_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(StartListRefused) as refused:
        read_assembly(rows(("vdl", "NL", "x", "31-02-2026", "bron")))
    assert [fault.field for fault in refused.value.faults] == ["as_of"]
