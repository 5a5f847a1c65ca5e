"""The pages on which something is stated of a concession: its need, its promise, its hand-overs."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.moment import Fault, MomentForm


@dataclass(frozen=True)
class NeedPage:
    """The form for what a concession needs of its fleet; what was typed stays."""

    name: str
    back: str
    here: str
    typed: dict[str, str]
    faults: tuple[Fault, ...]
    seen: str  # the data version the form was opened on
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PromiseRow:
    """One line of the form: the number it carries in the names of its fields, and what was typed."""

    number: int
    maker: str
    model: str
    count: str
    source: str
    dated: str


@dataclass(frozen=True)
class PromiseForm:
    """The lines as they were typed, from which day, and what stands behind all of them."""

    rows: tuple[PromiseRow, ...]
    day: str
    source: str
    dated: str
    taken_over: str  # the day whose fleet is to be taken over
    makers: tuple[str, ...]  # names to choose from


@dataclass(frozen=True)
class PromisePreview:
    """What would be stored; `seal` stands for exactly this on exactly this register."""

    day: str
    after: Table
    compared: str
    remark: str
    same: bool
    seal: str


@dataclass(frozen=True)
class PromisePage:
    """What was promised, beside what there is; `form` None for who states nothing here."""

    moment: MomentForm
    name: str
    here: str
    back: str
    compared: str  # how the fleet compares; empty where nothing was promised
    deviates: bool
    promised: Table
    kept: Table
    history: Table
    form: PromiseForm | None
    preview: PromisePreview | None
    earlier: bool  # this is the knowledge of an earlier day: to state something, go back to now
    done: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class HandoverLineText:
    """One item of a checklist; `name` is what its fields begin with."""

    name: str
    title: str
    status: str
    status_word: str
    note: str
    since: str


@dataclass(frozen=True)
class SwitchText:
    """One change of holder with its checklist."""

    day: str  # ISO, as the form says which one it is about
    title: str
    progress: str
    open: bool
    reconfirm: str
    lines: tuple[HandoverLineText, ...]


@dataclass(frozen=True)
class HandoverPage:
    """Every change of holder within reach; `may_state` decides between a form and a list."""

    moment: MomentForm
    name: str
    here: str
    back: str
    holder: str
    switches: tuple[SwitchText, ...]
    statuses: tuple[tuple[str, str], ...]
    may_state: bool
    seen: str  # the data version the forms were opened on
    earlier: bool
    done: str
    faults: tuple[Fault, ...]
