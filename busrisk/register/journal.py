"""The journal: what was done or refused, by whom, from where; each entry carries its predecessor's digest."""

from __future__ import annotations

import hashlib
import re

from sqlalchemy import insert, select

from busrisk.register.session import Writer, as_utc_text
from busrisk.register.tables import Journal, table

journal = table(Journal)
_START = "0" * 64
_UNSEEN = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _one_line(text: str) -> str:
    """What steers is written out, so that an entry cannot pretend to be two, nor a field to be the next."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def note(writer: Writer, action: str, object: str, outcome: str, origin: str = "") -> None:
    """Appends one entry; its change is the writer's, where the act changed the register."""
    query = select(journal.c.id, journal.c.digest).order_by(journal.c.id.desc()).limit(1)
    last = writer.connection.execute(query).first()
    number, previous = (last.id + 1, last.digest) if last else (1, _START)
    change = writer.change if writer.has_changed else None
    entry = {
        "id": number,
        "change_id": change,
        "at": as_utc_text(writer.now),
        "actor": _one_line(writer.actor),
        "action": _one_line(action),
        "object": _one_line(object),
        "outcome": _one_line(outcome),
        "origin": _one_line(origin),
        "previous": previous,
    }
    entry["digest"] = hashlib.sha256("\x1f".join(str(value) for value in entry.values()).encode()).hexdigest()
    writer.connection.execute(insert(journal), entry)
