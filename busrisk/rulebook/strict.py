"""The strict, frozen model under every file of the rulebook, and the kinds of value it knows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _as_tuple(value: Any) -> Any:
    """TOML knows lists only; the frozen shape wants tuples."""
    return tuple(value) if isinstance(value, list) else value


def _on_one_line(value: Any) -> Any:
    """Long texts are wrapped in the files; a reader gets them as one line."""
    return " ".join(value.split()) if isinstance(value, str) else value


LISTED = BeforeValidator(_as_tuple)  # Annotated[tuple[X, ...], LISTED] takes a TOML list
FROM_TEXT = Field(strict=False)  # TOML has no enumerations: an enumeration takes its text

Prose = Annotated[str, BeforeValidator(_on_one_line)]
Score = Annotated[int, Field(ge=0, le=4)]  # points, 0 best to 4 worst
Strings = Annotated[tuple[str, ...], LISTED]
Scores = Annotated[tuple[Score, ...], LISTED]


class Shape(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Text(Shape):
    """One text in the two languages of the product. `get("en")` gives one of them."""

    nl: Prose
    en: Prose

    def get(self, language: str) -> str:
        return self.en if language == "en" else self.nl


class SourcePoint(Shape):
    """A place in a source: article, annex point, answer number."""

    source: str
    point: str


class Sourced(Shape):
    """A setting: it holds from a day and says where it comes from."""

    holds_from: date
    source: str
    point: str


# What a row of a list is called, in the order of preference.
_NAMES = ("id", "code", "grade", "overall")


def naming(item: Any, position: int) -> str:
    """The name of a list item, as read or as shaped: its id, code, …, else its place counted from 1."""
    for name in _NAMES:
        value = item.get(name) if isinstance(item, dict) else getattr(item, name, None)
        if isinstance(value, str):
            return value
    return f"nr. {position + 1}"
