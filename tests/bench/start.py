"""G10: from command to first answer, against importing the three frameworks alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from busrisk.settings import read_settings
from tests.bench.measure import Result, in_turn, median
from tests.bench.pages import ready

FLOOR = "import flask, sqlmodel, wtforms"
NOT_AT_START = ("openpyxl", "plotly", "pandas", "alembic")


def g10(folder: Path) -> tuple[Result, ...]:
    ready(read_settings({"BUSRISK_DATA_DIR": str(folder)})).close()
    environ = {**os.environ, "BUSRISK_DATA_DIR": str(folder)}
    pairs = in_turn(lambda: _first_answer(environ), lambda: _run(FLOOR, environ))
    ratios = [ours / floor for ours, floor in pairs]
    loaded = sorted(loaded_at_first_answer(environ).intersection(NOT_AT_START))
    return (
        Result(
            "G10",
            "command to first answer, register ready",
            f"{1000 * median([ours for ours, _ in pairs]):.0f} ms",
            f"{FLOOR}: {1000 * median([floor for _, floor in pairs]):.0f} ms",
            median(ratios),
            max(ratios),
            1.5,
            at_most=True,
        ),
        Result(
            "G10",
            f"of {', '.join(NOT_AT_START)} loaded at the first answer",
            f"{len(loaded)} ({', '.join(loaded) or 'none'})",
            "none",
            float(len(loaded)),
            float(len(loaded)),
            0.0,
            at_most=True,
        ),
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _first_answer(environ: dict[str, str]) -> None:
    with _answering(environ):
        pass


@contextmanager
def _answering(environ: dict[str, str], *options: str, **pipes: Any) -> Iterator[subprocess.Popen[str]]:
    """The command, from its start to its first answer; it is ended afterwards."""
    port = _free_port()
    command = [sys.executable, *options, "-m", "busrisk.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, text=True, **pipes)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                answer.read()
            return
        except OSError:
            time.sleep(0.005)
    raise AssertionError(f"{address} did not answer")


def _run(code: str, environ: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)


def loaded_at_first_answer(environ: dict[str, str]) -> frozenset[str]:
    """Every module that the command has imported when it has given its first answer."""
    with tempfile.TemporaryFile("w+") as told:
        with _answering(environ, "-X", "importtime", stderr=told):
            pass
        told.seek(0)
        return frozenset(line.rsplit("|", 1)[1].strip() for line in told if line.startswith("import time:"))
