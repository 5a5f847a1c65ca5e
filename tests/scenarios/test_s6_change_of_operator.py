"""S6: IJssel-Vecht passes from Keolis to EBS; the 246 buses stay, the answers are to be confirmed anew."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from busrisk.core.facts import Grade
from tests.scenarios.papers import read, rows, workbook
from tests.scenarios.people import Country
from tests.start_lists import batch
from tests.web.fleet.forms import send
from tests.web.page_tables import tables
from tests.workflow.answering import answer, only, said, scores

PAGE, HANDOVER = "/concessies/ijv", "/concessies/ijv/overdracht"
KEOLIS, ANSWERED, PASSED = date(2020, 12, 13), date(2022, 6, 1), date(2022, 12, 11)
DONE, REOPENED, DONE_AGAIN = date(2023, 2, 1), date(2023, 3, 1), date(2023, 4, 1)
CONFIRMED = date(2023, 5, 1)
ROW = batch("ijv-01", "BYD", "246", first_year="2020", as_of="2020-12-13")
LINES = (
    *("Beheeraccounts", "Sleutels en certificaten", "SIM-contracten", "Licenties en diagnosemiddelen"),
    *("Logboeken", "Documentatie", "Lopende updates", "Toegang van de vorige vervoerder ingetrokken"),
)


@pytest.fixture(scope="module")
def ijv(country: Country) -> Country:
    """Keolis answers two questions and leaves; EBS comes, hands the keys over and answers one of the two."""
    country.listed(KEOLIS, ROW | {"operator": "Keolis", "concession_start": "2020-12-13"})
    of_keolis = only(scores(country.clock(ANSWERED), ANSWERED))
    given = (said("1.1", 3, Grade.E1), said("4.1", 2, Grade.E1))
    answer(country.clock(ANSWERED), of_keolis, *given, day=ANSWERED)
    country.listed(PASSED, ROW)
    for day, stands in ((DONE, "done"), (REOPENED, "open"), (DONE_AGAIN, "done")):
        keys_stand(country.operator("ebs", day), stands, f"gemeld op {day:%d-%m-%Y}")
    of_ebs = only(scores(country.clock(CONFIRMED), CONFIRMED))
    answer(country.clock(CONFIRMED), of_ebs, given[0], day=CONFIRMED)
    return country


def keys_stand(ebs: FlaskClient, stands: str, note: str) -> None:
    typed = {"2022-12-11-keys-stand": stands, "2022-12-11-keys-opmerking": note}
    assert send(ebs, ebs.get(HANDOVER), HANDOVER, **typed).status_code == 303


def grantor(ijv: Country) -> FlaskClient:
    return ijv.grantor("prov-ov")


def test_on_1_december_2022_the_holder_is_keolis_and_on_1_january_2026_ebs(ijv: Country) -> None:
    for day, holder in (("01-12-2022", "Keolis"), ("10-12-2022", "Keolis")):
        assert f"Concessiehouder {holder} " in read(grantor(ijv).get(f"{PAGE}?peildatum={day}"))
    for day, holder in (("11-12-2022", "EBS"), ("01-01-2026", "EBS")):
        page = read(grantor(ijv).get(f"{PAGE}?peildatum={day}"))
        assert f"Concessiehouder {holder} " in page
        assert "11 december 2022 tot en met 8 december 2035" in page


@pytest.mark.parametrize("day", ["01-12-2022", "01-01-2026"])
def test_the_buses_are_246_both_times_and_never_492(ijv: Country, day: str) -> None:
    page = grantor(ijv).get(f"{PAGE}?peildatum={day}")
    assert [row[2] for row in tables(page)["fleet"][1:]] == ["246"]
    country = ijv.ministry().get(f"/landelijk/verdeling?peildatum={day}")
    assert [row[:2] for row in tables(country)["makers"][1:]] == [["BYD", "246"], ["Samen", "246"]]
    for each in (page, country):
        assert "492" not in read(each)


def test_in_the_workbook_too_and_its_holder_is_the_one_that_was_known(ijv: Country) -> None:
    for known, holder in (("01-12-2022", "Keolis"), ("01-01-2026", "EBS")):
        book = workbook(grantor(ijv), grantor(ijv).get(f"{PAGE}?peildatum=01-01-2026&bekend={known}"))
        (row,) = rows(book, "Wagenpark")
        assert (row["Concessiehouder"], row["Aantal"]) == (holder, 246)


def test_the_answers_of_keolis_are_to_be_confirmed_anew_from_11_december_2022(ijv: Country) -> None:
    """Until the new holder has given them itself; before the change none is."""
    again = "van de vorige vervoerder"
    passed = f"{HANDOVER}?peildatum=11-12-2022&bekend=11-12-2022"
    assert f"2 antwoorden {again} zijn opnieuw te bevestigen." in read(grantor(ijv).get(passed))
    before = read(grantor(ijv).get(f"{HANDOVER}?peildatum=10-12-2022"))
    assert "opnieuw te bevestigen" not in before
    now = read(grantor(ijv).get(f"{HANDOVER}?peildatum=01-01-2026"))
    assert f"1 antwoord {again} is opnieuw te bevestigen." in now
    shown = read(grantor(ijv).get(f"{PAGE}?peildatum=01-01-2026"))
    assert "1 antwoord is opnieuw te bevestigen" in shown
    assert f"1 antwoord {again} is opnieuw te bevestigen" in read(ijv.operator("ebs").get("/start"))


def test_the_answers_of_keolis_do_not_count_as_those_of_ebs(ijv: Country) -> None:
    page = read(grantor(ijv).get(f"{PAGE}?peildatum=01-01-2026"))
    assert "1 van 21 antwoorden" in page
    ebs = ijv.operator("ebs").get(f"{PAGE}?peildatum=01-01-2026")
    assert "1 van 21 antwoorden" in read(ebs)


def test_a_checklist_is_made_of_what_passes_on(ijv: Country) -> None:
    page = grantor(ijv).get(f"{HANDOVER}?peildatum=11-12-2022&bekend=11-12-2022")
    shown = read(page)
    assert "Keolis → EBS op 11 december 2022" in shown
    assert "0 van 8 onderdelen afgehandeld." in shown
    places = [shown.index(f"{line} open") for line in LINES]
    assert places == sorted(places)
    assert "nog niet af: Keolis → EBS op 11 december 2022; 7 onderdelen staan open" in read(
        grantor(ijv).get(PAGE)
    )


@pytest.mark.parametrize(
    ("known", "progress", "note"),
    [
        ("31-01-2023", "0 van 8", ""),
        ("01-02-2023", "1 van 8", "gedaan · gemeld op 01-02-2023"),
        ("28-02-2023", "1 van 8", "gedaan · gemeld op 01-02-2023"),
        ("01-03-2023", "0 van 8", "open · gemeld op 01-03-2023"),
        ("31-03-2023", "0 van 8", "open · gemeld op 01-03-2023"),
        ("01-04-2023", "1 van 8", "gedaan · gemeld op 01-04-2023"),
    ],
)
def test_the_checklist_is_seen_as_known_at_each_date(
    ijv: Country, known: str, progress: str, note: str
) -> None:
    page = read(grantor(ijv).get(f"{HANDOVER}?peildatum=01-01-2026&bekend={known}"))
    assert f"{progress} onderdelen afgehandeld." in page
    assert f"Sleutels en certificaten {note or 'open'}" in page


def test_what_is_written_about_accounts_and_keys_does_not_reach_the_ministry(ijv: Country) -> None:
    written, day = "gemeld op 01-04-2023", "?peildatum=01-01-2026"
    assert written in grantor(ijv).get(HANDOVER + day).get_data(as_text=True)
    for path in (HANDOVER, PAGE):
        assert written not in ijv.ministry().get(path + day).get_data(as_text=True)
    assert "Sleutels en certificaten gedaan" in read(ijv.ministry().get(HANDOVER + day))


def test_who_gave_the_concession_up_reaches_it_no_more(ijv: Country) -> None:
    keolis = ijv.operator("keolis")
    assert keolis.get(HANDOVER).status_code == 404
    assert keolis.get("/wagenpark/ijv").status_code == 404


def test_the_remaining_term_on_1_january_2026_is_3_628_days(ijv: Country) -> None:
    page = read(grantor(ijv).get(f"{PAGE}?peildatum=01-01-2026"))
    assert "Resterend 3.628 dagen (9 jaar en 11 maanden)" in page
