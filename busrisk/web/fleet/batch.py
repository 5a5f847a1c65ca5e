"""The form of one batch: a new one, an order, or one that is stated anew."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request, url_for
from werkzeug.wrappers import Response

from busrisk.core import dutch
from busrisk.core.facts import BatchFact, CountQuality, FleetStatus, Propulsion
from busrisk.core.fleet.fields import FleetField, FleetRefused, TypedLine, title
from busrisk.core.fleet.reading import read_statements
from busrisk.core.fleet.statement import UNKNOWN, YES_NO, typed_of
from busrisk.core.wording import pick, word
from busrisk.register.parties import makers
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground, ground, stand, terms_on, today
from busrisk.web.fleet.pages import Carried, Choices, FormPage, Radio
from busrisk.web.fleet.preview import Act, perform
from busrisk.web.fleet.said import BACK, DAY, STEP, Fields, Refusals, read_day
from busrisk.web.fleet.words import kind_in_words
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.page import show
from busrisk.workflow.state_fleet import state_fleet

RECORD, COUNT = FleetField.RECORD.value, FleetField.COUNT.value
NO_COUNT = "aantal_onbekend"  # ticked: nobody knows how many
ASKED = tuple(each for each in FleetField if each is not FleetField.CONCESSION)
KIND = "soort"  # in the address: what a new batch is to be
ORDER = "bestelling"


def batch(key: str) -> Response:
    at, record = ground(key), request.args.get("record", "")
    typed = _typed(at.batch(record) if record else None, request.args.get(KIND) == ORDER)
    return show("fleet/batch.html", _page(at, typed, Refusals()))


def state_batch(key: str) -> Response:
    at, fields, refusals = ground(key), request.form, Refusals()
    act = _read(at, fields, refusals)
    if act and fields.get(STEP) != BACK:
        try:
            return perform(act, fields)
        except FleetRefused as refused:
            refusals.take(refused.faults, DAY)
    status = 200 if fields.get(STEP) == BACK else 400
    shown = refusals if status == 400 else Refusals()
    return show("fleet/batch.html", _page(at, fields, shown), status)


def _read(at: Ground, fields: Fields, refusals: Refusals) -> Act | None:
    """What the form states, None with faults."""
    day = read_day(fields, refusals)
    terms = terms_on(at.about.key, day, refusals)
    read = read_statements([TypedLine(_line(fields, refusals))], terms)
    refusals.take(read.faults, DAY)
    if refusals or day is None:
        return None
    person, origin = gate.person(), gate.origin()
    register, key = installation().register, at.about.key
    return Act(
        ground=at,
        title=_title(fields.get(RECORD, ""), fields),
        action=url_for("fleet.state_batch", key=key),
        carried=_carried(fields),
        run=lambda seen, dry: state_fleet(
            register, person, key, read.statements, day, origin, seen=seen, dry_run=dry
        ),
        said=read.statements,
        standing=terms.standing,
        warnings=read.warnings,
    )


def _line(fields: Fields, refusals: Refusals) -> dict[FleetField, str]:
    """The fields as typed; a ticked 'unknown' is the word for it, beside a number it is a contradiction."""
    typed: dict[FleetField, str] = {each: fields.get(each.value, "") for each in ASKED}
    if fields.get(NO_COUNT):
        if typed[FleetField.COUNT].strip():
            refusals.note(
                COUNT,
                gettext(
                    "Aantal: er staat een getal, en ‘het aantal is niet bekend’ is aangevinkt. "
                    "Kies een van de twee."
                ),
            )
        typed[FleetField.COUNT] = pick(language(), *UNKNOWN)
    return typed


def _carried(fields: Fields) -> Carried:
    names = (*(each.value for each in ASKED), NO_COUNT, DAY)
    return tuple((name, fields[name]) for name in names if name in fields)


def _typed(stood: BatchFact | None, ordered: bool) -> dict[str, str]:
    """The form as it opens: blank, or with what the register says."""
    spoken = language()
    day = {DAY: dutch.write_date(today(), spoken)}
    if stood is None:
        status = {FleetField.STATUS.value: word(FleetStatus.ON_ORDER, spoken)} if ordered else {}
        return {each.value: "" for each in ASKED} | status | day
    said = {each.value: text for each, text in typed_of(stood, spoken).items()}
    unknown = {COUNT: "", NO_COUNT: "ja"} if stood.count.value is None else {}
    return said | unknown | day


def _title(record: str, typed: Mapping[str, str]) -> str:
    if record:
        return gettext("Wagenparkdeel wijzigen")
    ordered = typed.get(FleetField.STATUS.value) == word(FleetStatus.ON_ORDER, language())
    return gettext("Bestelling toevoegen") if ordered else gettext("Wagenparkdeel toevoegen")


def _page(at: Ground, typed: Mapping[str, str], refusals: Refusals) -> FormPage:
    spoken, record = language(), typed.get(RECORD, "")
    stood = next((each for each in at.batches if each.record_id == record), None)
    known = makers(gate.scope(), gate.reader(), stand())
    return FormPage(
        key=at.about.key,
        name=at.about.name,
        title=_title(record, typed),
        record=record,
        about=kind_in_words(stood) if stood else "",
        typed={name: typed.get(name, "") for name in (*(each.value for each in ASKED), DAY)},
        labels={each.value: title(each, spoken) for each in ASKED},
        unknown_count=bool(typed.get(NO_COUNT)),
        faults=refusals.listed,
        wrong=refusals.by_field,
        makers=tuple(each.name for each in known),
        statuses=_statuses(typed.get(FleetField.STATUS.value, ""), stood),
        qualities=(("", gettext("volgt uit aantal en status")), *_words(CountQuality)),
        propulsions=(("", gettext("onbekend")), *_words(Propulsion)),
        minibus=tuple((pick(spoken, *YES_NO[each]), pick(spoken, *YES_NO[each])) for each in (False, True)),
    )


def _words(kind: type[CountQuality] | type[Propulsion]) -> Choices:
    spoken = language()
    return tuple((word(each, spoken), word(each, spoken)) for each in kind)


def _statuses(chosen: str, stood: BatchFact | None) -> tuple[Radio, ...]:
    """Full words, each with what it means; what left service has an act of its own."""
    explained = {
        FleetStatus.IN_SERVICE: gettext("de bussen rijden, of staan klaar om te rijden"),
        FleetStatus.IN_SERVICE_UNVERIFIED: gettext("een bron noemt ze, maar niet op deze dag"),
        FleetStatus.ON_ORDER: gettext("gekocht of gehuurd, nog niet geleverd; telt niet mee als rijdend"),
        FleetStatus.UNKNOWN: gettext("niet bekend of ze rijden; telt in geen enkele som mee"),
    }
    if stood is not None and stood.status is FleetStatus.WITHDRAWN:
        explained[FleetStatus.WITHDRAWN] = gettext("rijdt hier niet meer")
    return tuple(
        Radio(word(each, language()), f"{word(each, language())}: {text}", _is(each, chosen), place == 0)
        for place, (each, text) in enumerate(explained.items())
    )


def _is(status: FleetStatus, typed: str) -> bool:
    return typed in (word(status, "nl"), word(status, "en"), status.value)
