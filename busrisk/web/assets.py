"""The files a browser needs, from this site only: named by content, compressed once, kept for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Flask, abort, request, url_for
from flask.wrappers import Response

from busrisk.charts import plotly_js
from busrisk.paths import STATIC

FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Asset:
    """One file; `digest` is part of its address, so that a changed file is a new address."""

    name: str
    body: bytes
    digest: str
    mimetype: str


def add_assets(app: Flask) -> None:
    """Serves the files and gives the templates `asset('style.css')`, their address."""
    app.jinja_env.globals["asset"] = address
    app.jinja_env.globals["plotly_style_id"] = plotly_js.style_id


@cache
def asset(name: str) -> Asset:
    """The file of this name. Raises KeyError when the site has none."""
    path = _paths()[name]
    body = path.read_bytes()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(name, body, hashlib.sha256(body).hexdigest()[:16], kind)


@cache
def compressed(name: str) -> bytes:
    """The file in gzip, made once per process at its first use."""
    return gzip.compress(asset(name).body, mtime=0)


def address(name: str) -> str:
    """Where the browser finds the file."""
    return url_for("assets.file", digest=asset(name).digest, name=name)


@cache
def _paths() -> dict[str, Path]:
    own = {path.name: path for path in sorted(STATIC.iterdir()) if path.is_file()}
    return own | {plotly_js.NAME: plotly_js.script_path()}


def file(digest: str, name: str) -> Response:
    """One file; an address of an older version is gone."""
    if name not in _paths() or asset(name).digest != digest:
        abort(404)
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(compressed(name) if squeezed else asset(name).body, mimetype=asset(name).mimetype)
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER
    return response


def favicon() -> Response:
    """Browsers ask for this address unbidden."""
    return Response(
        asset("favicon.svg").body,
        mimetype="image/svg+xml",
        headers={"Cache-Control": "public, max-age=86400"},
    )
