"""Where the project's folders are, in a checkout and in an installed wheel: the one file that knows both."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = PACKAGE.parent


def _beside_or_inside(name: str) -> Path:
    """The folder beside the package in a checkout, else the copy that the wheel carries inside it."""
    beside = _CHECKOUT / name
    if (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return PACKAGE / name


TEMPLATES = _beside_or_inside("templates")
DATA = _beside_or_inside("data")
EDITIONS = PACKAGE / "rulebook" / "editions"
SOURCES = PACKAGE / "rulebook" / "sources.toml"
CLAUSES = PACKAGE / "rulebook" / "clauses.toml"
MIGRATIONS = PACKAGE / "migrations"
TRANSLATIONS = PACKAGE / "translations"
STATIC = PACKAGE / "web" / "static"
