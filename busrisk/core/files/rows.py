"""One row of a file while it is read: each field taken once, each fault noted at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, cast

from busrisk.core.dutch import ValueRefused
from busrisk.core.faults import Fault
from busrisk.core.files.csv_lines import Line
from busrisk.core.names import Names

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)
Columns = Callable[[Mapping[str, str]], tuple[str, ...]]  # what a row says in some columns: an itemgetter

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 64
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass
class RowReader:
    """Reads the fields of one row and collects what is wrong with them.

    Every read answers None where the value cannot be used; the fault is then noted, except where the
    whole column is missing, which is the header's fault and not the row's.
    """

    file: str
    line: Line
    faults: list[Fault] = field(default_factory=list)
    read: dict[tuple[object, ...], Any] = field(default_factory=dict)  # shared by the rows of a file

    def once(self, columns: Columns, part: Callable[..., T], *known: object) -> T:
        """What `part` makes of these columns; `known` may change no more of it than the words of a fault.

        The same text is read once a file, unless there is a fault in it: that has a place of its own.
        """
        try:
            said = (part, columns(self.line.values))
        except KeyError:  # a whole column is missing: nothing is kept of a file that is refused for it
            return part(self, *known)
        if (kept := self.read.get(said)) is not None:
            return cast(T, kept)
        before = len(self.faults)
        found = part(self, *known)
        if len(self.faults) == before:
            self.read[said] = found
        return found

    def fault(self, name: str, reason: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, self.line.row, name, self.line.values[name], reason, remedy))

    def is_blank(self, name: str) -> bool:
        """Whether the column is there and this row leaves it empty."""
        return self.line.values.get(name) == ""

    def text(self, name: str) -> str | None:
        """The value as printed, None where blank."""
        return self.line.values.get(name) or None

    def required(self, name: str, reason: str, remedy: str) -> str | None:
        if self.is_blank(name):
            self.fault(name, reason, remedy)
        return self.text(name)

    def take(self, name: str, read: Callable[[str], T]) -> T | None:
        """What `read` makes of the value; a ValueRefused becomes a fault."""
        if name not in self.line.values:
            return None
        try:
            return read(self.line.values[name])
        except ValueRefused as refused:
            self.fault(name, refused.reason, refused.remedy)
            return None

    def slug(self, name: str) -> str | None:
        """A key: lowercase letters and digits with single dashes between, at most 64 characters."""
        return self.take(name, _read_slug)

    def country(self, name: str) -> str | None:
        return self.take(name, _read_country)

    def choice(self, name: str, choices: type[Choice], may_be_blank: bool = False) -> Choice | None:
        value = self.one_of(name, _values(choices), may_be_blank)
        return choices(value) if value else None

    def one_of(self, name: str, allowed: tuple[str, ...], may_be_blank: bool = False) -> str | None:
        """The allowed value this is, regardless of case; the fault lists what is allowed."""
        by_fold = _by_fold(allowed)
        if may_be_blank and self.is_blank(name):
            return None
        value = self.line.values.get(name)
        if value is not None and value.casefold() not in by_fold:
            closing = ", of laat het veld leeg" if may_be_blank else ""
            reason = "Deze waarde is verplicht." if value == "" else "Deze waarde bestaat hier niet."
            self.fault(name, reason, f"Kies {_listed(list(by_fold.values()))}{closing}.")
        return by_fold.get((value or "").casefold())

    def keys(self, name: str, names: Names, kind: str, file: str) -> tuple[str, ...] | None:
        """The keys a printed name stands for: () where blank, None and a fault where it is not known."""
        printed = self.line.values.get(name)
        if not printed:
            return () if printed == "" else None
        keys = names.keys(printed)
        if keys is None:
            like = names.nearest(printed)
            meant = f"Bedoelt u {like}? Of voeg" if like else "Voeg"
            self.fault(name, f"Deze naam is niet bekend als {kind}.", f"{meant} de naam toe aan {file}.")
        return keys

    def known_keys(self, name: str, keys: Iterable[str], known: Collection[str], file: str) -> None:
        """Note the first key that the companion file does not have."""
        missing = next((key for key in keys if key not in known), None)
        if missing is not None:
            self.fault(name, f"De sleutel {missing} staat niet in {file}.", f"Voeg haar toe aan {file}.")


def split_keys(text: str | None, separator: str = ";") -> tuple[str, ...]:
    """The parts of a list in one field, trimmed, without empty ones."""
    return tuple(part.strip() for part in (text or "").split(separator) if part.strip())


@lru_cache
def _values(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.value for each in choices)


@lru_cache
def _by_fold(allowed: tuple[str, ...]) -> Mapping[str, str]:
    return {each.casefold(): each for each in allowed}


def _read_slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or len(text) > _LONGEST_SLUG:
        reason = "Een sleutel bestaat uit kleine letters en cijfers, met streepjes ertussen."
        raise ValueRefused(reason, f"Gebruik ten hoogste {_LONGEST_SLUG} tekens, zoals ijv-01.", text)
    return text


def _read_country(text: str) -> str:
    if not _COUNTRY.fullmatch(text):
        raise ValueRefused("Een land is een code van twee hoofdletters.", "Vul in zoals NL of DE.", text)
    return text


def _listed(values: list[str]) -> str:
    return f"{', '.join(values[:-1])} of {values[-1]}" if len(values) > 1 else values[0]
