"""A list that is not right in every row is refused whole, with every fault at its place."""

from __future__ import annotations

import pytest

from busrisk.access.regions import VOORBEELDLAND
from busrisk.core.faults import StartListRefused
from busrisk.register.session import Register
from busrisk.workflow.import_fleet import import_fleet
from tests.core.start_files import changed
from tests.databases import on_both
from tests.register.stored import rows
from tests.start_lists import TEN_FAULTS, batch, shipped_files, take


@on_both
def test_a_list_with_ten_faults_names_ten_and_stores_nothing(ready: Register) -> None:
    before = rows(ready)
    with pytest.raises(StartListRefused) as refused:
        import_fleet(ready, shipped_files(changed(TEN_FAULTS)), "tester")
    assert len(refused.value.faults) == 10
    assert len({(fault.row, fault.field) for fault in refused.value.faults}) == 10
    assert all(fault.row and fault.reason and fault.remedy for fault in refused.value.faults)
    assert rows(ready) == before


def test_a_record_that_moves_to_another_concession_is_refused(empty: Register) -> None:
    take(empty, batch("ijv-01", "BYD", "246"))
    before = rows(empty)
    moved = batch("zhn-01", "BYD", "246", record_id="ijv-01")
    with pytest.raises(StartListRefused) as refused:
        take(empty, batch("hgl-str-01", "BYD", "43"), moved)
    (fault,) = refused.value.faults
    assert (fault.row, fault.field, fault.value) == (3, "record_id", "ijv-01")
    assert "bij concessie ijv" in fault.reason
    assert rows(empty) == before


def test_a_concession_of_another_region_is_not_written_over(ready: Register) -> None:
    before = rows(ready)
    with pytest.raises(StartListRefused) as refused:
        take(ready, batch("zhn-91", "BYD", "500"), region=VOORBEELDLAND)
    (fault,) = refused.value.faults
    assert (fault.field, fault.value) == ("concession_id", "zhn")
    assert "bij regio nl" in fault.reason
    assert rows(ready) == before
