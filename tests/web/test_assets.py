from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from busrisk.charts import plotly_js
from busrisk.paths import STATIC
from busrisk.web.assets import FOREVER, address, asset


def address_of(app: Flask, name: str) -> str:
    with app.test_request_context():
        return address(name)


def test_every_file_is_served_under_a_name_that_changes_with_its_content(
    app: Flask, visitor: FlaskClient
) -> None:
    for path in STATIC.iterdir():
        answer = visitor.get(address_of(app, path.name))
        assert answer.status_code == 200
        assert answer.data == path.read_bytes()
        assert asset(path.name).digest in address_of(app, path.name)
        assert answer.headers["Cache-Control"] == FOREVER
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in answer.headers


def test_the_drawing_script_is_served_compressed(app: Flask, visitor: FlaskClient) -> None:
    answer = visitor.get(address_of(app, "plotly.min.js"), headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/javascript"
    assert len(answer.data) < 1_600_000
    assert gzip.decompress(answer.data) == plotly_js.script_path().read_bytes()


def test_an_address_of_an_older_version_is_gone(visitor: FlaskClient) -> None:
    assert visitor.get("/static/0000000000000000/style.css").status_code == 404


def test_nothing_else_of_the_disk_can_be_asked_for(visitor: FlaskClient) -> None:
    for name in ("../gate.py", "%2e%2e/gate.py", "..%2fgate.py", "gate.py", ".", "style.css/"):
        assert visitor.get(f"/static/{asset('style.css').digest}/{name}").status_code == 404


def test_browsers_find_their_icon(visitor: FlaskClient) -> None:
    assert visitor.get("/favicon.ico").mimetype == "image/svg+xml"


def test_starting_and_showing_pages_loads_neither_plotly_nor_a_spreadsheet_library(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from busrisk.settings import read_settings
from busrisk.app import make_app
from busrisk.register.session import Register
settings = read_settings({{}}, data_dir={str(tmp_path)!r})
register = Register(settings)
register.migrate()
app = make_app(settings)
client = app.test_client()
assert client.get("/").status_code == client.get("/methode").status_code == 200
print([name for name in ("plotly", "openpyxl", "pandas", "numpy") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
