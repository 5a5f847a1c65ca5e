"""Where the method explains a thing: every question, section, knock-out and setting has one lasting place."""

from __future__ import annotations

import re

from flask import url_for

_QUESTION = re.compile(r"\d\.\d+[a-z]?|C\d[a-z]")


def anchor(id: str) -> str:
    """The place on the method page: 'v4.2' for a question; a section, knock-out or code is its own place."""
    return f"v{id}" if _QUESTION.fullmatch(id) else id


def method_address(id: str) -> str:
    """The address of that place, for a link."""
    return f"{url_for('public.method')}#{anchor(id)}"
