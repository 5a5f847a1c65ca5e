"""What a reader looks for in the list of concessions, read from the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from busrisk.core.concession_list import NO_MAKER, Choices, Order, Wish
from busrisk.core.facts import ConcessionStatus
from busrisk.core.faults import shown
from busrisk.core.wording import word
from busrisk.register.listed import Turn
from busrisk.web.concessions.pages import Pick
from busrisk.web.language import N_, gettext, language
from busrisk.web.moment import Fault

WORDS, PROVINCE, STATUS, MAKER, ORDER = "zoek", "provincie", "status", "fabrikant", "sorteer"
AFTER, BEFORE = "na", "voor"  # the concession that a page of the list lies next to
END = "-"  # a page before the end; no concession is called so
LONGEST = 200  # characters of a search, or of the name of a place in the list
LABELS = {
    PROVINCE: N_("Provincie"),
    STATUS: N_("Status"),
    MAKER: N_("Fabrikant"),
    ORDER: N_("Sorteren op"),
}
ALL = {PROVINCE: N_("alle provincies"), STATUS: N_("elke status"), MAKER: N_("alle fabrikanten")}
ORDERS = {
    "naam": (Order.NAME, N_("naam")),
    "bussen": (Order.BUSES, N_("bussen in dienst")),
    "einddatum": (Order.END, N_("einddatum")),
    "klasse": (Order.CLASS, N_("klasse (bovengrens)")),
}


@dataclass(frozen=True)
class Search:
    """The wish, the place in the list, and how the form shows them; `faults` name what could not be done."""

    wish: Wish
    turn: Turn
    picks: tuple[Pick, ...]
    faults: tuple[Fault, ...]

    @property
    def address(self) -> dict[str, Any]:
        """What a link must carry to search for the same."""
        chosen = {pick.name: pick.chosen for pick in self.picks if pick.chosen != pick.choices[0][0]}
        return ({WORDS: self.wish.words} if self.wish.words else {}) | chosen


def read_search(fields: Mapping[str, str], offered: Choices, with_scores: bool) -> Search:
    """A choice that is not offered is left out and named as a fault; without scores none sorts by class."""
    choices = _choices(offered, with_scores)
    faults = tuple(
        _fault(name, fields[name]) for name in choices if fields.get(name, "") not in _values(choices[name])
    )
    chosen = {
        name: value if (value := fields.get(name, "")) in _values(choices[name]) else "" for name in choices
    }
    wish = Wish(
        words=_readable(fields.get(WORDS, "")).strip()[:LONGEST],
        province=chosen[PROVINCE],
        status=ConcessionStatus(chosen[STATUS]) if chosen[STATUS] else None,
        maker=chosen[MAKER],
        order=ORDERS[chosen[ORDER] or "naam"][0],
    )
    picks = tuple(
        Pick(name, gettext(LABELS[name]), chosen[name] or pairs[0][0], pairs)
        for name, pairs in choices.items()
    )
    return Search(wish, _turn(fields), picks, faults)


def _choices(offered: Choices, with_scores: bool) -> dict[str, tuple[tuple[str, str], ...]]:
    spoken = language()
    makers = ((each, gettext("fabrikant onbekend") if each == NO_MAKER else each) for each in offered.makers)
    orders = (
        (key, gettext(text))
        for key, (order, text) in ORDERS.items()
        if with_scores or order is not Order.CLASS
    )
    return {
        PROVINCE: (("", gettext(ALL[PROVINCE])), *((each, each) for each in offered.provinces)),
        STATUS: (
            ("", gettext(ALL[STATUS])),
            *((each.value, word(each, spoken)) for each in offered.statuses),
        ),
        MAKER: (("", gettext(ALL[MAKER])), *makers),
        ORDER: tuple(orders),
    }


def _values(pairs: tuple[tuple[str, str], ...]) -> set[str]:
    return {"", *(value for value, _ in pairs)}


def _fault(name: str, value: str) -> Fault:
    reason = gettext("‘%(value)s’ staat niet in de lijst. Kies een van de mogelijkheden.", value=shown(value))
    return name, f"{gettext(LABELS[name])}: {reason}"


def _turn(fields: Mapping[str, str]) -> Turn:
    """The place in the list as the address names it; whether there is such a place is for the register."""
    after, before = (_readable(fields.get(name, ""))[:LONGEST] for name in (AFTER, BEFORE))
    if after or not before:
        return Turn(after)
    return Turn("" if before == END else before, back=True)


def _readable(text: str) -> str:
    """Without characters that no name holds and one of the databases refuses."""
    return "".join(char if char.isprintable() else " " for char in text)
