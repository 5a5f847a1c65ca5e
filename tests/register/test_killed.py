"""A register that was killed while it wrote is whole: every confirmed act is there, and no half one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from busrisk.register.session import Register
from tests.databases import Database, State
from tests.register.stored import rows
from tests.register.test_journal import broken_at, entries
from tests.start_lists import fleet

KILLS = int(os.environ.get("BUSRISK_TEST_KILLS", "4"))
CHECKOUT = Path(__file__).resolve().parents[2]

WRITE = """
import sys
from pathlib import Path
from busrisk.register.session import Register
from busrisk.settings import Settings
from tests.start_lists import batch, take

register = Register(Settings(Path(sys.argv[1]).parent, f"sqlite:///{sys.argv[1]}"))
for count in range(int(sys.argv[2]), 10_000):
    rows = [batch(f"ijv-9{number}", "BYD", str(count)) for number in range(5)]
    take(register, *rows)
    print(count, flush=True)
"""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_killing_an_import_at_any_moment_leaves_a_whole_register(database: Database) -> None:
    register = database.open(State.READY)
    file = register.settings.data_dir / "register.sqlite3"
    chance = random.Random(20261122)
    confirmed = 0
    for _ in range(KILLS):
        confirmed = _kill_while_writing(file, confirmed + 1, chance.uniform(0.0, 0.12))
        _is_whole(register, confirmed)
        register.close()


def _kill_while_writing(file: Path, first: int, seconds: float) -> int:
    """The last count that the writer confirmed before it was killed."""
    own = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    command = [sys.executable, "-c", WRITE, str(file), str(first)]
    with subprocess.Popen(command, cwd=CHECKOUT, env=own, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        lines += process.stdout.readlines()
    return int([line for line in lines if line.endswith("\n")][-1])


def _is_whole(register: Register, confirmed: int) -> None:
    with register.reader() as reader:
        assert reader.connection.scalar(text("PRAGMA integrity_check")) == "ok"
        assert reader.connection.execute(text("PRAGMA foreign_key_check")).all() == []
    counts = {each.count.value for record, each in fleet(register).items() if record.startswith("ijv-9")}
    assert counts in ({confirmed}, {confirmed + 1}), "five batches are written in one act, or none of them"
    assert broken_at(entries(register)) is None
    changes = [key[0] for key in rows(register, "change")["change"]]
    assert sorted(changes) == list(range(1, len(changes) + 1))
