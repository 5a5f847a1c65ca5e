"""How many SQL statements a page costs."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import event

from busrisk.register.session import Register


def statements(register: Register, client: FlaskClient, path: str) -> int:
    """Statements of one request; the visit is known before, so that only the page itself counts."""
    seen: list[str] = []
    client.get("/methode")

    def note(*about: object) -> None:
        seen.append(str(about[2]))

    event.listen(register.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(register.engine, "before_cursor_execute", note)
    assert not [each for each in seen if each.split()[0] in ("INSERT", "UPDATE", "DELETE")]
    return len(seen)
