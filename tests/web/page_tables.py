"""The tables of a page as their reader sees them: text, cell by cell."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from werkzeug.test import TestResponse

_MARKUP = re.compile(r"<[^>]*>")


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] | None = None
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = self.found.setdefault(dict(attrs).get("id") or "", [])
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th"):
            self._text = []

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows is not None and self._text is not None:
            self._rows[-1].append(" ".join(" ".join(self._text).split()))
            self._text = None
        elif tag == "table":
            self._rows = None


def tables(page: TestResponse) -> dict[str, list[list[str]]]:
    """Every table of the page by its id: the row of titles first, a row of sums last."""
    reader = _Tables()
    reader.feed(page.get_data(as_text=True))
    return reader.found


def words(page: TestResponse) -> str:
    """What stands on the page to be read: no markup, no tokens."""
    return " ".join(_MARKUP.sub(" ", text(page)).split())


def text(page: TestResponse) -> str:
    """The page with its white space closed up."""
    return " ".join(page.get_data(as_text=True).split())
