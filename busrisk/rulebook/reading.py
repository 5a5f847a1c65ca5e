"""Reads the rulebook's files into their shape, or says by file and key what is wrong."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from busrisk.rulebook import rules, shape
from busrisk.rulebook.digest import digest_of
from busrisk.rulebook.references import named_sources, unresolved
from busrisk.rulebook.shape import Edition, EditionHead, Scoring, SectionFile, Shape, Source, SourcesFile
from busrisk.rulebook.strict import naming
from busrisk.settings import Refusal

S = TypeVar("S", bound=Shape)

# What a list is called where one of its items is named; other lists go by their key.
_SINGULAR = {"questions": "vraag", "options": "optie"}

_MEANING = {
    "missing": "sleutel ontbreekt",
    "string_type": "moet tekst zijn, tussen aanhalingstekens",
    "int_type": "moet een heel getal zijn",
    "float_type": "moet een getal zijn",
    "bool_type": "moet true of false zijn",
    "date_type": "moet een datum zijn zonder aanhalingstekens, zoals 2026-01-01",
    "tuple_type": "moet een lijst zijn: [ … ]",
    "dict_type": "moet een tabel zijn: sleutel = waarde",
    "model_type": "moet een tabel zijn: sleutel = waarde",
    "greater_than_equal": "moet {ge} of hoger zijn",
    "less_than_equal": "moet {le} of lager zijn",
    "enum": "moet een van deze zijn: {expected}",
    "string_pattern_mismatch": "past niet bij het patroon {pattern}",
    "value_error": "{error}",
}


class RulebookRefused(Refusal):
    """The rulebook cannot be used; `faults` are Dutch sentences 'file: path of the key: what is wrong'."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def read_edition(folder: Path, sources: Path) -> Edition:
    """One edition from its folder and the file of sources.

    Raises RulebookRefused when a file is missing or unreadable, a key is unknown, missing or of the wrong
    kind, an id is used twice, or a section, question or source that is named does not exist.
    """
    files: dict[str, bytes] = {}
    head = _read(EditionHead, folder, "edition.toml", files)
    parts = {
        f"questions/{section}.toml": _read(SectionFile, folder, f"questions/{section}.toml", files)
        for section in head.sections
    }
    scoring = _read(Scoring, folder, "scoring.toml", files)
    shelf = read_sources(sources)
    faults = [
        *_misplaced(folder, head, files),
        *unresolved(parts, scoring, {source.id for source in shelf}),
    ]
    if faults:
        raise RulebookRefused(f"{_place(folder)}/{fault}" for fault in faults)
    questions = tuple(question for part in parts.values() for question in part.questions)
    named = named_sources(questions, scoring)
    cited = tuple(source for source in shelf if source.id in named)
    return Edition(
        head=head,
        sections=tuple(part.section for part in parts.values()),
        questions=questions,
        scoring=scoring,
        sources=cited,
        digest=digest_of(files, cited),
    )


def read_sources(path: Path) -> tuple[Source, ...]:
    """Every source of the rulebook, in the order of the file. Raises RulebookRefused."""
    sources = _read(SourcesFile, path.parent, path.name, {}, place=path.name).sources
    twice = [id for id, times in Counter(source.id for source in sources).items() if times > 1]
    if twice:
        raise RulebookRefused(f"{path.name}: bron {id} › id: komt meer dan één keer voor" for id in twice)
    return sources


def _place(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _misplaced(folder: Path, head: EditionHead, read: Mapping[str, bytes]) -> Iterator[str]:
    if head.id != folder.name:
        yield f"edition.toml: id: de editie heet {head.id!r}, de map {folder.name!r}; maak ze gelijk"
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        if name not in read:
            yield f"{name}: hoort niet bij de editie; noem het bij sections in edition.toml of verwijder het"


def _read(model: type[S], folder: Path, name: str, read: dict[str, bytes], place: str = "") -> S:
    """The file in its shape; its bytes are kept in `read`, for the digest."""
    place = place or f"{_place(folder)}/{name}"
    data = _parsed(folder / name, place, read, name)
    try:
        return model.model_validate(data)
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
        raise RulebookRefused(f"{place}: {_sentence(error, data)}" for error in errors) from None


def _parsed(path: Path, place: str, read: dict[str, bytes], name: str) -> dict[str, Any]:
    try:
        read[name] = path.read_bytes()
        return tomllib.loads(read[name].decode("utf-8").replace("\r\n", "\n"))
    except OSError:
        raise RulebookRefused([f"{place}: het bestand ontbreekt of is niet te lezen"]) from None
    except UnicodeDecodeError as refused:
        raise RulebookRefused(
            [f"{place}: geen UTF-8 bij byte {refused.start}; sla het bestand op als UTF-8"]
        ) from None
    except tomllib.TOMLDecodeError as refused:
        raise RulebookRefused([f"{place}: geen geldige TOML: {refused}"]) from None


def _sentence(error: ErrorDetails, data: Mapping[str, Any]) -> str:
    path = key_path(data, error["loc"])
    prefix = f"{path}: " if path else ""
    return prefix + _meaning(error)


def _meaning(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        known = get_close_matches(str(error["loc"][-1]), _known_keys(), n=1)
        return "onbekende sleutel" + (f"; bedoelt u {known[0]}?" if known else "; verwijder de sleutel")
    meaning = _MEANING.get(error["type"])
    return meaning.format(**error.get("ctx", {})) if meaning else f"ongeldige waarde ({error['type']})"


def _known_keys() -> list[str]:
    models = [one for room in (shape, rules) for one in vars(room).values() if isinstance(one, type)]
    return sorted({key for one in models if issubclass(one, Shape) for key in one.model_fields})


def key_path(data: Any, location: tuple[int | str, ...]) -> str:
    """('questions', 0, 'optoins') → 'vraag 1.1 › optoins': an item of a list goes by its own name."""
    steps: list[str] = []
    here = data
    for step in location:
        if isinstance(step, int):
            here = here[step]
            steps[-1] = f"{_SINGULAR.get(steps[-1], steps[-1])} {naming(here, step)}"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            steps.append(step)
    return " › ".join(steps)
