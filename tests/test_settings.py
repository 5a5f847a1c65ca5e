"""What a deployment decides: read once, refused in a sentence, and what is written is for its user alone."""

from __future__ import annotations

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from busrisk.settings import SHORTEST_SECRET, SettingRefused, Settings, read_settings
from tests.commands import Command, in_its_own_process

PRODUCTION = {
    "BUSRISK_PRODUCTION": "1",
    "BUSRISK_SECRET_KEY": "0123456789abcdef" * 2,
    "BUSRISK_TRUSTED_HOSTS": "register.example.org",
    "BUSRISK_TRUSTED_PROXIES": "1",
}


@pytest.mark.parametrize("name", ["BUSRISK_PRODUCTION", "BUSRISK_EXERCISE"])
def test_a_switch_is_on_or_off_in_every_usual_word_and_never_guessed(name: str) -> None:
    def read(word: str) -> bool:
        others = {} if name == "BUSRISK_EXERCISE" else PRODUCTION
        settings = read_settings(others | {name: word})
        return settings.production if name == "BUSRISK_PRODUCTION" else settings.exercise

    assert all(read(word) for word in ("1", "true", "ja", "yes", "on", "ON", "True", " on "))
    assert not any(read(word) for word in ("", "0", "false", "nee", "no", "off", "OFF"))
    for word in ("aan", "2", "production", "onn"):
        with pytest.raises(SettingRefused, match=rf"{name} is aan of uit.*{word}.*Gebruik 1 of 0"):
            read(word)


@pytest.mark.parametrize("missing", sorted(PRODUCTION.keys() - {"BUSRISK_PRODUCTION"}))
def test_production_starts_only_with_every_setting_it_needs(missing: str) -> None:
    assert read_settings(PRODUCTION).production
    with pytest.raises(SettingRefused, match=missing):
        read_settings({name: value for name, value in PRODUCTION.items() if name != missing})


@pytest.mark.parametrize("count", ["-1", "10", "een", "1.5", "²"])
def test_a_number_of_proxies_is_a_small_number(count: str) -> None:
    with pytest.raises(SettingRefused, match="BUSRISK_TRUSTED_PROXIES is geen aantal"):
        read_settings({"BUSRISK_TRUSTED_PROXIES": count})


def test_without_being_told_no_proxy_is_trusted() -> None:
    assert read_settings({}).trusted_proxies == 0
    assert read_settings(PRODUCTION | {"BUSRISK_TRUSTED_PROXIES": " 2 "}).trusted_proxies == 2


def test_how_many_operators_must_be_behind_a_figure_is_a_setting_and_one_in_an_exercise() -> None:
    given = {"BUSRISK_FEWEST_CONTRIBUTORS": " 5 "}
    assert read_settings({}).fewest > 1
    assert read_settings({}, exercise=True).fewest == 1
    assert read_settings(PRODUCTION | given).fewest == read_settings(given, exercise=True).fewest == 5


@pytest.mark.parametrize("count", ["0", "-1", "drie", "2.5", "²"])
def test_a_number_of_operators_is_a_whole_number_from_one(count: str) -> None:
    with pytest.raises(SettingRefused, match="BUSRISK_FEWEST_CONTRIBUTORS is geen aantal"):
        read_settings({"BUSRISK_FEWEST_CONTRIBUTORS": count})


# --- The signing key ------------------------------------------------------------------------------


def of(folder: Path) -> Settings:
    return Settings(folder, f"sqlite:///{folder / 'register.sqlite3'}")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_made_once_and_is_for_this_user_alone(tmp_path: Path) -> None:
    home = tmp_path / "register"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: of(home).signing_key(), range(8)))
    (key,) = keys
    assert len(key) >= SHORTEST_SECRET
    assert [path.name for path in home.iterdir()] == ["signing.key"]
    assert (mode(home / "signing.key"), mode(home)) == (0o600, 0o700)
    (home / "signing.key").chmod(0o644)
    assert of(home).signing_key() == key
    assert mode(home / "signing.key") == 0o600


def test_a_new_key_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, link = os.fsync, os.link
    monkeypatch.setattr(os, "fsync", lambda file: done.append("fsync") or fsync(file))
    monkeypatch.setattr(os, "link", lambda *names: done.append("link") or link(*names))
    of(tmp_path).signing_key()
    assert done == ["fsync", "link", "fsync"]


@pytest.mark.parametrize("kept", ["", "x", "x" * (SHORTEST_SECRET - 1), " \n" * SHORTEST_SECRET])
def test_a_kept_key_that_is_empty_or_short_signs_nothing(tmp_path: Path, kept: str) -> None:
    file = tmp_path / "signing.key"
    file.write_text(kept)
    with pytest.raises(SettingRefused, match=r"leeg of korter.*Verwijder het bestand") as refusal:
        of(tmp_path).signing_key()
    assert str(file) in str(refusal.value)
    file.unlink()
    assert len(of(tmp_path).signing_key()) >= SHORTEST_SECRET


def test_a_key_that_cannot_be_read_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "signing.key").mkdir()
    with pytest.raises(SettingRefused, match=r"signing\.key kan niet worden.*BUSRISK_SECRET_KEY"):
        of(tmp_path).signing_key()


# --- The command ----------------------------------------------------------------------------------


def test_everything_a_command_writes_is_for_its_user_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, out = tmp_path / "register", tmp_path / "register.csv"
    env = {"BUSRISK_DATA_DIR": str(home)}
    ran = Command(monkeypatch, capsys)("export", "register", "--out", out, env=env)
    assert ran.code == 0, ran.err
    open_to_others = [path for path in (home, out, *home.rglob("*")) if mode(path) & 0o077]
    assert open_to_others == []
    assert (home / "register.sqlite3").is_file()


def test_a_day_without_an_edition_stops_the_start_in_a_sentence(tmp_path: Path) -> None:
    env = {"BUSRISK_DATA_DIR": str(tmp_path), "BUSRISK_CLOCK": "2025-06-01"}
    ran = in_its_own_process("serve", "--port", "0", env=env, cwd=tmp_path)
    assert ran.code == 1
    assert re.fullmatch(r"Op peildatum 01-06-2025 geldt geen editie.*\n", ran.err)


def test_a_file_without_end_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    env = {"BUSRISK_DATA_DIR": str(tmp_path)}
    ran = Command(monkeypatch, capsys)("import", "/dev/zero", env=env)
    assert ran.code != 0
    assert "groter dan 8 MB" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BUSRISK_SECRET_KEY", "a" * 64, "herhaalt zich"),
        ("BUSRISK_SECRET_KEY", " " * 40, "ontbreekt"),
        ("BUSRISK_TRUSTED_HOSTS", "*", "zonder jokerteken"),
        ("BUSRISK_DATABASE_URL", "postgresql://", "noemt geen database"),
        ("BUSRISK_DATABASE_URL", "postgresql://u@server", "noemt geen database"),
    ],
)
def test_production_refuses_a_value_that_only_looks_like_one(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingRefused, match=said):
        read_settings({**PRODUCTION, name: value})


def test_days_and_hours_are_those_of_the_zone_where_the_register_is_kept() -> None:
    late = {"BUSRISK_CLOCK": "2026-06-30T22:30:00+00:00"}
    assert f"{read_settings(late).now():%d-%m %H:%M}" == "01-07 00:30"
    elsewhere = read_settings(late | {"BUSRISK_TIMEZONE": "Europe/Lisbon"})
    assert f"{elsewhere.now():%d-%m %H:%M}" == "30-06 23:30"


def test_a_day_ends_at_midnight_of_its_zone_also_when_the_clock_goes_back() -> None:
    settings = read_settings({})
    assert settings.end_of(date(2026, 10, 25)).isoformat() == "2026-10-25T22:59:59.999999+00:00"
    assert settings.end_of(date(2026, 3, 28)).isoformat() == "2026-03-28T22:59:59.999999+00:00"
    assert settings.end_of(date(2026, 7, 1)).isoformat() == "2026-07-01T21:59:59.999999+00:00"


@pytest.mark.parametrize("name", ["Amsterdam", "Europe/Nergens", "../etc/passwd", "Europe"])
def test_a_zone_that_does_not_exist_is_refused_by_name(name: str) -> None:
    with pytest.raises(SettingRefused, match="BUSRISK_TIMEZONE is geen tijdzone"):
        read_settings({"BUSRISK_TIMEZONE": name})
