"""Registers filled in bulk: the rooms of the product read them as their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from busrisk.access.scope import national
from busrisk.core.facts import FleetStatus
from busrisk.register.answers import answers
from busrisk.register.claims import Ledger, Step
from busrisk.register.concessions import concessions
from busrisk.register.deployed import fill_deployments
from busrisk.register.fleet import batches
from busrisk.register.session import Moment, Register
from busrisk.register.tables import BatchClaim
from busrisk.settings import Settings
from busrisk.workflow.rescore import rescore
from tests.bench.scales import EU, QUESTIONS, REGION, TEN_EU, TINY, fill

EVERYTHING = national(REGION.code)


def opened(folder: Path) -> Register:
    return Register(Settings(folder, f"sqlite:///{folder / 'register.sqlite3'}"))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    filled = opened(tmp_path)
    fill(filled, TINY)
    yield filled
    filled.close()


def test_a_filled_register_has_the_size_it_was_asked_for_as_the_product_reads_it(register: Register) -> None:
    with register.reader() as reader:
        moment = Moment(TINY.last_day, reader.version)
        fleet = batches(EVERYTHING, reader, moment)
        given = answers(EVERYTHING, reader, moment)
        assert len(concessions(EVERYTHING, reader, moment)) == TINY.concessions
    assert len(fleet) == TINY.batches
    assert sum(batch.count.value or 0 for batch in fleet) == TINY.vehicles
    assert sum(batch.count.value is None for batch in fleet) == TINY.batches // 20
    assert {len(each) for each in given.values()} == {QUESTIONS}
    assert len(given) == TINY.questionnaires
    assert all(batch.deployment and batch.holder and batch.makers for batch in fleet)


def test_quarters_bring_buses_and_answers_in(register: Register) -> None:
    seen = []
    with register.reader() as reader:
        for day in TINY.days:
            moment = Moment(day, reader.version)
            fleet = batches(EVERYTHING, reader, moment)
            ordered = sum(batch.status is FleetStatus.ON_ORDER for batch in fleet)
            seen.append((len(fleet), ordered, len(answers(EVERYTHING, reader, moment))))
    assert [batches_there for batches_there, *_ in seen] == [TINY.batches] * TINY.quarters
    assert seen[0][1] > seen[-1][1] == 0
    assert [answered for *_, answered in seen] == [2, 4, 6]


def test_every_foreign_key_holds_and_no_deployment_is_missing(register: Register) -> None:
    with register.writer("test", "look") as writer:
        assert writer.connection.execute(text("PRAGMA foreign_key_check")).all() == []
        keys = [each.key for each in concessions(EVERYTHING, writer, Moment(TINY.last_day, writer.version))]
        made = fill_deployments(writer, keys)
        assert len(made) == writer.connection.scalar(text("SELECT count(*) FROM deployment"))
        assert not writer.has_changed
        ledger = Ledger(writer, BatchClaim, "batch_id")
        said = ledger.open_on(TINY.last_day)[(1,)]
        same = {name: said[name] for name in ("status", "count", "quality", "baseline_id")}
        assert ledger.state({"batch_id": 1}, same, TINY.last_day).step is Step.SAME


def test_a_filled_register_can_be_scored(register: Register) -> None:
    with register.writer("test", "rescore") as writer:
        stored = rescore(EVERYTHING, writer, TINY.last_day)
        assert stored >= writer.connection.scalar(text("SELECT count(*) FROM deployment"))


def test_the_same_scale_gives_the_same_rows(register: Register, tmp_path: Path) -> None:
    other = opened(tmp_path / "other")
    fill(other, TINY)
    queries = [text(f"SELECT * FROM {name}") for name in ("batch_claim", "answer", "deployment", "holder")]
    with register.reader() as one, other.reader() as two:
        for query in queries:
            assert one.connection.execute(query).all() == two.connection.execute(query).all()
    other.close()


def test_a_register_that_holds_something_is_not_filled(register: Register) -> None:
    with pytest.raises(ValueError, match="empty"):
        fill(register, TINY)


def test_ten_times_is_ten_times_as_large_over_the_same_quarters() -> None:
    assert (TEN_EU.concessions, TEN_EU.batches, TEN_EU.vehicles) == (30_000, 400_000, 7_000_000)
    assert (EU.answers, TEN_EU.answers, TEN_EU.quarters) == (320_000, 3_200_000, EU.quarters)
