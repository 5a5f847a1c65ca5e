"""Forms of a page as a browser fills them in: what stands in them is sent back, with other values typed."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.page_tables import words

SHOW, STORE, BACK = "bekijken", "bewaren", "terug"


class _Forms(HTMLParser):
    """The fields of each form by its address."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self._in: dict[str, str] | None = None
        self._list = ""
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = self.found.setdefault(said.get("action", ""), {})
        if self._in is None:
            return
        if tag == "input" and said.get("name") and said.get("type") != "file":
            ticked = said.get("type") not in ("radio", "checkbox") or "checked" in said
            if ticked:
                self._in[said["name"]] = said.get("value", "")
        elif tag == "select":
            self._list = said["name"]
        elif tag == "option" and self._list and ("selected" in said or self._list not in self._in):
            self._in[self._list] = said.get("value", "")
        elif tag == "textarea":
            self._list, self._text = said["name"], ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._in is not None and self._text is not None:
            self._in[self._list] = self._text.removeprefix("\n")
            self._text, self._list = None, ""
        elif tag == "select":
            self._list = ""
        elif tag == "form":
            self._in = None


def fields(page: TestResponse, action: str) -> dict[str, str]:
    """What stands in the form that goes to `action`."""
    reading = _Forms()
    reading.feed(page.get_data(as_text=True))
    assert action in reading.found, f"no form to {action}: {sorted(reading.found)}"
    return reading.found[action]


def send(client: FlaskClient, page: TestResponse, action: str, **typed: object) -> TestResponse:
    """Sends the form with other values in the fields named; None unticks a box."""
    filled = {**fields(page, action), **typed}
    return client.post(
        action,
        data={name: value for name, value in filled.items() if value is not None},
        content_type="multipart/form-data",
    )


def state(client: FlaskClient, key: str, record: str = "", **typed: object) -> TestResponse:
    """Fills in the form of one batch, looks at the preview and stores it; the page after."""
    action = f"/wagenpark/{key}/deel"
    preview = send(client, client.get(f"{action}?record={record}"), action, stap=SHOW, **typed)
    assert preview.status_code == 200, words(preview)
    done = send(client, preview, action, stap=STORE)
    assert done.status_code == 303, words(done)
    return client.get(done.headers["Location"])
