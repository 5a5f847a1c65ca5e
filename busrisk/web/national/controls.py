"""Control totals as their page: the list, and the form to state, correct or withdraw one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core import dutch
from busrisk.core.facts import ControlFact
from busrisk.core.national.control_entry import AS_OF, MAKER, NOTE, SOURCE, VALUE, WHAT, Entry, What, mark_of
from busrisk.core.sheets.controls import about_words
from busrisk.core.sheets.national import control_figure, sureness
from busrisk.register.controls import control_totals
from busrisk.register.parties import makers
from busrisk.register.session import Moment, Reader
from busrisk.web.installation import installation
from busrisk.web.language import N_, gettext, language, spoken
from busrisk.web.moment import Asked, moment_form
from busrisk.web.national.pages import ControlsPage, ListedControl

FIELDS = (WHAT, MAKER, AS_OF, VALUE, SOURCE, NOTE)
QUANTITIES = {
    What.ZERO_EMISSION: N_("alle zero-emissiebussen, landelijk"),
    What.ALL_BUSES: N_("alle bussen, landelijk"),
    What.OF_MAKER: N_("zero-emissiebussen van één fabrikant"),
}
DONE = {
    "new": N_("Het controletotaal is vastgelegd."),
    "changed": N_(
        "Het controletotaal is gecorrigeerd. De oude waarde blijft te vinden bij ‘Zoals bekend op’."
    ),
    "same": N_("Dit stond al zo in het register. Er is niets gewijzigd."),
    "withdrawn": N_("Het controletotaal is ingetrokken. Het blijft te vinden bij ‘Zoals bekend op’."),
}


@dataclass(frozen=True)
class Desk:
    """What is on the page: the totals as known at the moment, and the names a total may be about."""

    controls: tuple[ControlFact, ...]
    makers: tuple[str, ...]

    def find(self, mark: str) -> ControlFact | None:
        return next((each for each in self.controls if mark_of(each) == mark), None)

    def entry(self, typed: Mapping[str, str], corrects: ControlFact | None) -> Entry:
        said = {name: typed.get(name, "") for name in FIELDS}
        return Entry(said, installation().now().date(), frozenset(self.makers), corrects)


def desk(scope: Scope, reader: Reader, moment: Moment) -> Desk:
    """Reads what the page needs."""
    names = tuple(maker.name for maker in makers(scope, reader, moment))
    return Desk(control_totals(scope, reader, moment), names)


def controls_page(
    at: Desk,
    scope: Scope,
    asked: Asked,
    typed: Mapping[str, str],
    faults: Sequence[tuple[str, str]] = (),
    corrects: ControlFact | None = None,
    done: str = "",
) -> ControlsPage:
    """The list as known at the moment, newest first, with the form under it; what was typed stays."""
    now = asked.known_on is None
    said = tuple((name, spoken(sentence)) for name, sentence in faults)
    return ControlsPage(
        moment=moment_form(asked),
        files=tuple((name, str(value)) for name, value in asked.address.items()),
        listed=tuple(_listed(each) for each in reversed(at.controls)),
        may_state=scope.may(Action.STATE_CONTROLS) and now,
        typed={name: typed.get(name, "") for name in FIELDS}
        if corrects is None or faults
        else _before(corrects),
        faults=said,
        wrong=dict(reversed(said)),
        quantities=tuple((each.value, gettext(text)) for each, text in QUANTITIES.items()),
        makers=(("", gettext("niet van toepassing")), *((name, name) for name in at.makers)),
        mark=mark_of(corrects) if corrects else "",
        about=_about(corrects) if corrects else "",
        about_source=corrects.source if corrects else "",
        done=gettext(DONE[done]) if done in DONE else "",
    )


def _listed(control: ControlFact) -> ListedControl:
    spoken = language()
    return ListedControl(
        mark=mark_of(control),
        about=about_words(control, spoken),
        figure=figure_words(control),
        as_of=dutch.write_date(control.as_of, spoken),
        sure=sureness(control, spoken),
        source=control.source,
        note=control.note or "",
    )


def figure_words(control: ControlFact) -> str:
    figure = control_figure(control, language())
    return f"{figure}{dutch.PERCENT}" if control.unit == "percent" else figure


def _before(control: ControlFact) -> dict[str, str]:
    """The fields of a correction as the total stands; the explanation is asked anew."""
    figure = dutch.write_number(control.value, 0 if control.value == int(control.value) else 1, "nl")
    circa = "ca. " if control.is_estimate and control.unit != "percent" else ""
    return dict.fromkeys(FIELDS, "") | {VALUE: f"{circa}{figure}"}


def _about(control: ControlFact) -> str:
    spoken = language()
    return f"{about_words(control, spoken)}, {dutch.write_date(control.as_of, spoken)}"
