"""What a statement would do before it is stored: previewed, stored, or shown anew where others came first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from busrisk.core.facts import BatchFact, FleetStatus
from busrisk.core.fleet.changes import Change, FleetChange, HolderChange
from busrisk.core.fleet.fields import FleetField, FleetWarning, title
from busrisk.core.fleet.statement import BatchStatement, became, typed_of
from busrisk.core.national.picture import FleetSum
from busrisk.core.score.receipt import digest_of
from busrisk.core.wording import word
from busrisk.register.claims import Step
from busrisk.register.concessions import NotInRegister
from busrisk.web import gate
from busrisk.web.fleet.ground import Ground
from busrisk.web.fleet.pages import Carried, FieldText, LineText, PreviewPage
from busrisk.web.fleet.said import STEP, STORE, Fields
from busrisk.web.fleet.words import batch_in_words, compared, day, since, who_told
from busrisk.web.fleet_words import doubts, in_service
from busrisk.web.language import N_, gettext, language, ngettext, spoken
from busrisk.web.meanwhile import SEEN, read_seen
from busrisk.web.page import show
from busrisk.workflow.fleet_report import FleetChanged, FleetLine, FleetReport

Run = Callable[[int | None, bool], FleetReport]  # (the version of the preview, whether it is one)
STEPS = {
    Step.NEW: N_("nieuw"),
    Step.CHANGED: N_("gewijzigd"),
    Step.WITHDRAWN: N_("uitgestroomd"),
    Step.SAME: N_("gelijk"),
}
# What a batch says besides its maker, type, count and state, which name it.
BESIDE = (
    FleetField.PROPULSION,
    FleetField.QUALITY,
    FleetField.FIRST_YEAR,
    FleetField.EXPECTED,
    FleetField.MINIBUS,
    FleetField.SOURCE,
    FleetField.DATED,
    FleetField.NOTE,
)
SEAL = "zegel"  # of what was looked at
NOTHING = "niets"  # in the address of the page after: the register said so already


@dataclass(frozen=True)
class Act:
    """A statement that could be read, with what its preview shows of it."""

    ground: Ground
    title: str
    action: str
    carried: Carried
    run: Run
    said: Sequence[BatchStatement] = ()
    standing: Mapping[str, BatchFact] | None = None
    warnings: Sequence[FleetWarning] = ()
    ever: bool = False  # it is said of all days, not from one on
    gone: str = ""  # what a batch becomes that is taken out, where that is not 'uitgestroomd'
    reason: str = ""  # why it is taken out


def perform(act: Act, fields: Fields) -> Response:
    """Stores what was looked at, word for word, or shows what storing would do. Raises FleetRefused."""
    seen, seal = read_seen(fields) if fields.get(STEP) == STORE else None, fields.get(SEAL)
    gate.let_go()
    try:
        if seen is None or not seal:
            return _previewed(act)
        return _stored(act, seen) if seal == _seal(act) else _previewed(act, (), 409, _another_statement())
    except NotInRegister:  # out of reach, or taken out, since the page was shown
        abort(404)


def _stored(act: Act, seen: int) -> Response:
    try:
        return stored(act.ground.about.key, act.run(seen, False))
    except FleetChanged as changed:
        stands = act.run(None, True)
        if stands.changes_nothing:  # sent twice, or said by somebody else in the same words
            return stored(act.ground.about.key, stands)
        return _previewed(act, meanwhile(changed.changes), 409)


def _previewed(act: Act, others: tuple[str, ...] = (), status: int = 200, remark: str = "") -> Response:
    return show("fleet/preview.html", _page(act, act.run(None, True), others, remark), status)


def _another_statement() -> str:
    return gettext(
        "Deze opgave is een andere dan die u hebt bekeken. Er is niets opgeslagen. "
        "Kijk na of het klopt en bewaar dan opnieuw."
    )


def _seal(act: Act) -> str:
    return digest_of(act.carried)


def stored(key: str, report: FleetReport) -> Response:
    """On to the fleet, with the number of the change: the one after the version it was written on."""
    done = report.seen + 1 if report.stored else NOTHING
    return redirect(url_for("fleet.concession", key=key, gedaan=done), 303)


def meanwhile(changes: Sequence[Change]) -> tuple[str, ...]:
    return tuple(_changed(each) for each in changes)


def _changed(each: Change) -> str:
    by, on = who_told(each.told), day(each.day)
    if isinstance(each, HolderChange):
        after = each.after.name if each.after else gettext("onbekend")
        return gettext("Concessiehouder vanaf %(day)s: %(name)s (%(who)s).", day=on, name=after, who=by)
    if not isinstance(each, FleetChange):
        return by
    was = batch_in_words(each.before) if each.before else gettext("stond er niet")
    now = batch_in_words(each.after) if each.after else gettext("bij vergissing ingevoerd, uitgehaald")
    return gettext(
        "%(record)s vanaf %(day)s: was ‘%(was)s’, is nu ‘%(now)s’ (%(who)s).",
        record=each.record_id,
        day=on,
        was=was,
        now=now,
        who=by,
    )


def _page(act: Act, report: FleetReport, others: tuple[str, ...], remark: str) -> PreviewPage:
    about = act.ground.about
    said = dict(zip((line.record_id for line in report.lines), act.said, strict=False))
    moving = [line for line in report.lines if line.step is not Step.SAME]
    moving.sort(key=lambda line: tuple(STEPS).index(line.step))
    return PreviewPage(
        key=about.key,
        name=about.name,
        title=act.title,
        action=act.action,
        holds=_holds(act, report),
        meanwhile=others,
        remark=remark,
        nothing=_nothing(report),
        counted=_counted(report, act.gone),
        lines=tuple(_line(line, act, said.get(line.record_id)) for line in moving),
        before=_sum(report.before),
        after=_sum(report.after),
        difference=since(compared(report.after), compared(report.before)),
        warnings=tuple(spoken(each.sentence) for each in (*act.warnings, *report.warnings)),
        scores=_scores(report),
        carried=(*act.carried, (SEEN, str(report.seen)), (SEAL, _seal(act))),
    )


def _holds(act: Act, report: FleetReport) -> str:
    name = act.ground.about.name
    if act.ever:
        return gettext(
            "Dit geldt voor %(name)s op alle dagen, ook op dagen waarover al cijfers zijn gegeven.", name=name
        )
    return gettext("Dit geldt vanaf %(day)s voor %(name)s.", day=day(report.day), name=name)


def _sum(fleet: FleetSum) -> tuple[str, ...]:
    return (in_service(fleet), *doubts(fleet))


def _nothing(report: FleetReport) -> str:
    return gettext("Dit staat al zo in het register. Er verandert niets.") if report.changes_nothing else ""


def _counted(report: FleetReport, gone: str) -> str:
    """'1 nieuw, 2 gewijzigd, 0 uitgestroomd, 14 gelijk'."""
    words = {step: gettext(text) for step, text in STEPS.items()}
    if gone:
        words[Step.WITHDRAWN] = gone
    return ", ".join(f"{report.count(step)} {text}" for step, text in words.items())


def _line(line: FleetLine, act: Act, said: BatchStatement | None) -> LineText:
    stood = (act.standing or {}).get(line.record_id)
    known = said or stood
    return LineText(
        step=act.gone if act.gone and line.step is Step.WITHDRAWN else gettext(STEPS[line.step]),
        about=batch_in_words(known, stood) if known else spoken(line.about),
        place=gettext("regel %(row)s", row=line.row) if line.row else "",
        fields=_reason(act) if act.gone else _left(stood) if said is None else _fields(stood, said),
    )


def _reason(act: Act) -> tuple[FieldText, ...]:
    return (FieldText(gettext("Reden"), "", act.reason),)


def _left(stood: BatchFact | None) -> tuple[FieldText, ...]:
    """A batch that a whole fleet leaves out."""
    spoken, gone = language(), FleetStatus.WITHDRAWN
    before = word(stood.status, spoken) if stood else gettext("onbekend")
    return (FieldText(title(FleetField.STATUS, spoken), before, word(gone, spoken)),)


def _fields(stood: BatchFact | None, said: BatchStatement | None) -> tuple[FieldText, ...]:
    """What changes; of a new batch all that is said besides what it is called."""
    if said is None:
        return ()
    if stood is None:
        return _new(said)
    return tuple(FieldText(each.title, each.before, each.after) for each in became(stood, said, language()))


def _new(said: BatchStatement) -> tuple[FieldText, ...]:
    spoken, typed = language(), typed_of(said, language())
    asked = [each for each in BESIDE if typed[each] and (said.minibus or each is not FleetField.MINIBUS)]
    return tuple(FieldText(title(each, spoken), "", typed[each]) for each in asked)


def _scores(report: FleetReport) -> str:
    if not report.rescored:
        return gettext("Geen score verandert.")
    return ngettext(
        "Van %(num)s inzet wordt de klasse opnieuw berekend; wat niet is beantwoord, blijft open.",
        "Van %(num)s keer inzet wordt de klasse opnieuw berekend; wat niet is beantwoord, blijft open.",
        report.rescored,
    )
