"""What a contract can settle: each subject leads to questions that are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from busrisk.rulebook.clauses import clauses, clauses_of, read_clauses, strangers
from busrisk.rulebook.reading import RulebookRefused
from busrisk.rulebook.shelf import editions


def test_every_subject_names_questions_and_a_source_of_each_edition() -> None:
    assert [strangers(edition) for edition in editions()] == [() for _ in editions()]


def test_every_question_about_agreements_belongs_to_a_subject() -> None:
    asked = [question.id for question in editions()[-1].questions_of("C4")]
    assert asked
    assert [id for id in asked if not clauses_of(id)] == []


def test_a_subject_has_one_name_in_each_language() -> None:
    for language in ("nl", "en"):
        names = [each.title.get(language) for each in clauses()]
        assert all(names)
        assert len(set(names)) == len(names)


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "clauses.toml"
    file.write_text('[[clauses]]\nid = "x"\ntitel.nl = "X"\n', encoding="utf-8")
    with pytest.raises(RulebookRefused, match=r"clauses\.toml"):
        read_clauses(file)
