"""The first edition, and a copy of the rulebook that a test may break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from busrisk.paths import EDITIONS, SOURCES
from busrisk.rulebook import shelf
from busrisk.rulebook.shape import Edition
from tests.rulebook.copies import FIRST, Copy


@pytest.fixture
def copied(tmp_path: Path) -> Copy:
    shutil.copytree(EDITIONS, tmp_path / "editions")
    shutil.copy(SOURCES, tmp_path / "sources.toml")
    return Copy(tmp_path / "editions", tmp_path / "sources.toml")


@pytest.fixture(scope="session")
def first() -> Edition:
    return shelf.edition(FIRST)
