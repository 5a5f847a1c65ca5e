"""Running the `busrisk` command as a person does, and what came of it."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from busrisk.cli import main
from busrisk.settings import Settings


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, all of it, as JSON."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """Why it refused: one line on standard error, no trace, nothing on standard output."""
        assert self.code != 0, self.out
        assert self.out == ""
        assert "Traceback" not in self.err
        (line,) = [line for line in self.err.splitlines() if line]
        return line


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which a command works on this register."""
    own = {"BUSRISK_DATA_DIR": str(settings.data_dir)}
    if not settings.embedded:
        own["BUSRISK_DATABASE_URL"] = settings.database_url.replace("+psycopg", "")
    if settings.clock:
        own["BUSRISK_CLOCK"] = settings.clock.isoformat()
    return own


@dataclass
class Command:
    """`busrisk` in this process: as quick as a call, and the whole way from arguments to exit code."""

    patch: pytest.MonkeyPatch
    printed: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, env: Mapping[str, str]) -> Ran:
        thresholds, mask = gc.get_threshold(), os.umask(0o022)
        with self.patch.context() as patch:
            for name in [name for name in os.environ if name.startswith("BUSRISK_")]:
                patch.delenv(name)
            for name, value in env.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["busrisk", *map(str, arguments)])
            self.printed.readouterr()
            code = 0
            try:
                main()
            except SystemExit as ended:
                code = int(ended.code or 0)
        gc.set_threshold(*thresholds)
        os.umask(mask)
        return Ran(code, *self.printed.readouterr())


def in_its_own_process(*arguments: str | Path, env: Mapping[str, str], cwd: Path) -> Ran:
    """The same in a process of its own, started elsewhere."""
    checkout = Path(__file__).resolve().parents[1]
    own = {name: value for name, value in os.environ.items() if not name.startswith(("BUSRISK_", "PYTHON"))}
    own |= {"PYTHONPATH": str(checkout), "HOME": str(cwd), **env}
    command = [sys.executable, "-W", "error", "-m", "busrisk.cli", *map(str, arguments)]
    done = subprocess.run(command, cwd=cwd, env=own, capture_output=True, text=True, timeout=60)
    return Ran(done.returncode, done.stdout, done.stderr)
