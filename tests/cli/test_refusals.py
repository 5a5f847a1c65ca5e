"""What a person can mend is one Dutch sentence, without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import ZHN, Run
from tests.commands import Command


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("national", "--as", "minister"), "Geen account met rol of e-mailadres 'minister'"),
        (("national", "--as", "grantor"), "mag dit niet: see_national"),
        (("national", "--as", "operator"), "mag dit niet: see_national"),
        (("national", "--region", "be"), "in regio 'be'. Er is: nog niemand"),
        (("national", "--as-of", "31-02-2026"), "--as-of: Deze datum bestaat niet."),
        (("national", "--as-of", "2026"), "--as-of: een hele dag is nodig"),
        (("national", "--as-of", "gisteren"), "--as-of: Dit is geen datum."),
        (("national", "--as-of", "2025-12-31"), "Op peildatum 31-12-2025 geldt geen editie"),
        (("national", "--known-at", "9999-12-31"), "--known-at: Het jaar 9999"),
        (("national", "--known-at", "2026-13-01T00:00"), "--known-at: geen tijdstip"),
        (("national", "--known-at", "0001-01-01T00:00:00+14:00"), "--known-at: geen tijdstip"),
        (("export", "register", "--out", "a.csv", "--as-of", "1900-01-01"), "geldt geen editie"),
        (("export", "register", "--out", "a.csv", "--language", "de"), "--language: 'de' is er niet"),
        (("import", "bestaat-niet.csv"), "bestaat-niet.csv"),
        (("import", "data/concessions.csv", "--peildatum", "morgen"), "--peildatum: Dit is geen datum."),
        (("score",), "Geef óf --answers"),
        (("score", "--answers", "bestaat-niet.toml"), "kan niet worden gelezen"),
        (("score", "--deployment", ZHN, "--language", "fr"), "--language: 'fr' is er niet"),
        (("sign-in-link", "minister"), "Geen account met rol of e-mailadres 'minister'"),
        (("open-account", "a@b.c", "--role", "chef", "--name", "A"), "--role: 'chef' bestaat niet"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_a_refusal_names_what_is_wrong_and_leaves_no_trace(
    busrisk: Run, arguments: tuple[str, ...], said: str
) -> None:
    ran = busrisk(*arguments)
    assert ran.code != 0
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert said in ran.err.splitlines()[0]


@pytest.mark.parametrize("arguments", [("national",), ("sign-in-link", "grantor")])
def test_a_folder_that_may_not_be_written_to_is_named_in_one_sentence(
    command: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "bestand").write_text("geen map")
    ran = command(*arguments, env={"BUSRISK_DATA_DIR": str(tmp_path / "bestand" / "register")})
    assert "kan niet worden gemaakt" in ran.sentence
    assert "--data-dir of BUSRISK_DATA_DIR" in ran.sentence


def test_a_server_that_does_not_answer_is_named_without_its_password(
    command: Command, tmp_path: Path
) -> None:
    env = {
        "BUSRISK_DATA_DIR": str(tmp_path),
        "BUSRISK_DATABASE_URL": "postgresql://u:geheim@127.0.0.1:1/register",
    }
    refused = command("national", env=env).sentence
    assert "127.0.0.1:1/register" in refused
    assert "geheim" not in refused
