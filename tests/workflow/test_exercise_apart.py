"""What is invented for the exercise stays in the exercise."""

from __future__ import annotations

import pytest

from busrisk.core.faults import StartListRefused
from busrisk.paths import DATA
from busrisk.register.session import Register
from busrisk.workflow.import_fleet import import_fleet, read_files
from tests.register.stored import rows


def test_the_list_of_the_exercise_is_refused_by_a_real_region(ready: Register) -> None:
    before = rows(ready)
    folder = DATA / "voorbeeldland"
    with pytest.raises(StartListRefused) as refused:
        import_fleet(ready, read_files(folder / "concessions.csv", folder), "tester")
    assert {fault.file for fault in refused.value.faults} == {"organisations.csv", "manufacturers.csv"}
    assert all("verzonnen partij" in fault.sentence for fault in refused.value.faults)
    assert rows(ready) == before
