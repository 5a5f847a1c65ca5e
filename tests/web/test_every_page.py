"""What holds of every page, for every role: it can be found, and it speaks one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask

from busrisk.access.policy import Role
from busrisk.register.session import Register
from tests.web.conftest import Making
from tests.web.crawl import offered, pages
from tests.web.visits import post, sign_in

ROLES = tuple(Role)
# Words that the one language has and the other has not, and that no name in the register holds.
DUTCH = frozenset(
    {
        "het",
        "een",
        "niet",
        "wordt",
        "worden",
        "bussen",
        "zijn",
        "deze",
        "onbekend",
        "geen",
        "nog",
        "bij",
        "alleen",
        "staat",
        "antwoord",
        "bron",
        "wagenpark",
        "peildatum",
        "vervoerder",
        "concessiehouder",
        "kies",
        "wat",
        "hoe",
        "wie",
        "waarom",
    }
)
ENGLISH = frozenset(
    {
        "the",
        "with",
        "which",
        "buses",
        "answered",
        "have",
        "been",
        "were",
        "this",
        "your",
        "cannot",
        "because",
        "there",
        "fleet",
    }
)
_WORD = re.compile(r"[a-zà-ÿ]+")


class Spoken(HTMLParser):
    """The words of a page by the language they are marked to be in; what nobody sees is left out."""

    SILENT = frozenset({"script", "style", "code"})
    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "rect", "path", "use", "circle", "line"})
    SAID = ("aria-label", "title", "alt", "placeholder", "data-label")

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.said: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", self.stack[-1][1] if self.stack else "")
        self.said += [(language, given[name]) for name in self.SAID if name in given]
        if tag not in self.VOID:
            self.stack.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.stack and not any(tag in self.SILENT for tag, _ in self.stack):
            self.said.append((self.stack[-1][1], data))


def foreign(page: str, language: str) -> Iterator[str]:
    """Texts of a page, marked to be in `language`, that hold a word of the other one."""
    others = DUTCH if language == "en" else ENGLISH
    listening = Spoken()
    listening.feed(page)
    for spoken, text in listening.said:
        if spoken == language and (others & set(_WORD.findall(text.casefold()))):
            yield " ".join(text.split())[:120]


@pytest.fixture(params=["day one", "exercise"])
def state(request: pytest.FixtureRequest, making: Making) -> tuple[Flask, str]:
    """The app over the register of day one, or over the exercise; and the region to look at."""
    register: Register = request.getfixturevalue("ready" if request.param == "day one" else "exercise")
    return making(register.settings), "nl" if request.param == "day one" else "voorbeeldland"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_may_open_is_found_by_following_links(app: Flask, role: Role) -> None:
    found = pages(app, sign_in(app, role), of_each=14)
    missing = offered(app, role) - set(found)
    assert not missing, f"Link to these from a page, or say in tests/web/crawl.py why nothing does: {missing}"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_speaks_one_language(state: tuple[Flask, str], role: Role, language: str) -> None:
    app, region = state
    client = sign_in(app, role, region)
    post(client, "/taal", {"language": language})
    wrong = []
    for paths in pages(app, client).values():
        for path in paths:
            answer = client.get(path)
            if answer.mimetype == "text/html":
                wrong += [f"{path}: {text}" for text in foreign(answer.get_data(as_text=True), language)]
    assert not wrong, "\n".join(wrong[:40])
