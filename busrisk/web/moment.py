"""The moment a page speaks of: a reference date, and as known at; asked for in two fields of its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from busrisk.access.scope import Scope
from busrisk.core import dutch
from busrisk.core.dutch import ValueRefused
from busrisk.core.faults import shown
from busrisk.register.reference_day import newest_day
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import NoEditionInForce, edition_in_force
from busrisk.web.installation import installation
from busrisk.web.language import N_, gettext, language, spoken

DAY, KNOWN = "peildatum", "bekend"  # the names of the two fields
LABELS = {DAY: N_("Peildatum"), KNOWN: N_("Zoals bekend op")}
EXAMPLE = date(2026, 1, 1)
LONGEST = 40  # characters of a date that are read; what is typed beyond them is no date

Fault = tuple[str, str]  # the field, and what is wrong with it


@dataclass(frozen=True)
class MomentForm:
    """The two fields as a page shows them: what was typed stays, also where it could not be read."""

    day: str
    known: str
    faults: tuple[Fault, ...]
    stands: str  # the moment in words: 'Stand op 1 januari 2026, zoals nu bekend.'
    instead: bool  # whether this moment takes the place of one that could not be shown
    remarks: tuple[str, ...]
    changed: bool  # whether this is another moment than the one a page opens with


@dataclass(frozen=True)
class Asked:
    """The moment asked for; where a field cannot be read, the default takes its place and `faults` say so."""

    moment: Moment
    known_on: date | None  # None: as known now
    newest: date
    typed: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    stood: date | None = None  # the newest day on or before the one asked that the register speaks of
    is_latest: bool = False  # nothing is on record for any later day

    @property
    def status(self) -> int:
        return 400 if self.faults else 200

    @property
    def address(self) -> dict[str, Any]:
        """What a link must carry to speak of the same moment; nothing for the default."""
        day = {DAY: self.moment.day.isoformat()} if self.moment.day != self.newest else {}
        return day | ({KNOWN: self.known_on.isoformat()} if self.known_on else {})

    @property
    def edition(self) -> Edition | None:
        """The edition in force on the day, None where there is none."""
        try:
            return edition_in_force(self.moment.day)
        except NoEditionInForce:
            return None


def asked_moment(fields: Mapping[str, str], scope: Scope, reader: Reader) -> Asked:
    """Reads both fields; a blank one is the newest reference date, and now."""
    today = installation().now().date()
    newest = newest_day(scope, reader, today) or today
    typed = {name: fields.get(name, "").strip() for name in (DAY, KNOWN)}
    faults: list[Fault] = []
    day = _read(DAY, typed, faults) or newest
    known_on = _read(KNOWN, typed, faults)
    if known_on and known_on > today:
        faults.append((KNOWN, _to_come(typed[KNOWN])))
        known_on = None
    moment = reader.moment(day, end_of(known_on) if known_on else None)
    stood, is_latest = _stood(scope, reader, day, newest) if known_on is None else (None, False)
    return Asked(moment, known_on, newest, typed, tuple(faults), stood, is_latest)


def _stood(scope: Scope, reader: Reader, day: date, newest: date) -> tuple[date | None, bool]:
    """The stand that `day` rests on, and whether it is the last one on record; as known now."""
    if day == newest:
        return day, False  # what a page opens with: nothing to remark
    stood = newest_day(scope, reader, day)
    return stood, stood is not None and newest_day(scope, reader, date.max) == stood


def default_moment(asked: Asked, reader: Reader, faults: tuple[Fault, ...]) -> Asked:
    """The moment a page opens with, in the place of one about which it has nothing to show."""
    faults = (*asked.faults, *faults)
    return Asked(reader.moment(asked.newest), None, asked.newest, asked.typed, faults, asked.newest)


def end_of(day: date) -> datetime:
    """The last instant of a day where this register is kept: what was recorded that day counts as known."""
    return installation().settings.end_of(day)


def moment_form(asked: Asked) -> MomentForm:
    """The fields with what was typed, or filled in with the moment shown."""
    spoken, wrong = language(), {name for name, _ in asked.faults}
    known = dutch.write_date(asked.known_on, spoken) if asked.known_on else ""
    return MomentForm(
        day=asked.typed[DAY] if DAY in wrong else dutch.write_date(asked.moment.day, spoken),
        known=asked.typed[KNOWN] if KNOWN in wrong else known,
        faults=asked.faults,
        stands=in_words(asked),
        instead=bool(asked.faults),
        remarks=_remarks(asked),
        changed=bool(asked.address),
    )


def day_in_prose(day: date) -> str:
    """'1 januari 2026' in the reader's language."""
    return dutch.write_date(day, language(), prose=True)


def in_words(asked: Asked) -> str:
    """The moment as the sentence under a heading."""
    day = day_in_prose(asked.moment.day)
    if asked.known_on is None:
        return gettext("Stand op %(day)s, zoals nu bekend.", day=day)
    known = day_in_prose(asked.known_on)
    return gettext("Stand op %(day)s, zoals bekend aan het eind van %(known)s.", day=day, known=known)


def _remarks(asked: Asked) -> tuple[str, ...]:
    found = []
    if asked.stood and asked.stood < asked.moment.day:
        found.append(_last_stand(asked.stood, asked.is_latest))
    if asked.moment.day > installation().now().date():
        found.append(
            gettext(
                "Deze peildatum ligt in de toekomst. "
                "U ziet wat nu voor die dag is vastgelegd; dat is geen verwachting."
            )
        )
    if asked.known_on and not asked.moment.known:
        found.append(gettext("Aan het eind van die dag was in dit register nog niets vastgelegd."))
    return tuple(found)


def _last_stand(stood: date, is_latest: bool) -> str:
    day = day_in_prose(stood)
    if is_latest:
        return gettext("Laatst vastgelegde stand: %(day)s; daarna is niets vastgelegd.", day=day)
    return gettext("Laatst vastgelegde stand op of vóór deze dag: %(day)s.", day=day)


def _read(name: str, typed: Mapping[str, str], faults: list[Fault]) -> date | None:
    """A whole day, None for a blank; what cannot be read adds a fault."""
    try:
        read = dutch.read_date(typed[name][:LONGEST])
    except ValueRefused as refused:
        faults.append((name, _refused(name, spoken(refused.reason), typed[name])))
        return None
    if read is not None and not read.is_whole_day:
        faults.append((name, _refused(name, gettext("Dit is geen hele dag."), typed[name])))
        return None
    return read.first if read else None


def _refused(name: str, reason: str, value: str) -> str:
    """The field, what is wrong, what was typed and what to do; the example is a day that will do."""
    example = installation().now().date() if name == KNOWN else EXAMPLE
    return gettext(
        "%(field)s: %(reason)s U vulde in: %(value)s. Vul een hele dag in, bijvoorbeeld %(example)s.",
        field=gettext(LABELS[name]),
        reason=reason,
        value=shown(value),
        example=dutch.write_date(example, language()),
    )


def _to_come(value: str) -> str:
    return gettext(
        "%(field)s: deze dag is nog niet geweest. U vulde in: %(value)s. "
        "Vul vandaag (%(today)s) of een eerdere dag in, of laat het veld leeg voor nu.",
        field=gettext(LABELS[KNOWN]),
        value=shown(value),
        today=dutch.write_date(installation().now().date(), language()),
    )
