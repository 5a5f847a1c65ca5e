"""The strong numbers of the national picture, each with how sure it is and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.facts import ControlFact
from busrisk.core.national import FleetSum, MakerLine, National
from busrisk.core.sheets.national import (
    control_figure,
    group_name,
    listed,
    share_figure,
    sureness,
)
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.national.pages import Headline


def headlines(picture: National) -> tuple[Headline, ...]:
    """The group, each of its makers and what is on order; without a control total what the register holds."""
    if picture.total is None or picture.total.control is None:
        return tuple(_register_alone(picture)) if picture.in_register else ()
    return tuple(_against_controls(picture, picture.total, picture.total.control))


def warnings(picture: National) -> tuple[str, ...]:
    """Each maker, and the group, of which the register has more than was published."""
    lines = (*picture.lines, *((picture.total,) if picture.total else ()))
    return tuple(_warning(picture, line) for line in lines if line.excess)


def _against_controls(picture: National, total: MakerLine, control: ControlFact) -> Iterator[Headline]:
    group = group_name(picture, language())
    yield _published(group, control, (*_share(picture), *_placed(picture, total)))
    for line in picture.lines:
        if line.maker and line.control:
            yield _published(line.maker.name, line.control, _placed(picture, line))
    if picture.in_register:
        yield _ordered(picture, total.fleet, _per_maker(picture))


def _register_alone(picture: National) -> Iterator[Headline]:
    running = picture.everything.known_running
    figure = gettext("onbekend") if running is None else _number(running)
    yield _from_register(picture, gettext("In dienst"), figure, _doubts(picture.everything))
    yield _ordered(picture, picture.everything, "")


def _published(title: str, control: ControlFact, notes: tuple[str, ...]) -> Headline:
    spoken = language()
    return Headline(
        title=title,
        figure=control_figure(control, spoken),
        notes=notes,
        source=control.source,
        sure=f"{sureness(control, spoken)}, {_stand(control.as_of)}",
    )


def _share(picture: National) -> tuple[str, ...]:
    if picture.share is None:
        return ()
    share = share_figure(picture.share, language())
    return (gettext("%(share)s van alle zero-emissiebussen, zoals gepubliceerd", share=share),)


def _placed(picture: National, line: MakerLine) -> tuple[str, ...]:
    if not picture.in_register or line.not_allocated is None:
        return ()
    here, rest = _number(line.fleet.running), _number(line.not_allocated)
    placed = gettext("%(here)s in het register, %(rest)s niet toegedeeld", here=here, rest=rest)
    return (placed, *_doubts(line.fleet))


def _doubts(fleet: FleetSum) -> tuple[str, ...]:
    """What a reader must know beside a count of running buses."""
    found = []
    if fleet.unverified:
        found.append(gettext("waarvan %(number)s niet bevestigd", number=_number(fleet.unverified)))
    if fleet.unknown_batches:
        found.append(
            ngettext(
                "%(num)s wagenparkdeel zonder bekend aantal, in geen som",
                "%(num)s wagenparkdelen zonder bekend aantal, in geen som",
                fleet.unknown_batches,
            )
        )
    return tuple(found)


def _ordered(picture: National, fleet: FleetSum, per_maker: str) -> Headline:
    apart = gettext("nog niet in dienst; telt in geen som van rijdende bussen mee")
    notes = (per_maker, apart) if per_maker else (apart,)
    return _from_register(picture, gettext("Besteld"), f"+ {_number(fleet.on_order)}", notes)


def _from_register(picture: National, title: str, figure: str, notes: tuple[str, ...]) -> Headline:
    source = gettext("dit register; de bron staat bij elk wagenparkdeel")
    return Headline(title, figure, notes, source, _stand(picture.day))


def _stand(day: PartialDate | date) -> str:
    return gettext("stand %(day)s", day=dutch.write_date(day, language(), prose=True))


def _per_maker(picture: National) -> str:
    parts = (f"{line.maker.name} {_number(line.fleet.on_order)}" for line in picture.lines if line.maker)
    return listed(tuple(parts), language())


def _warning(picture: National, line: MakerLine) -> str:
    return gettext(
        "%(maker)s: het register heeft %(excess)s meer dan het controletotaal "
        "(%(here)s tegenover %(control)s). Misschien telt een wagenparkdeel dubbel. "
        "Er is niets gecorrigeerd of verdeeld.",
        maker=line.maker.name if line.maker else group_name(picture, language()),
        excess=_number(line.excess or 0),
        here=_number(line.fleet.running),
        control=control_figure(line.control, language()),
    )


def _number(value: int) -> str:
    return dutch.write_number(value, 0, language())
