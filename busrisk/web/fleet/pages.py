"""The pages of one's own fleet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from busrisk.web.moment import Fault

Choices = tuple[tuple[str, str], ...]  # (value, text)
Carried = tuple[tuple[str, str], ...]  # hidden fields: what was typed travels with the page


@dataclass(frozen=True)
class Sum:
    """One figure in words, and what it became since the statement before; empty where nothing is known."""

    label: str
    figure: str
    unknown: bool = False
    since: str = ""


@dataclass(frozen=True)
class MyConcession:
    """One concession of the overview."""

    key: str
    name: str
    term: str
    sums: tuple[Sum, ...]
    confirmed: str  # 'de oudste bron is van 1 januari 2026'
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class OverviewPage:
    today: str
    concessions: tuple[MyConcession, ...]
    first: str  # the address of the first page, where this is another
    next: str  # that of the next page, where there is one


@dataclass(frozen=True)
class BatchRow:
    """One batch as the table shows it."""

    record: str
    about: str  # maker and type in one, for the names of its links
    maker: str
    maker_known: bool
    model: str
    model_known: bool
    count: str
    count_known: bool
    status: str
    when: str
    sure: str
    source: str
    dated: str
    gone: bool
    history: str


@dataclass(frozen=True)
class FleetPage:
    key: str
    name: str
    today: str
    done: str
    sums_of: tuple[Sum, ...]
    since: str
    confirmed: str
    warnings: tuple[str, ...]
    batches: tuple[BatchRow, ...]


@dataclass(frozen=True)
class FormPage:
    """A form with what was typed. `wrong` gives the fault of a field by its name."""

    key: str
    name: str
    title: str
    record: str
    about: str
    typed: Mapping[str, str]
    labels: Mapping[str, str]
    unknown_count: bool
    faults: tuple[Fault, ...]
    wrong: Mapping[str, str]
    makers: tuple[str, ...]
    statuses: tuple[Radio, ...]
    qualities: Choices
    propulsions: Choices
    minibus: Choices


@dataclass(frozen=True)
class Radio:
    """One of several to choose from."""

    value: str
    text: str
    chosen: bool
    first: bool
    mark: str = ""


@dataclass(frozen=True)
class EndPage:
    """A batch leaves the fleet: it left service, or it was never there."""

    key: str
    name: str
    record: str
    about: str
    typed: Mapping[str, str]
    faults: tuple[Fault, ...]
    wrong: Mapping[str, str]
    gone: bool  # it left service before: only a mistake can still be told


@dataclass(frozen=True)
class FaultRow:
    """One fault of a list, at its place."""

    place: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class ListPage:
    key: str
    name: str
    typed: Mapping[str, str]
    whole: bool
    faults: tuple[Fault, ...]
    wrong: Mapping[str, str]
    rows: tuple[FaultRow, ...]
    columns: str
    header: str  # the first line to paste, with tabs


@dataclass(frozen=True)
class FieldText:
    """One field that changes; no `before`: it is said for the first time."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class LineText:
    """What becomes of one batch. `place` says where it was typed, for a line of a list."""

    step: str
    about: str
    place: str
    fields: tuple[FieldText, ...]


@dataclass(frozen=True)
class PreviewPage:
    """What storing would do; nothing is stored yet."""

    key: str
    name: str
    title: str
    action: str
    holds: str  # from which day, and of which concession
    meanwhile: tuple[str, ...]  # what others changed since the page was shown
    remark: str  # why it was not stored, where the statement is not the one looked at
    nothing: str
    counted: str
    lines: tuple[LineText, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    difference: str
    warnings: tuple[str, ...]
    scores: str
    carried: Carried


@dataclass(frozen=True)
class ConfirmPage:
    key: str
    name: str
    day: str
    prose: str
    shown: str
    seen: str
    faults: tuple[Fault, ...]
    wrong: Mapping[str, str]
    source: str
    remark: str
    meanwhile: tuple[str, ...]
    said: str  # '3 wagenparkdelen, 246 bussen in dienst'
    confirmed: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class RoleField:
    """One role for one deployment, as its fields show it."""

    name: str
    none_name: str
    label: str
    value: str
    none: bool
    source: str


@dataclass(frozen=True)
class Behind:
    """One deployment and who stands behind it."""

    title: str
    buses: str
    roles: tuple[RoleField, ...]


@dataclass(frozen=True)
class PartiesPage:
    key: str
    name: str
    behind: tuple[Behind, ...]
    known: tuple[str, ...]
    typed: Mapping[str, str]
    faults: tuple[Fault, ...]
    wrong: Mapping[str, str]
    seen: str
    done: str
