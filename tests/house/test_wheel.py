"""The installed wheel is the whole product: it finds its templates, data and texts far from any checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

REPORT = """
import json, sys
import busrisk
from busrisk import paths
print(json.dumps({
    "package": busrisk.__file__,
    "folders": {name: [str(path), path.is_dir()] for name, path in vars(paths).items()
                if name.isupper() and name not in ("SOURCES", "CLAUSES")},
    "sources": paths.SOURCES.is_file() and paths.CLAUSES.is_file(),
    "templates": sorted(str(p.relative_to(paths.TEMPLATES)) for p in paths.TEMPLATES.rglob("*.html")),
    "data": sorted(p.name for p in paths.DATA.iterdir()),
}))
"""

SPEAK = """
import json
from busrisk.app import make_app
from busrisk.settings import read_settings
app = make_app(read_settings())
for name in app.jinja_env.list_templates():
    app.jinja_env.get_template(name)
client = app.test_client()
pages = {"nl": client.get("/").get_data(as_text=True)}
with client.session_transaction() as session:
    session["language"] = "en"
pages["en"] = client.get("/").get_data(as_text=True)
print(json.dumps(pages))
"""


def _run(*command: str | Path, cwd: Path) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BUSRISK_", "PYTHON"))}
    own["BUSRISK_DATA_DIR"] = str(cwd / "register")
    done = subprocess.run([*map(str, command)], cwd=cwd, env=own, capture_output=True, text=True)
    assert done.returncode == 0, f"{command[0]} failed:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=CHECKOUT)
    return next(folder.glob("busrisk-*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh environment that holds the wheel and borrows the locked libraries."""
    folder = tmp_path_factory.mktemp("elsewhere")
    env = folder / "env"
    _run(BIN / "uv", "venv", "--offline", "--python", sys.executable, env, cwd=folder)
    _run(BIN / "uv", "pip", "install", "--offline", "--no-deps", "--python", env, wheel, cwd=folder)
    (own,) = env.glob("lib/python3*/site-packages")
    # A path line lends the libraries but not the editable install: .pth files found through it are not read.
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def test_the_wheel_carries_templates_and_data_unchanged(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in ("templates", "data"):
            for path in (CHECKOUT / name).rglob("*"):
                if path.is_file():
                    assert archive.read(f"busrisk/{path.relative_to(CHECKOUT)}") == path.read_bytes()


def test_the_wheel_carries_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    package = (path for path in (CHECKOUT / "busrisk").rglob("*") if path.is_file())
    wanted = {str(path.relative_to(CHECKOUT)) for path in package if "__pycache__" not in path.parts}
    assert wanted <= carried, f"Missing from the wheel: {sorted(wanted - carried)}"
    assert not [name for name in carried if name.startswith(("tests/", "scripts/", "templates/", "data/"))]


def test_the_installed_wheel_finds_its_folders_away_from_the_checkout(elsewhere: Path) -> None:
    report = json.loads(_run(elsewhere / "env" / "bin" / "python", "-c", REPORT, cwd=elsewhere))
    assert Path(report["package"]).is_relative_to(elsewhere)
    for name, (path, present) in report["folders"].items():
        assert present, f"paths.{name} is not there in an installed wheel: {path}"
        assert Path(path).is_relative_to(elsewhere), f"paths.{name} is outside the installed wheel: {path}"
    assert report["sources"]
    templates = (CHECKOUT / "templates").rglob("*.html")
    assert report["templates"] == sorted(str(path.relative_to(CHECKOUT / "templates")) for path in templates)
    assert report["data"] == sorted(path.name for path in (CHECKOUT / "data").iterdir())


def test_the_wheel_names_its_licence_and_its_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        assert "License-Expression: EUPL-1.2" in archive.read(about).decode()
        licence, commands = (
            about.replace("METADATA", name) for name in ("licenses/LICENSE", "entry_points.txt")
        )
        assert archive.read(licence) == (CHECKOUT / "LICENSE").read_bytes()
        assert "busrisk = busrisk.cli:main" in archive.read(commands).decode()


def test_the_installed_wheel_fills_an_empty_register_and_speaks_both_languages(elsewhere: Path) -> None:
    env = elsewhere / "env" / "bin"
    figures = json.loads(_run(env / "busrisk", "national", "--as-of", "2026-01-01", "--json", cwd=elsewhere))
    assert figures["control"]
    pages = json.loads(_run(env / "python", "-c", SPEAK, cwd=elsewhere))
    assert '<html lang="nl"' in pages["nl"]
    assert "Naar de inhoud" in pages["nl"]
    assert '<html lang="en"' in pages["en"]
    assert "Naar de inhoud" not in pages["en"]
