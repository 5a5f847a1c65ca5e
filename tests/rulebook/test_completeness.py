"""What a published edition lacks is told, question by question."""

from __future__ import annotations

import re

import pytest

from tests.rulebook.copies import Copy

CONTENT = re.compile(r"gewijzigd na publicatie")


def faults(copied: Copy) -> list[str]:
    """The faults but that of the seal, which every change breaks."""
    return [fault for fault in copied.check() if not CONTENT.search(fault)]


def drop(copied: Copy, name: str, pattern: str) -> None:
    path = copied.path(name)
    text, times = re.subn(pattern, "", path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert times == 1
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('text.en = "None: there', 'text.en = "" #', "vraag 1.1, optie 0: de Engelse tekst ontbreekt"),
        (
            'title.nl = "Welke software',
            'title.nl = " " #',
            "vraag 1.1, vraagtekst: de Nederlandse tekst ontbreekt",
        ),
        ('"R155/12.1"', '"R155-12.1"', "vraag 1.1: onbekend label 'R155-12.1' bij tags"),
    ],
)
def test_a_blank_text_or_unknown_tag_is_a_fault(copied: Copy, old: str, new: str, fault: str) -> None:
    copied.replace("questions/D1.toml", old, new)
    assert faults(copied) == [f"editie 2026-12, {fault}"]


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r'why\.nl = """.*?(?=good_evidence)', "zeg waarom wij dit vragen (why)"),
        (
            r'good_evidence\.nl = """.*?(?=\[\[questions\.options)',
            "zeg hoe goed bewijs eruitziet (good_evidence)",
        ),
        (r"sources = \[.*?\n\]\n", "noem ten minste één bron (sources)"),
        (
            r"\[\[questions\.options\]\].*?(?=\[\[questions\]\])",
            "een vraag die de klasse bepaalt heeft vijf opties nodig",
        ),
    ],
)
def test_a_dimension_question_without_its_parts_is_a_fault(copied: Copy, pattern: str, fault: str) -> None:
    drop(copied, "questions/D4.toml", pattern)
    assert faults(copied) == [f"editie 2026-12, vraag 4.1: {fault}"]


def test_a_context_question_may_still_lack_its_options(copied: Copy) -> None:
    drop(copied, "questions/C1.toml", r"\[\[questions\.options\]\].*?(?=\n\[\[questions\]\])")
    assert faults(copied) == []


def test_a_question_that_leans_only_on_an_unread_source_is_a_fault(copied: Copy) -> None:
    copied.replace(
        "questions/D2.toml",
        'sources = [{ source = "answers-2026-05-26"',
        'sources = [{ source = "eu-data-act"',
    )
    assert faults(copied) == [
        "editie 2026-12, vraag 2.3: noem ten minste één bron die is nagelezen (checked = true)"
    ]


def test_two_options_with_one_text_are_a_fault(copied: Copy) -> None:
    copied.replace("questions/D4.toml", '"Binnen 4 uur."', '"Binnen 24 uur."')
    assert faults(copied) == ["editie 2026-12, vraag 4.4: twee opties hebben dezelfde tekst (nl)"]


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("scoring.toml", 'grade = "E3"', 'grade = "E2"', "widths: een breedte nodig voor E1, E2 en E3"),
        ("scoring.toml", 'overall = "B"', 'overall = "C"', "priorities: een rij nodig voor de klassen"),
        (
            "scoring.toml",
            '["4.1", "4.2"]',
            '["4.1", "4.3"]',
            "vraag 4.2: gate en dimensions spreken elkaar tegen",
        ),
        ("questions/D1.toml", "gate = true\n", "", "vraag 1.1: gate en dimensions spreken elkaar tegen"),
    ],
)
def test_settings_that_leave_a_hole_are_a_fault(
    copied: Copy, name: str, old: str, new: str, fault: str
) -> None:
    copied.replace(name, old, new)
    assert any(told.startswith(f"editie 2026-12: {fault}") for told in faults(copied))


def test_more_than_45_questions_for_one_reader_are_a_fault(copied: Copy) -> None:
    path = copied.path("questions/C4.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('answered_by = "grantor"', 'answered_by = "operator"'), encoding="utf-8")
    assert faults(copied) == ["editie 2026-12: 51 vragen in één vragenlijst (operator); meer dan 45 mag niet"]
