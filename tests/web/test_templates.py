from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from busrisk.access.policy import Role
from busrisk.paths import TEMPLATES
from busrisk.web.context import ContextMismatch, check_context

FILES = sorted(TEMPLATES.rglob("*.html"))
NAMES = [str(path.relative_to(TEMPLATES)) for path in FILES]

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a style element": re.compile(r"<style", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_template_loads_by_name(app: Flask, name: str) -> None:
    assert app.jinja_env.get_template(name)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_template_marks_text_as_safe_or_does_arithmetic(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", text), "escaping stays on"
    spoken = " ".join(re.findall(r"{{(.*?)}}", text, re.DOTALL))
    figures = re.sub(r"_\(.*?\)|\"[^\"]*\"|'[^']*'", "", spoken, flags=re.DOTALL)
    assert not re.search(r"\s[+*/]\s|\w\s-\s\w", figures), "figures are made before they reach a template"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_nothing_inline_that_the_policy_would_refuse(path: Path) -> None:
    text = path.read_text()
    for what, pattern in INLINE.items():
        assert not pattern.search(text), f"{what}: the Content-Security-Policy refuses it"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_template_asks_for_a_role_or_another_site(path: Path) -> None:
    text = path.read_text()
    assert not re.search(rf"[\"'](?:{'|'.join(Role)})[\"']", text), "rights are decided before the template"
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text), "everything comes from this site"


@dataclass(frozen=True)
class Thin:
    code: int


@dataclass(frozen=True)
class Rich:
    code: int
    title: str
    why: str
    remedy: str
    extra: str


def test_a_template_that_reads_what_its_page_lacks_is_refused_with_both_names(app: Flask) -> None:
    with pytest.raises(ContextMismatch, match=r"errors/error\.html and Thin .*'remedy', 'title', 'why'"):
        check_context(app.jinja_env, "errors/error.html", Thin)


def test_a_page_that_offers_what_its_template_ignores_is_refused(app: Flask) -> None:
    with pytest.raises(ContextMismatch, match=r"Rich .*\['extra'\] which the template ignores"):
        check_context(app.jinja_env, "errors/error.html", Rich)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_focus_follows_the_order_of_the_markup(path: Path) -> None:
    asked = set(re.findall(r"tabindex\s*=\s*[\"']?([^\"'\s>]*)", path.read_text()))
    assert asked <= {"0", "-1"}, (
        "a place in the order of its own confuses who has no mouse: move the markup instead"
    )


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_went_wrong_takes_the_focus(path: Path) -> None:
    """A page that says what to put right begins there, without a script."""
    for tag in re.findall(r"<[^>]*role=\"alert\"[^>]*>", path.read_text()):
        assert {'tabindex="-1"', "autofocus"} <= set(tag.strip("<>").split())
