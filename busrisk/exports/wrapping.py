"""How high a row must be: programs that open a file do not all work it out by themselves."""

from __future__ import annotations

LINE_HEIGHT = 15.0  # points, of the body font
_HIGHEST = 409.0  # points a row may have


def lines_needed(text: str, width: float) -> int:
    """Lines the text takes in a column of `width` characters, broken at words and inside long ones."""
    room = max(int(width), 1)
    return sum(_lines_of(paragraph, room) for paragraph in text.split("\n"))


def row_height(lines: int) -> float | None:
    """Points for so many lines; None for a row of ordinary height."""
    return min(lines * LINE_HEIGHT, _HIGHEST) if lines > 1 else None


def _lines_of(paragraph: str, room: int) -> int:
    if len(paragraph) <= room:
        return 1
    lines, used = 1, 0
    for word in paragraph.split(" "):
        length = len(word)
        if used and used + 1 + length <= room:
            used += 1 + length
            continue
        if used:
            lines += 1
        lines += max(length - 1, 0) // room
        used = (length - 1) % room + 1 if length else 0
    return lines
