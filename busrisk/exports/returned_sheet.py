"""A workbook that comes back: looked over as a file, then read cell by cell as text, in another process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from busrisk.core.fleet.fields import FLEET_SHEET, FleetFault, place
from busrisk.core.fleet.paste import Cells, whole_fault
from busrisk.core.saying import say, written
from busrisk.core.wording import pick
from busrisk.exports.returned_file import COPY, SAVE, refused_file

MOST_SECONDS = 9.0
_READER = (sys.executable, "-I", "-m", "busrisk.exports.returned_cells")  # no folder, no environment of ours


def workbook_cells(data: bytes, seconds: float = MOST_SECONDS) -> Cells:
    """The cells of the fleet sheet as text. Raises nothing: what cannot be read is a fault."""
    refused = refused_file(data)
    if refused is not None:
        return Cells(None, (), (refused,))
    try:
        run = subprocess.run(  # a fixed command without a shell; the file is its input, never an argument
            _READER, input=data, capture_output=True, timeout=seconds, check=True, env={}
        )
        return _cells(json.loads(run.stdout))
    except subprocess.TimeoutExpired:
        return _too_long()
    except subprocess.CalledProcessError as ended:
        if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return _too_long()
    except (OSError, ValueError):
        pass
    return Cells(None, (), (whole_fault(say("De werkmap kan niet worden gelezen."), SAVE),))


def _too_long() -> Cells:
    return Cells(None, (), (whole_fault(say("Het lezen van de werkmap duurt te lang."), COPY),))


def _cells(read: Mapping[str, Any]) -> Cells:
    sheet = read["sheet"]
    if sheet is None:
        return Cells(None, (), (_no_fleet(", ".join(read["sheets"])[:200]),))
    rows = tuple((number, tuple(texts)) for number, texts in read["rows"])
    return Cells(sheet, rows, tuple(_formulas(sheet, read["formulas"])))


def _no_fleet(named: str) -> FleetFault:
    called = written(lambda language: pick(language, *FLEET_SHEET))
    remedy = say("Noem het werkblad met het wagenpark %(name)s.", name=called)
    return whole_fault(say("Het werkblad met het wagenpark ontbreekt."), remedy, named)


def _formulas(sheet: str, found: list[tuple[int, int, str, bool]]) -> Iterator[FleetFault]:
    for row, column, text, failed in found:
        formula, wrong = say("Deze cel bevat een formule."), say("Deze cel bevat een foutwaarde.")
        remedy = say("Plak de waarde in plaats van de formule.")
        at = place(sheet, row, column, None)
        yield FleetFault(at, row, None, text, wrong if failed else formula, remedy)
