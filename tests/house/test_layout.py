"""The checkout keeps its shape: papers present, names of the field, no folder of one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PAPERS = [
    *(f"{paper}.md" for paper in ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY", "DECISIONS")),
    "LICENSE",
    "publiccode.yml",
]
EMPTY_NAME = re.compile("(util|helper|manager|service)s?|common|base")
GENERATED = {".git", ".venv", "__pycache__", "dist", "build", "var"}
HOME_FOLDER = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/")


@cache
def _files() -> tuple[Path, ...]:
    """Every file that belongs to the project: known to git or new, or all of them outside a git checkout."""
    if (CHECKOUT / ".git").exists() and shutil.which("git"):
        ours = ["git", "-c", f"safe.directory={CHECKOUT}", "ls-files", "-z"]
        ours += ["--cached", "--others", "--exclude-standard"]
        listing = subprocess.run(ours, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
        found = [CHECKOUT / name for name in listing.split("\0") if name]
    else:
        every = CHECKOUT.rglob("*")
        found = [path for path in every if not GENERATED & set(path.relative_to(CHECKOUT).parts)]
    return tuple(path for path in found if path.is_file())


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("paper", PAPERS)
def test_the_root_papers_are_there(paper: str) -> None:
    assert (CHECKOUT / paper).is_file(), f"{paper} is missing; CONTRIBUTING.md says what each paper holds."


def test_the_licence_is_the_whole_of_the_eupl() -> None:
    text = (CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [int(number) for number in re.findall(r"^(\d+)\.", text, re.MULTILINE)] == list(range(1, 16))
    assert text.endswith("require the production of a new EUPL version.\n")


def test_templates_and_data_lie_beside_the_package_only() -> None:
    for name in ("templates", "data"):
        inside = CHECKOUT / "busrisk" / name
        assert not inside.exists(), f"Move what is in {inside} to {name}/: the wheel puts it inside."


def test_no_file_of_the_package_is_named_after_nothing() -> None:
    python = [path.relative_to(CHECKOUT) for path in _files() if path.suffix == ".py"]
    empty = [str(path) for path in python if EMPTY_NAME.fullmatch(path.stem)]
    assert not empty, f"Name these after the noun they hold: {empty}"


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = [
        f"{path.relative_to(CHECKOUT)}:{number}: {match[0]}"
        for path in _files()
        for number, line in enumerate((_text(path) or "").splitlines(), 1)
        if (match := HOME_FOLDER.search(line))
    ]
    assert not found, "A path of one machine means nothing on another. Reword:\n" + "\n".join(found)


@pytest.mark.parametrize("command", ["serve", "test", "check", "lock"])
def test_each_command_can_be_started(command: str) -> None:
    mode = (CHECKOUT / "scripts" / command).stat().st_mode
    assert mode & 0o100, f"Run: chmod +x scripts/{command}"
