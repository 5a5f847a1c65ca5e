"""A file that is not as it should be is refused, with file and path of the key."""

from __future__ import annotations

import pytest

from busrisk.rulebook.shelf import RulebookRefused
from tests.rulebook.copies import Copy

PLACE = "editions/2026-12"


def refusal(copied: Copy) -> str:
    with pytest.raises(RulebookRefused) as refused:
        copied.read()
    assert str(refused.value) == "\n".join(refused.value.faults)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "questions/D1.toml",
            "[[questions.options]]",
            "[[questions.optoins]]",
            "questions/D1.toml: vraag 1.1 › optoins: onbekende sleutel; bedoelt u options?",
        ),
        (
            "questions/D2.toml",
            "gate = true",
            "gaet = true",
            "questions/D2.toml: vraag 2.1 › gaet: onbekende sleutel",
        ),
        (
            "questions/D4.toml",
            "title.nl",
            "titel.nl",
            "questions/D4.toml: section › titel: onbekende sleutel",
        ),
        (
            "questions/D4.toml",
            "why.en",
            "why.eng",
            "questions/D4.toml: vraag 4.1 › why › eng: onbekende sleutel",
        ),
        (
            "questions/C2.toml",
            "text.en",
            "text.nl2",
            "questions/C2.toml: vraag C2a › optie nr. 1 › text › nl2: onbekende",
        ),
        (
            "questions/C2.toml",
            "hangs_on = ",
            "hangt_aan = ",
            "questions/C2.toml: vraag C2a › hangs_on: sleutel ontbreekt",
        ),
        (
            "edition.toml",
            "published",
            "publised",
            "edition.toml: publised: onbekende sleutel; bedoelt u published?",
        ),
        ("scoring.toml", "most_steps", "most_step", "scoring.toml: ageing › most_step: onbekende sleutel"),
        (
            "scoring.toml",
            "thresholds",
            "tresholds",
            "scoring.toml: knock_outs K1 › tresholds: onbekende sleutel",
        ),
        (
            "scoring.toml",
            "low_needs_no_number",
            "low_needs_number",
            "scoring.toml: coverage DEPENDS_ON_TYPE_DATE › low_",
        ),
        (
            "scoring.toml",
            "width = 2\nholds_from = 2026-01-01\n",
            "width = 2\n",
            "scoring.toml: widths E1 › holds_from: sleutel",
        ),
    ],
)
def test_a_misspelt_or_missing_key_is_refused_with_its_path(
    copied: Copy, name: str, old: str, new: str, sentence: str
) -> None:
    copied.replace(name, old, new)
    assert f"{PLACE}/{sentence}" in refusal(copied)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("questions/D1.toml", "gate = true", 'gate = "ja"', "vraag 1.1 › gate: moet true of false zijn"),
        (
            "questions/D1.toml",
            "points = 0",
            "points = 5",
            "vraag 1.1 › optie nr. 1 › points: moet 4 of lager zijn",
        ),
        ("questions/D1.toml", "points = 1", "points = 3", "vraag 1.1: een vraag heeft vijf opties"),
        ("questions/D1.toml", '"variant"', '"bus"', "vraag 1.1 › hangs_on: moet een van deze zijn"),
        (
            "questions/D1.toml",
            "= 2026-01-01",
            '= "2026-01-01"',
            "vraag 1.1 › holds_from: moet een datum zijn",
        ),
        (
            "edition.toml",
            "published = true",
            "published = 1",
            "edition.toml: published: moet true of false zijn",
        ),
        ("scoring.toml", 'grade = "E1"', 'grade = "E4"', "widths E4 › grade: past niet bij het patroon"),
        (
            "scoring.toml",
            '"reach_and_control"',
            '"sum"',
            "dimensions D1 › combine: past niet bij het patroon",
        ),
        (
            "scoring.toml",
            '["1.1", "1.2"]',
            '["1.1"]',
            "dimensions D1: reach_and_control neemt precies twee vragen",
        ),
        (
            "scoring.toml",
            "low = 3\nhigh = 3",
            "low = 3\nhigh = 2",
            "coverage NOT_REQUIRED: low is hoger dan high",
        ),
        ("scoring.toml", "below = 5\n", "below = 50\n", "loss_bands: de grenzen moeten oplopen"),
        ("scoring.toml", '"P2", "P1", "P1", "P1"', '"P2", "P1", "P1"', "priorities E: 4 kolommen nodig"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_path(
    copied: Copy, name: str, old: str, new: str, sentence: str
) -> None:
    copied.replace(name, old, new)
    assert sentence in refusal(copied)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "questions/D1.toml",
            'id = "1.2"',
            'id = "1.1"',
            "questions/D1.toml: vraag 1.1 › id: dit vraagnummer komt meer dan",
        ),
        (
            "questions/C1.toml",
            'id = "C1a"',
            'id = "1.1"',
            "questions/C1.toml: vraag 1.1 › id: dit vraagnummer komt meer dan",
        ),
        (
            "questions/D1.toml",
            'section = "D1"',
            'section = "D9"',
            "vraag 1.1 › section: 'D9' is niet de afdeling",
        ),
        (
            "questions/D1.toml",
            'id = "D1"',
            'id = "D9"',
            "questions/D1.toml: section › id: de afdeling heet 'D9'",
        ),
        (
            "questions/D1.toml",
            '"un-r155-annex-5"',
            '"un-r555"',
            "vraag 1.1 › sources nr. 3 › source: bron 'un-r555' staat",
        ),
        (
            "scoring.toml",
            '"busrisk-method"',
            '"method"',
            "scoring.toml: widths E1 › source: bron 'method' staat niet",
        ),
        (
            "scoring.toml",
            '["3.2", "3.3a"',
            '["3.2", "3.3c"',
            "scoring.toml: may_not_apply: vraag '3.3c' bestaat niet",
        ),
        (
            "scoring.toml",
            '["NOT_REQUIRED"',
            '["NOT_NEEDED"',
            "may_not_apply_when: dekkingscode 'NOT_NEEDED' staat niet",
        ),
        (
            "scoring.toml",
            '["1.1", "1.2"]',
            '["1.1", "1.9"]',
            "dimensions D1 › questions: vraag '1.9' bestaat niet",
        ),
        ("scoring.toml", '"4.1" = 3', '"4.9" = 3', "knock_outs K1 › thresholds: vraag '4.9' bestaat niet"),
        (
            "scoring.toml",
            'question = "4.2"',
            'question = "4.9"',
            "capabilities operator_override › question: vraag '4.9'",
        ),
        (
            "edition.toml",
            'id = "2026-12"',
            'id = "2027-01"',
            "edition.toml: id: de editie heet '2027-01', de map",
        ),
        ("edition.toml", '"C5", "C6"]', '"C5"]', "questions/C6.toml: hoort niet bij de editie"),
        ("edition.toml", '"C5", "C6"]', '"C5", "C6", "C7"]', "questions/C7.toml: het bestand ontbreekt"),
    ],
)
def test_a_name_without_a_thing_is_refused(
    copied: Copy, name: str, old: str, new: str, sentence: str
) -> None:
    copied.replace(name, old, new)
    assert sentence in refusal(copied)


def test_several_faults_in_one_file_are_told_together(copied: Copy) -> None:
    copied.replace("questions/D1.toml", "gate = true", "gaet = true")
    copied.replace("questions/D1.toml", "[[questions.options]]", "[[questions.optoins]]")
    assert refusal(copied).count(f"{PLACE}/questions/D1.toml: vraag 1.1 › ") == 2


def test_a_source_described_twice_is_refused(copied: Copy) -> None:
    copied.replace("sources.toml", 'id = "un-r156"', 'id = "un-r155"')
    assert refusal(copied) == "sources.toml: bron un-r155 › id: komt meer dan één keer voor"


def test_broken_toml_is_refused_with_its_line(copied: Copy) -> None:
    copied.replace("scoring.toml", "[ageing]", "[ageing")
    assert f"{PLACE}/scoring.toml: geen geldige TOML: " in refusal(copied)
    assert "line" in refusal(copied)


def test_another_encoding_is_refused(copied: Copy) -> None:
    path = copied.path("questions/D4.toml")
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    assert f"{PLACE}/questions/D4.toml: geen UTF-8 bij byte" in refusal(copied)


def test_wrapped_texts_are_read_as_one_line(copied: Copy) -> None:
    copied.replace("questions/D1.toml", "Hoe dieper een update reikt", "Hoe  dieper\neen update\treikt")
    why = copied.read().question("1.1").why
    assert why is not None
    assert why.nl.startswith("Hoe dieper een update reikt, hoe groter")
