"""A read costs a few statements, however many rows it returns: a page costs what it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from busrisk.access.scope import Scope, national
from busrisk.register.answers import answers
from busrisk.register.assessments import scored
from busrisk.register.concessions import concessions
from busrisk.register.controls import control_totals
from busrisk.register.fleet import batches, deployments
from busrisk.register.parties import makers
from busrisk.register.pictures import concession_pictures, national_picture
from busrisk.register.session import Moment, Reader, Register
from busrisk.rulebook.shelf import edition_in_force
from tests.databases import on_both
from tests.register.stored import statements
from tests.start_lists import batch, take

DAY = date(2026, 1, 1)
Read = Callable[[Scope, Reader, Moment], object]


def national_view(scope: Scope, reader: Reader, moment: Moment) -> object:
    return national_picture(scope, reader, moment, edition_in_force(moment.day))


MOST = {
    batches: 3,
    deployments: 3,
    concessions: 4,
    scored: 6,
    answers: 3,
    control_totals: 3,
    makers: 1,
    concession_pictures: 9,
    national_view: 6,
}


def cost(register: Register, read: Read, region: str) -> tuple[int, int]:
    """Statements of one read, and the rows of fleet it is about."""
    with register.reader() as reader:
        moment = reader.moment(DAY)
        about = len(batches(national(region), reader, moment))
    with register.reader() as reader, statements(register) as heard:
        read(national(region), reader, moment)
    return heard.reads, about


@on_both
@pytest.mark.parametrize("read", MOST, ids=lambda read: read.__name__)
def test_statements_stay_the_same_from_few_rows_to_many(exercise: Register, read: Read) -> None:
    few, many = cost(exercise, read, "voorbeeldland"), cost(exercise, read, "nl")
    assert (few[1], many[1]) == (8, 66)
    assert few[0] == many[0] <= MOST[read]


def test_an_import_costs_statements_for_what_it_changes_and_not_for_what_it_holds(ready: Register) -> None:
    """Reading the same list again asks each table once, whatever the number of rows."""

    def again(*rows: dict[str, str]) -> int:
        take(ready, *rows)
        with statements(ready) as heard:
            assert take(ready, *rows).changes_nothing
        return len(heard.said)

    one = again(batch("ijv-91", "BYD", "1"))
    forty = again(*(batch(f"ijv-{number}", "BYD", "1") for number in range(100, 140)))
    assert one == forty
