"""The receipt of a file: a digest of what its tables say, taken row by row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from busrisk.core.tabular import Table

_CANONICAL = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def receipt_of(about: Sequence[str | int], sheets: Iterable[Table]) -> str:
    """`core.receipt.digest_of([*about, [[[str(cell), …], …], …]])`, in memory that stays as it is."""
    digest = hashlib.sha256("".join(("[", *(f"{_CANONICAL.encode(each)}," for each in about))).encode())
    before = "[["
    for sheet in sheets:
        digest.update(before.encode())
        comma = ""
        for row in sheet.rows:
            cells = _CANONICAL.encode([str(cell) for cell in row])
            digest.update(f"{comma}{cells}".encode())
            comma = ","
        before = "],["
    digest.update(b"[]]" if before == "[[" else b"]]]")
    return digest.hexdigest()
