"""One row of the start list, from fields to a fleet batch and its concession."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from busrisk.core.dates import PartialDate
from busrisk.core.dutch import ValueRefused, read_count, read_date
from busrisk.core.facts import ConcessionStatus, Count, CountQuality, FleetStatus, Propulsion, Source
from busrisk.core.files.companions import Companions
from busrisk.core.files.rows import RowReader, split_keys

FIRST_YEARS = range(1950, 2101)  # of a bus that still runs, or is ordered

_ORGANISATIONS = "organisations.csv of aliases.csv"
_MANUFACTURERS = "manufacturers.csv of aliases.csv"
_COUNT = itemgetter("count", "count_quality")
_VEHICLE = itemgetter("manufacturer", "propulsion", "fleet_status", "first_year")
_CONCESSION = itemgetter(
    *("concession_id", "concession", "grantor", "operator", "provinces"),
    *("concession_start", "concession_end", "concession_status"),
)
_SOURCE = itemgetter("source", "as_of")
_KNOWN_QUALITIES = [each.value for each in CountQuality if each is not CountQuality.UNKNOWN]


@dataclass(frozen=True)
class ConcessionRow:
    """A concession as each of its rows states it. `grantors` and `operator` are keys of organisations."""

    key: str
    name: str
    grantors: tuple[str, ...]
    operator: str | None
    provinces: tuple[str, ...]
    start: PartialDate | None
    end: PartialDate | None
    status: ConcessionStatus


class StartRow(NamedTuple):
    """One fleet batch as the file states it; labels and headquarters are as printed.

    `makers` are keys: none where the maker is unknown, several where a joint name was not split.
    `source.dated` is what the file calls as_of: it dates the source and never filters.
    """

    record_id: str
    concession: ConcessionRow
    makers: tuple[str, ...]
    maker_label: str | None
    maker_hq: str | None
    model: str | None
    propulsion: Propulsion | None
    count: Count  # type: ignore[assignment]  # nobody counts the fields of a row
    quality: CountQuality
    status: FleetStatus
    first_year: int | None
    source: Source
    note: str | None
    line: int
    expected: PartialDate | None = None  # when an order is to be delivered; the start list gives a year only

    @property
    def minibus(self) -> bool:
        """Whether the source calls it a minibus; one that does not is counted as any other bus."""
        return "minibus" in (self.model or "").casefold()


def read_start_row(reader: RowReader, companions: Companions) -> StartRow:
    """The batch of this row. Where `reader` noted faults, the fields at fault hold a stand-in."""
    count, quality = reader.once(_COUNT, _count)
    vehicle = reader.once(_VEHICLE, _vehicle, companions)
    return StartRow(
        record_id=reader.slug("record_id") or "",
        concession=reader.once(_CONCESSION, _concession, companions),
        makers=vehicle[0],
        maker_label=reader.text("manufacturer"),
        maker_hq=reader.text("manufacturer_hq_country"),
        model=reader.text("model"),
        propulsion=vehicle[1],
        count=count,
        quality=quality,
        status=vehicle[2],
        first_year=vehicle[3],
        source=reader.once(_SOURCE, _source, count),
        note=reader.text("note"),
        line=reader.line.row,
    )


def _vehicle(
    reader: RowReader, companions: Companions
) -> tuple[tuple[str, ...], Propulsion | None, FleetStatus, int | None]:
    """Makers, propulsion, status and year of entry."""
    return (
        reader.keys("manufacturer", companions.manufacturers, "fabrikant", _MANUFACTURERS) or (),
        reader.choice("propulsion", Propulsion, may_be_blank=True),
        reader.choice("fleet_status", FleetStatus) or FleetStatus.UNKNOWN,
        reader.take("first_year", _read_first_year),
    )


def _concession(reader: RowReader, companions: Companions) -> ConcessionRow:
    name = reader.required("concession", "De naam van de concessie ontbreekt.", "Vul de naam in.")
    grantors = reader.keys("grantor", companions.grantors, "concessieverlener", _ORGANISATIONS)
    if reader.is_blank("grantor"):
        reader.fault("grantor", "De concessieverlener ontbreekt.", "Vul de concessieverlener in.")
    start, end = _period(reader)
    return ConcessionRow(
        key=reader.slug("concession_id") or "",
        name=" ".join((name or "").split()),
        grantors=grantors or (),
        operator=_operator(reader, companions),
        provinces=split_keys(reader.text("provinces")),
        start=start,
        end=end,
        status=reader.choice("concession_status", ConcessionStatus) or ConcessionStatus.RUNNING,
    )


def _operator(reader: RowReader, companions: Companions) -> str | None:
    keys = reader.keys("operator", companions.operators, "vervoerder", _ORGANISATIONS) or ()
    if len(keys) > 1:
        reader.fault("operator", "Een concessie heeft één concessiehouder.", "Kies een van de vervoerders.")
    return keys[0] if keys else None


def _period(reader: RowReader) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end; a fault only where the end lies before the start whatever the missing parts are."""
    start = reader.take("concession_start", read_date)
    end = reader.take("concession_end", read_date)
    if start and end and end.last < start.first:
        reason = f"De einddatum ligt vóór de begindatum {start}."
        reader.fault("concession_end", reason, "Controleer beide datums.")
    return start, end


def _count(reader: RowReader) -> tuple[Count, CountQuality]:
    """A blank count is unknown, whatever its quality was; a count of quality 'unknown' contradicts itself."""
    count = reader.take("count", read_count)
    quality = reader.choice("count_quality", CountQuality)
    if count is not None and quality is not None:
        if count.value is None:
            quality = CountQuality.UNKNOWN
        elif quality is CountQuality.UNKNOWN:
            remedy = f"Kies {', '.join(_KNOWN_QUALITIES)}, of laat het aantal leeg."
            reader.fault("count_quality", f"Er staat wel een aantal: {count.value}.", remedy)
    return count or Count(), quality or CountQuality.UNKNOWN


def _source(reader: RowReader, count: Count) -> Source:
    reason = "Elke rij heeft een bron." if count.value is None else "Een aantal heeft altijd een bron."
    citation = reader.required("source", reason, "Vul het webadres of de vindplaats in.")
    return Source(citation or "", reader.take("as_of", read_date))


def _read_first_year(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) not in FIRST_YEARS:
        reason = f"Dit is geen jaar van {FIRST_YEARS[0]} tot en met {FIRST_YEARS[-1]}."
        raise ValueRefused(reason, "Vul het jaar van instroom in vier cijfers in, of laat het leeg.", text)
    return int(text)
