"""The hashed requirement files say the same as pyproject.toml, and nothing about where packages come from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
RUNTIME, POSTGRES, DEV = "requirements.lock", "requirements-postgres.lock", "requirements-dev.lock"
REMEDY = "Run scripts/lock and commit what it writes."

_PIN = re.compile(r"(?P<pin>[a-z0-9][a-z0-9.-]*==[^ ;]+)(?P<marker> ; [^\\]+)? \\")
_HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def _project() -> dict[str, Any]:
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text())


def _lines(lock: str) -> list[str]:
    return (CHECKOUT / lock).read_text().splitlines()


def _pins(lock: str) -> dict[str, Requirement]:
    """name → pin with its marker, of every package that the lock names."""
    matches = (_PIN.fullmatch(line) for line in _lines(lock) if not line.startswith((" ", "#")))
    pins = (Requirement(match["pin"] + (match["marker"] or "")) for match in matches if match)
    return {canonicalize_name(pin.name): pin for pin in pins}


def _pinned_version(pin: Requirement) -> str:
    return next(iter(pin.specifier)).version


def _group(name: str) -> Iterator[Requirement]:
    for entry in _project()["dependency-groups"][name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from _group(entry["include-group"])


def _asked_for() -> Iterator[tuple[str, Requirement]]:
    """(lock, requirement) for all that pyproject.toml asks each lock to hold."""
    project = _project()
    runtime = [*map(Requirement, project["project"]["dependencies"]), *_group("build")]
    runtime += map(Requirement, project["build-system"]["requires"])
    postgres = [*map(Requirement, project["project"]["optional-dependencies"]["postgres"])]
    for lock, requirements in (
        (RUNTIME, runtime),
        (POSTGRES, runtime + postgres),
        (DEV, [*runtime, *postgres, *_group("dev")]),
    ):
        yield from ((lock, requirement) for requirement in requirements)


@pytest.mark.parametrize("lock", [RUNTIME, POSTGRES, DEV])
def test_every_line_is_a_pin_or_a_hash_and_every_pin_has_one(lock: str) -> None:
    lines = _lines(lock)
    assert re.fullmatch("# .* Written by scripts/lock from pyproject.toml.", lines[0])
    strange = [line for line in lines[1:] if not (_PIN.fullmatch(line) or _HASH.fullmatch(line))]
    assert not strange, f"{lock} holds lines that are neither pin nor hash: {strange}. {REMEDY}"
    for line, following in zip(lines[1:], [*lines[2:], ""], strict=True):
        if _PIN.fullmatch(line):
            assert _HASH.fullmatch(following), f"{lock}: {line} has no hash. {REMEDY}"


@pytest.mark.parametrize("lock", [RUNTIME, POSTGRES, DEV])
def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    text = (CHECKOUT / lock).read_text()
    found = re.search(r"://|--(index|extra-index|find-links|trusted)|@ ", text)
    assert not found, f"{lock} names an address. {REMEDY}"


def test_every_requirement_is_locked_within_its_range() -> None:
    pins = {lock: _pins(lock) for lock in (RUNTIME, POSTGRES, DEV)}
    for lock, requirement in _asked_for():
        pin = pins[lock].get(canonicalize_name(requirement.name))
        assert pin, f"{requirement} is not in {lock}. {REMEDY}"
        fits = requirement.specifier.contains(_pinned_version(pin))
        assert fits, f"{lock} has {pin}, not {requirement}. {REMEDY}"


def test_the_larger_set_contains_the_smaller_at_the_same_versions() -> None:
    runtime, postgres, dev = ({str(pin) for pin in _pins(lock).values()} for lock in (RUNTIME, POSTGRES, DEV))
    assert runtime < postgres < dev, REMEDY


def test_the_register_runs_without_test_tools_and_without_lgpl_code() -> None:
    assert not {"pytest", "mypy", "playwright", "psycopg", "psycopg-binary"} & set(_pins(RUNTIME))


def test_the_environment_of_these_tests_is_the_locked_one() -> None:
    wanted = {
        name: _pinned_version(pin)
        for name, pin in _pins(DEV).items()
        if pin.marker is None or pin.marker.evaluate()
    }
    here = {name: version(name) for name in wanted}
    assert here == wanted, "Run scripts/test: it installs the locked versions."
