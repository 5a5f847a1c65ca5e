"""No Dutch sentence escapes: what a page may show is made by say(), or picked by language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "busrisk"
ROOMS = ("core", "workflow", "register", "exports", "web")
# Read by the command line alone, whose sentences are Dutch: the start list, its companions, an answer sheet,
# and what a new installation says of itself.
COMMAND_LINE = {
    *(
        "core/files/answer_sheet.py",
        "core/files/sheet_answers.py",
        "core/files/sheet_faults.py",
        "core/files/sheet_values.py",
    ),
    *(
        "core/national/assembly.py",
        "core/citations.py",
        "core/files/companion_files.py",
        "core/files/companion_rows.py",
    ),
    *(
        "core/files/companions.py",
        "core/files/csv_lines.py",
        "core/files/rows.py",
        "core/files/start_list.py",
        "core/files/start_rows.py",
    ),
    *("core/faults.py", "workflow/import_fleet.py"),
}
READERS = {
    *("read_answer_sheet", "read_companions", "read_start_list", "read_start_row", "read_lines", "RowReader"),
    *("AnswerSheetRefused", "StartListRefused"),
}
REFUSALS = {"ValueRefused", "FleetFault", "FleetWarning", "whole_fault", "fault", "warn", "wrong"}
PARTS = {"reason", "remedy", "text", "sentence", "fault", "place"}  # what parts of a refusal are called
MARKUP = ("<", '="')
REMEDY = "Make it with say('…', name=value), or take it from pick(language, …) or word(value, language)."


def _modules(*rooms: str) -> list[Path]:
    found = [path for room in rooms for path in sorted((PACKAGE / room).rglob("*.py"))]
    return [path for path in found if path.relative_to(PACKAGE).as_posix() not in COMMAND_LINE]


def _plain(node: ast.AST) -> bool:
    """A text that says something and remembers no pattern: 'Kies ja.', f'Kies {words}.'"""
    if isinstance(node, ast.JoinedStr):
        parts = [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
        return any(" " in part for part in parts) and not any(
            mark in part for part in parts for mark in MARKUP
        )
    if isinstance(node, ast.IfExp):
        return _plain(node.body) or _plain(node.orelse)
    if isinstance(node, ast.BinOp):
        return _plain(node.left) or _plain(node.right)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def escaped(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of what is handed to a refusal, or kept for one, as a plain text."""
    for node in ast.walk(ast.parse(source)):
        given: list[ast.AST] = []
        if isinstance(node, ast.Call) and _name(node) in REFUSALS:
            given = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            given = [node.value] if names & PARTS else []
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            given = [each for each in node.value.elts if _sentence(each)]
        yield from ((each.lineno, ast.unparse(each)) for each in given if _plain(each))  # type: ignore[attr-defined]


def _sentence(node: ast.AST) -> bool:
    return ast.unparse(node).strip("'\"").endswith((".", "?", "!"))


@pytest.mark.parametrize(
    "source",
    [
        "raise ValueRefused('Kies ja.', say('Kies nee.'))",
        "raise dutch.ValueRefused(say('Dit kan niet.'), remedy=f'Kies {one}.')",
        "FleetFault(at, None, None, None, 'Dit is fout' if bad else say('x'), remedy)",
        "remedy = f'Bedoelt u {like}? ' + say('Kies.')",
        "def read():\n    return 'Het bestand is leeg.', say('Kies een bestand.')",
    ],
)
def test_a_sentence_that_remembers_no_pattern_is_found(source: str) -> None:
    assert list(escaped(source))


def test_a_sentence_that_is_said_is_left_alone() -> None:
    good = "reason = say('Dit is %(what)s.', what=what)\nraise ValueRefused(reason, say('Kies ja.'), typed)"
    assert not list(escaped(good))


def test_no_sentence_of_a_refusal_escapes_the_translation() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in _modules(*ROOMS)
        for line, text in escaped(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"{REMEDY}\n" + "\n".join(found)


def test_the_command_line_alone_reads_what_is_refused_in_dutch() -> None:
    """The modules left out above reach no page: the web imports neither their readers nor what calls them."""
    acts = sorted((PACKAGE / "workflow").glob("*.py"))
    calling = {f"busrisk.workflow.{path.stem}" for path in acts if _imported(path) & READERS}
    assert calling, "no act reads a start list any more: reconsider COMMAND_LINE"
    wrong = [
        f"{path.relative_to(PACKAGE)}: {sorted(found)}"
        for path in _modules("web")
        if (found := _imported(path) & (READERS | calling))
    ]
    assert not wrong, "A page would show these in Dutch alone:\n" + "\n".join(wrong)


def _imported(path: Path) -> set[str]:
    """Names and modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(each.name for each in node.names)}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found
