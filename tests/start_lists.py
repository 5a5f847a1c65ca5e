"""Start lists of a test's own: a few rows over real names, with the control totals the test states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from busrisk.access.regions import NETHERLANDS, Region
from busrisk.access.scope import national
from busrisk.core.facts import BatchFact
from busrisk.core.files.companion_files import COMPANIONS, CONTROL_TOTALS
from busrisk.core.files.start_list import COLUMNS
from busrisk.core.national.picture import National
from busrisk.register.fleet import batches
from busrisk.register.pictures import national_picture
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from busrisk.workflow.differences import ImportReport
from busrisk.workflow.import_fleet import StartFiles, import_fleet
from tests.core.start_files import changed, shipped, written

Row = dict[str, str]
DAY = date(2026, 1, 1)
CONTROL_COLUMNS = ("year", "as_of", "dimension", "key", "metric", "value", "unit", "is_estimate", "basis")
CONTROL_COLUMNS += ("source", "note")

# concession_id: name, grantor, operator, start, end, status
CONCESSIONS = {
    "ijv": (
        "IJssel-Vecht",
        "Provincies Overijssel, Gelderland en Flevoland",
        "EBS",
        "2022-12-11",
        "2035-12-08",
    ),
    "hgl-str": ("Haaglanden Streek", "Metropoolregio Rotterdam Den Haag", "EBS", "2019-08-25", "2030-12-14"),
    "zhn": ("Zuid-Holland Noord", "Provincie Zuid-Holland", "Qbuzz", "2024-12-15", "2037-12"),
    "zee": ("Zeeland (new)", "Provincie Zeeland", "EBS", "2026-12-13", "2038-12"),
    "obr": ("Oost-Brabant (new)", "Provincie Noord-Brabant", "Arriva", "2026-12-13", "2039-07-14"),
    "anm": ("Arnhem Nijmegen", "Provincie Gelderland", "Hermes", "2012-12-09", "2026-06-27"),
}


def batch(record_id: str, maker: str, count: str, /, **columns: str) -> Row:
    """A row of the concession its record_id begins with; running, reported and without a model."""
    concession = max((key for key in CONCESSIONS if record_id.startswith(key)), key=len)
    names = ("concession", "grantor", "operator", "concession_start", "concession_end")
    row = dict(zip(names, CONCESSIONS[concession], strict=True))
    row |= {"record_id": record_id, "concession_id": concession, "concession_status": "running"}
    row |= {"manufacturer": maker, "count": count, "count_quality": "reported", "fleet_status": "in_service"}
    row |= {"propulsion": "BEV", "as_of": "2026-01-01", "source": "jaarverslag van de vervoerder"}
    return row | columns


def control(key: str, value: str, metric: str = "ze_buses", unit: str = "buses") -> Row:
    row = {"year": "2026", "as_of": "2026-01-01", "dimension": "manufacturer", "key": key, "metric": metric}
    row |= {"value": value, "unit": unit, "is_estimate": "yes", "basis": 'reported "circa"'}
    return row | {"source": "antwoord op schriftelijke vragen"}


LETTER = (
    control("BYD", "319"),
    control("Yutong", "250"),
    control("BYD + Yutong", "569"),
    control("BYD + Yutong", "21", "ze_share", "percent"),
)


def lines(columns: Iterable[str], rows: Iterable[Mapping[str, str]], separator: str = ",") -> bytes:
    head = list(columns)
    return written([head, *([row.get(name, "") for name in head] for row in rows)], separator)


def start_files(*rows: Row, controls: Iterable[Row] = LETTER, separator: str = ",") -> StartFiles:
    companions = {name: shipped(name) for name in COMPANIONS}
    companions[CONTROL_TOTALS] = lines(CONTROL_COLUMNS, controls)
    return StartFiles(lines(COLUMNS, rows, separator), "eigen.csv", companions)


def shipped_files(start_list: bytes | None = None, **companions: bytes) -> StartFiles:
    """The start list of data/, with other bytes for what is given: aliases=…, organisations=…"""
    files = {name: companions.get(name.removesuffix(".csv"), shipped(name)) for name in COMPANIONS}
    return StartFiles(start_list or shipped("concessions.csv"), "concessions.csv", files)


def take(register: Register, *rows: Row, region: Region = NETHERLANDS, **options: Any) -> ImportReport:
    """Imports a list of these rows; options are those of the import, `controls` and `separator`."""
    about_files = {name: options.pop(name) for name in ("controls", "separator") if name in options}
    return import_fleet(register, start_files(*rows, **about_files), "tester", region, **options)


def picture(register: Register, scope: Any, day: date = DAY, known_at: datetime | None = None) -> National:
    """The national view as somebody with this scope is given it."""
    with register.reader() as reader:
        moment = reader.moment(day, known_at)
        return national_picture(scope, reader, moment, edition_in_force(day))


def correct(register: Register, record: str, **columns: str) -> ImportReport:
    """Imports the shipped list with other values in one row."""
    return import_fleet(register, shipped_files(changed({record: columns})), "tester")


def fleet(register: Register, day: date = DAY, known_at: datetime | None = None) -> dict[str, BatchFact]:
    """Every batch of the Netherlands at a moment, by record."""
    with register.reader() as reader:
        moment = reader.moment(day, known_at)
        return {each.record_id: each for each in batches(national("nl"), reader, moment)}


TEN_FAULTS = {
    "ijv-01": {"count": "1,234"},
    "hgl-str-01": {"count": "-3"},
    "fry-01": {"count": "1,5"},
    "hij-01": {"fleet_status": "broken"},
    "alm-01": {"as_of": "31-02-2026"},
    "zhn-01": {"source": ""},
    "gd-02": {"manufacturer": "Trabant"},
    "zee-2026-01": {"record_id": "zee-2026-02"},
    "rtm-01": {"first_year": "19"},
    "zob-01": {"count_quality": "guessed"},
}
