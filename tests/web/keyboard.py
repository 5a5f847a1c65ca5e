"""A reader with a keyboard and no mouse: Tab until something has the focus, which can then be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.web.browsing import Window

_NAMED = re.compile(r'^- \'?(?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?')
_MOST = 150  # presses to what is looked for
# Whether the focus can be seen: drawn, in the window, with an outline and not under something else.
_SEEN = """() => {
  const focused = document.activeElement;
  const boxes = [...focused.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const style = getComputedStyle(focused);
  const inside = boxes.filter((box) => box.bottom > 0 && box.right > 0
    && box.top < window.innerHeight && box.left < window.innerWidth);
  const between = (low, high, most, part) =>
    Math.max(low, 0) + part * (Math.min(high, most) - Math.max(low, 0));
  const free = inside.some((box) => [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].some(([x, y]) => {
    const left = between(box.left, box.right, window.innerWidth, x);
    const top = document.elementFromPoint(left, between(box.top, box.bottom, window.innerHeight, y));
    return top && (focused.contains(top) || top.contains(focused) && top.tagName === "LABEL");
  }));
  return {
    lost: focused === document.body,
    shown: focused.checkVisibility({visibilityProperty: true, opacityProperty: true}) && boxes.length > 0,
    inside: inside.length > 0,
    free,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    markup: focused.outerHTML.slice(0, 120),
    line: (focused.closest("li, tr") || focused).textContent.replace(/\\s+/g, " ").trim(),
  };
}"""


@dataclass
class Keyboard:
    """The keys of one window, and what was wrong at the places where the focus stopped."""

    at: Window
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at.page.emulate_media(reduced_motion="reduce")

    @property
    def focus(self) -> tuple[str, str]:
        """The role and the name of what has the focus, as an assistive technology is told."""
        focused = self.at.page.locator(":focus")
        found = _NAMED.match(focused.aria_snapshot()) if focused.count() else None
        return (found["role"], (found["name"] or "").replace("\\", "")) if found else ("", "")

    @property
    def place(self) -> str:
        """The id of what has the focus."""
        return str(self.at.page.evaluate("document.activeElement.id"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.at.page.keyboard.press(key)

    def to(self, role: str, name: str, line: str = "", key: str = "Tab") -> None:
        """Presses Tab until this has the focus, alone or within a line that holds these words."""
        passed = []
        for _ in range(_MOST):
            self.press(key)
            seen = self.stop()
            passed.append(self.focus)
            if self.focus == (role, name) and line in seen["line"]:
                return
        pytest.fail(f"{_MOST} times {key} does not lead to {role} {name!r} {line}: {passed[:40]}")

    def stop(self) -> dict[str, Any]:
        """Notes what is wrong with the place where the focus is."""
        seen: dict[str, Any] = self.at.page.evaluate(_SEEN)
        if not seen["lost"]:
            bad = [what for what in ("shown", "inside", "free", "outlined") if not seen[what]]
            self.wrong += [f"{self.at.page.url}: not {what}: {seen['markup']}" for what in bad]
        return seen

    def type(self, text: str) -> None:
        """Over what stands in the field."""
        self.press("Control+A")
        self.at.page.keyboard.type(text) if text else self.press("Delete")

    def enter(self, key: str = "Enter") -> None:
        """Presses a key that leads to another page."""
        with self.at.page.expect_navigation():
            self.press(key)
        self.at.page.wait_for_load_state()

    def follow(self, name: str, line: str = "") -> None:
        self.to("link", name, line)
        self.enter()

    def fill(self, name: str, text: str, role: str = "textbox") -> None:
        self.to(role, name)
        self.type(text)
