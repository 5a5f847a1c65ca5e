"""The first command on an empty data folder makes it ready; every later one keeps what is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from busrisk.access.policy import Role
from busrisk.access.scope import national
from busrisk.register.concessions import concessions
from busrisk.register.people import accounts, open_account
from busrisk.register.session import Register
from busrisk.register.tables import Account, table
from busrisk.settings import Settings
from busrisk.workflow.import_fleet import import_fleet
from busrisk.workflow.make_ready import NotReady, make_ready
from tests.databases import NOW, Database, State, on_both
from tests.register.stored import counts, rows
from tests.start_lists import DAY, batch, shipped_files, start_files, take


def start(register: Register, **options: bool) -> list[str]:
    """What was told while the register was made ready."""
    told: list[str] = []
    make_ready(register, register.settings, tell=told.append, **options)
    return told


def people(register: Register) -> dict[str, str | None]:
    with register.reader() as reader:
        return {each.email: each.organisation.key if each.organisation else None for each in accounts(reader)}


def regions(register: Register) -> dict[str, int]:
    with register.reader() as reader:
        moment = reader.moment(DAY)
        return {
            region: len(concessions(national(region), reader, moment)) for region in ("nl", "voorbeeldland")
        }


DEMO = {
    "grantor@demo.invalid": "prov-zh",
    "operator@demo.invalid": "qbuzz",
    "ministry@demo.invalid": None,
    "administrator@demo.invalid": None,
}
DEMO_EXERCISE = DEMO | {
    "grantor-voorbeeldland@demo.invalid": "vb-provincie",
    "operator-voorbeeldland@demo.invalid": "vb-streekvervoer",
    "ministry-voorbeeldland@demo.invalid": None,
    "administrator-voorbeeldland@demo.invalid": None,
}


@on_both
def test_an_empty_folder_gets_schema_list_scores_and_accounts_and_says_so(database: Database) -> None:
    register = database.open(State.NOTHING)
    told = start(register)
    assert [line.split(":")[0] for line in told] == ["Database gereed", "Startlijst ingelezen"]
    assert "66 wagenparkdelen; 66 keer gescoord" in told[1]
    assert regions(register) == {"nl": 28, "voorbeeldland": 0}
    assert people(register) == DEMO


@on_both
def test_a_second_start_keeps_everything_and_tells_nothing(ready: Register) -> None:
    take(ready, batch("ijv-01", "BYD", "240"))
    before = rows(ready)
    assert start(ready) == []
    assert rows(ready) == before


def test_starts_at_once_make_one_register(database: Database) -> None:
    register = database.open(State.NOTHING)
    others = [database.at(register, NOW) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(start, others))
    assert regions(register)["nl"] == 28
    assert people(register) == DEMO
    assert counts(register)["change"] == 1


def test_a_register_filled_from_another_list_is_not_given_the_shipped_one(database: Database) -> None:
    register = database.open(State.NOTHING)
    start(register, with_start_list=False)
    import_fleet(register, start_files(batch("ijv-01", "BYD", "1")), "tester")
    assert start(register) == []
    assert regions(register)["nl"] == 1


@on_both
def test_accounts_opened_before_the_first_list_reach_their_concessions_after_it(database: Database) -> None:
    """A first `busrisk import` needs somebody to act as, before any organisation was stated."""
    register = database.open(State.NOTHING)
    start(register, with_start_list=False)
    assert people(register) == DEMO
    import_fleet(register, shipped_files(), "tester")
    with register.reader() as reader:
        grantor = next(each for each in accounts(reader) if each.role is Role.GRANTOR)
        assert grantor.organisation is not None
        assert grantor.organisation.name == "Provincie Zuid-Holland"
        assert len(concessions(grantor.scope, reader, reader.moment(DAY))) == 3


# --- The exercise ---------------------------------------------------------------------------------


@on_both
def test_an_exercise_holds_the_real_list_and_the_fictional_region(database: Database) -> None:
    register = database.open(State.NOTHING, exercise=True)
    start(register)
    assert regions(register) == {"nl": 28, "voorbeeldland": 4}
    assert people(register) == DEMO_EXERCISE
    with register.reader() as reader:
        assert reader.exercise


def test_a_register_with_real_data_refuses_the_exercise_and_stays_as_it_was(ready: Register) -> None:
    before = rows(ready)
    register = Register(replace(ready.settings, exercise=True))
    with pytest.raises(NotReady, match=r"echte gegevens.*eigen gegevensmap of database"):
        start(register)
    register.close()
    assert rows(ready) == before


def test_an_exercise_goes_on_as_one_when_it_is_started_without_saying_so(database: Database) -> None:
    register = database.open(State.EXERCISE, exercise=False)
    before = rows(register)
    assert start(register) == []
    assert rows(register) == before


@pytest.mark.parametrize(
    "stopped_at", ["load_exercise._answer", "load_exercise.rescore", "make_ready._import_start_list"]
)
def test_an_exercise_that_was_stopped_halfway_is_loaded_whole_at_the_next_start(
    database: Database, monkeypatch: pytest.MonkeyPatch, stopped_at: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    register = database.open(State.NOTHING, exercise=True)
    with monkeypatch.context() as patch:
        patch.setattr(f"busrisk.workflow.{stopped_at}", stop)
        with pytest.raises(KeyboardInterrupt):
            start(register)
    start(register)
    whole = database.open(State.EXERCISE)
    assert counts(register) == counts(whole)


# --- Production -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "what"), [(State.READY, "demonstratieaccounts"), (State.EXERCISE, "demo")])
def test_production_refuses_demonstration_accounts(database: Database, state: State, what: str) -> None:
    register = database.open(state, production=True, exercise=False)
    before = rows(register)
    with pytest.raises(NotReady, match=f"Productie weigert {what}"):
        start(register)
    assert rows(register) == before


def test_production_refuses_fictional_data_also_without_demonstration_accounts(database: Database) -> None:
    register = database.open(State.EXERCISE, production=True, exercise=False)
    _close_everybody(register)
    with pytest.raises(NotReady, match=r"weigert oefengegevens.*andere database"):
        start(register)


def _close_everybody(register: Register) -> None:
    with register.writer("tester", "close_accounts") as writer:
        writer.connection.execute(update(table(Account)).values(closed_at=NOW))


def test_production_starts_once_the_demonstration_accounts_are_closed(database: Database) -> None:
    register = database.open(State.READY, production=True)
    _close_everybody(register)
    assert start(register) == []
    assert people(register) == {}


@on_both
def test_production_makes_a_register_without_accounts(database: Database) -> None:
    register = database.open(State.NOTHING, production=True)
    start(register)
    assert regions(register)["nl"] == 28
    assert people(register) == {}


def test_a_register_with_accounts_of_its_own_is_given_no_demonstration_accounts(database: Database) -> None:
    """A command that forgets to say 'production' must not make the register unfit for it."""
    register = database.open(State.NOTHING, production=True)
    start(register)
    with register.writer("tester", "open_account") as writer:
        open_account(writer, "beheer@example.org", "Beheer", Role.ADMINISTRATOR, "nl", None, demo=False)
    without = database.opening(
        Settings(register.settings.data_dir, register.settings.database_url, clock=NOW)
    )
    start(without)
    assert people(register) == {"beheer@example.org": None}
    assert start(register) == []


def test_everything_written_stays_in_the_data_folder(database: Database, tmp_path: Path) -> None:
    register = database.open(State.NOTHING)
    start(register)
    register.close()
    inside = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert inside == {register.settings.data_dir / "register.sqlite3"}
