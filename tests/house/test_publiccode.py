"""publiccode.yml follows the standard, version 0.4, and says what is true of this checkout."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

import busrisk
from busrisk.web.language import LANGUAGES

CHECKOUT = Path(__file__).resolve().parents[2]
REQUIRED = (
    "publiccodeYmlVersion",
    "name",
    "platforms",
    "categories",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)
# The part of the standard's own list of categories that fits a register like this.
CATEGORIES = {
    "compliance-management",
    "data-collection",
    "data-visualization",
    "fleet-management",
    "it-security",
    "procurement",
}


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CHECKOUT / "publiccode.yml").read_text(encoding="utf-8"))
    return found


def test_every_required_key_is_there_but_the_address_of_a_repository_that_is_not_published(
    said: dict[str, Any],
) -> None:
    assert [key for key in REQUIRED if not said.get(key)] == []
    assert said["publiccodeYmlVersion"] == "0.4"
    assert said.get("url", "https://").startswith("https://"), "A repository is named by its web address."


def test_it_says_what_the_project_says(said: dict[str, Any]) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said["name"] == project["name"]
    assert said["softwareVersion"] == busrisk.__version__
    assert said["legal"]["license"] == project["license"]
    python = next(each for each in said["dependsOn"]["open"] if each["name"] == "Python")
    assert project["requires-python"] == f">={python['versionMin']}"


def test_it_is_described_in_each_language_of_the_pages(said: dict[str, Any]) -> None:
    assert said["localisation"]["localisationReady"] is True
    assert set(said["localisation"]["availableLanguages"]) == set(LANGUAGES) == set(said["description"])
    features = {len(text["features"]) for text in said["description"].values()}
    assert len(features) == 1
    for text in said["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 500 <= len(text["longDescription"]) <= 10_000


def test_words_of_a_fixed_list_are_of_that_list(said: dict[str, Any]) -> None:
    assert set(said["categories"]) <= CATEGORIES
    assert said["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert said["softwareType"] == "standalone/web"
    assert said["maintenance"]["type"] in ("internal", "contract", "community", "none")
    assert all(contact["name"] for contact in said["maintenance"]["contacts"])
    assert said["intendedAudience"]["countries"] == ["nl"]
