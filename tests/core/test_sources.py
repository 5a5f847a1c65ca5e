from __future__ import annotations

import pytest

from busrisk.core.citations import CitationKind, kind_of, read_kinds, read_references
from busrisk.core.faults import StartListRefused
from busrisk.core.sheets.sources import sources_table
from busrisk.core.sources import SourceLine, source_lines
from busrisk.paths import DATA
from busrisk.rulebook.shelf import editions
from tests.core.test_makers import A, batch

EDITION = editions()[0]
KINDS = (("nos.nl", CitationKind.PRESS), ("Tweede Kamer", CitationKind.OFFICIAL))


def line(*batches: object) -> SourceLine:
    return SourceLine(CitationKind.PRESS, "bron", batches=tuple(batches))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("citation", "kind"),
    [
        ("https://www.nos.nl/artikel/1", CitationKind.PRESS),
        ("https://nos.nl/artikel/1", CitationKind.PRESS),
        ("https://nos.nl.example.org/artikel", CitationKind.OTHER),
        ("Tweede Kamer, 2025Z1", CitationKind.OFFICIAL),
        ("jaarverslag", CitationKind.OTHER),
    ],
)
def test_a_citation_is_of_the_kind_of_its_host_or_its_first_words(citation: str, kind: CitationKind) -> None:
    assert kind_of(citation, KINDS) is kind


def test_the_shipped_lists_can_be_read_and_keep_both_references() -> None:
    assert read_kinds((DATA / "source_kinds.csv").read_bytes(), "source_kinds.csv")
    found = read_references((DATA / "references.csv").read_bytes(), "references.csv")
    assert ("39362, nr. 388", "29362, nr. 388") in [(each.printed, each.corrected) for each in found]
    assert ("6643, nr. 1320", "26643, nr. 1320") in [(each.printed, each.corrected) for each in found]


def test_a_reference_without_its_correction_is_refused_with_its_place() -> None:
    with pytest.raises(StartListRefused, match="rij 2, veld corrected"):
        read_references(b"printed,corrected,where,source\n1,,hier,daar\n", "references.csv")


def test_a_source_stands_once_with_everything_that_rests_on_it() -> None:
    fleet = (batch("p1", 40, A), batch("p2", None, A))
    found = source_lines(fleet, (), (), [("bron", "Alfa"), ("bron", "Alfa"), ("elders", "Beta")], EDITION, ())
    ours = {each.citation: each for each in found if each.read is None}
    assert set(ours) == {"bron", "elders"}
    assert (len(ours["bron"].batches), ours["bron"].parties, ours["bron"].fleet.running) == (2, 1, 40)
    assert {each.citation for each in found if each.read is False}  # what was not read says so


def test_a_source_without_a_count_gives_an_unknown_sum_and_one_without_a_fleet_a_blank() -> None:
    table = sources_table([line(batch("p1", None, A)), line(batch("p1", 3, A)), line()], "nl")
    running = [column.key for column in table.columns].index("running")
    assert [row[running] for row in table.rows] == [None, 3, ""]
