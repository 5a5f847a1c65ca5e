"""The strong numbers of the national picture, each with how sure it is and where it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from busrisk.core import dutch
from busrisk.core.dates import PartialDate
from busrisk.core.facts import ControlFact
from busrisk.core.national.picture import FleetSum, MakerLine, National
from busrisk.core.sheets.national import (
    control_figure,
    group_name,
    listed,
    share_figure,
    sureness,
)
from busrisk.web.language import gettext, language, ngettext
from busrisk.web.national.pages import Headline, Told


def headlines(picture: National, stand: str) -> tuple[Headline, ...]:
    """The group, each of its makers and what is on order; without a control total what the register holds.

    `stand` says of which day what the register holds speaks.
    """
    if picture.total is None or picture.total.control is None:
        return tuple(_register_alone(picture, stand)) if picture.in_register else ()
    return tuple(_against_controls(picture, picture.total, picture.total.control, stand))


def told_once(found: tuple[Headline, ...]) -> tuple[tuple[Headline, ...], tuple[Told, ...]]:
    """The headlines without the sources that several of them share, and those sources."""
    published = Counter((each.source, each.sure) for each in found if each.source)
    register = Counter((each.register_source, each.register_stand) for each in found if each.register_source)
    often = [key for key, times in published.items() if times > 1]
    beside = [key for key, times in register.items() if times > 1]
    quiet = tuple(
        replace(
            each,
            source="" if (each.source, each.sure) in often else each.source,
            register_source=""
            if (each.register_source, each.register_stand) in beside
            else each.register_source,
        )
        for each in found
    )
    sources = [Told(gettext("Gepubliceerd"), *key) for key in often]
    sources += [Told(gettext("In het register"), *key) for key in beside]
    return quiet, tuple(sources)


def warnings(picture: National) -> tuple[str, ...]:
    """Each maker, and the group, of which the register has more than was published."""
    lines = (*picture.lines, *((picture.total,) if picture.total else ()))
    return tuple(_warning(picture, line) for line in lines if line.excess)


def _against_controls(
    picture: National, total: MakerLine, control: ControlFact, stand: str
) -> Iterator[Headline]:
    group = group_name(picture, language())
    yield _beside(_published(group, control, _share(picture)), _compared(picture, total, stand), stand)
    for line in picture.lines:
        if line.maker and line.control:
            published = _published(line.maker.name, line.control, ())
            yield _beside(published, _compared(picture, line, stand), stand)
    if picture.in_register:
        yield _ordered(picture, total.fleet, _per_maker(picture), stand)


def _register_alone(picture: National, stand: str) -> Iterator[Headline]:
    running = picture.everything.known_running
    figure = gettext("onbekend") if running is None else _number(running)
    yield _from_register(gettext("In dienst"), figure, _doubts(picture.everything), stand)
    yield _ordered(picture, picture.everything, "", stand)


def _published(title: str, control: ControlFact, notes: tuple[str, ...]) -> Headline:
    spoken = language()
    return Headline(
        title=title,
        figure=control_figure(control, spoken),
        notes=notes,
        source=control.source,
        sure=f"{sureness(control, spoken)}, {_stand(control.as_of)}",
    )


def _beside(published: Headline, register: tuple[str, ...], stand: str) -> Headline:
    if not register:
        return published
    source = gettext("dit register")
    return replace(published, register=register, register_source=source, register_stand=stand)


def _share(picture: National) -> tuple[str, ...]:
    if picture.share is None:
        return ()
    share = share_figure(picture.share, language())
    return (gettext("%(share)s van alle zero-emissiebussen, zoals gepubliceerd", share=share),)


def _compared(picture: National, line: MakerLine, stand: str) -> tuple[str, ...]:
    """The register beside the control total; where these are of two days both days are named."""
    placed = _placed(picture, line)
    if not placed or line.control is None or line.not_allocated is None:
        return placed
    day = line.control.as_of
    if day.first <= picture.day <= day.last or stand == _stand(day):
        return placed
    of_two_days = gettext(
        "vergeleken zijn het controletotaal van %(control)s en het register op %(day)s",
        control=dutch.write_date(day, language(), prose=True),
        day=dutch.write_date(picture.day, language(), prose=True),
    )
    return (*placed, of_two_days)


def _placed(picture: National, line: MakerLine) -> tuple[str, ...]:
    if not picture.in_register or line.control is None:
        return ()
    if line.not_allocated is None:
        placed = gettext(
            "in het register %(here)s; niet toegedeeld hoort bij de gepubliceerde definitie",
            here=_number(line.fleet.running),
        )
        return (placed, *_doubts(line.fleet))
    here, rest = _number(line.fleet.running), _number(line.not_allocated)
    if not line.fleet.unverified:
        placed = gettext("in het register %(here)s; niet toegedeeld %(rest)s", here=here, rest=rest)
        return (placed, *_uncounted(line.fleet))
    placed = gettext(
        "in het register %(here)s, waarvan %(unverified)s niet bevestigd; niet toegedeeld %(rest)s",
        here=here,
        unverified=_number(line.fleet.unverified),
        rest=rest,
    )
    return (placed, *_uncounted(line.fleet))


def _doubts(fleet: FleetSum) -> tuple[str, ...]:
    """What a reader must know beside a count of running buses."""
    found = []
    if fleet.unverified:
        found.append(gettext("waarvan %(number)s niet bevestigd", number=_number(fleet.unverified)))
    return (*found, *_uncounted(fleet))


def _uncounted(fleet: FleetSum) -> tuple[str, ...]:
    if not fleet.unknown_batches:
        return ()
    return (
        ngettext(
            "%(num)s wagenparkdeel zonder bekend aantal, niet meegeteld",
            "%(num)s wagenparkdelen zonder bekend aantal, niet meegeteld",
            fleet.unknown_batches,
        ),
    )


def _ordered(picture: National, fleet: FleetSum, per_maker: str, stand: str) -> Headline:
    apart = gettext("nog niet in dienst; niet meegeteld bij de rijdende bussen")
    notes = tuple(each for each in (per_maker, _told_later(picture, fleet), apart) if each)
    return _from_register(gettext("Besteld"), f"+ {_number(fleet.on_order)}", notes, stand)


def _told_later(picture: National, fleet: FleetSum) -> str:
    """How many orders rest on a source that is younger than the reference date."""
    if not fleet.later_orders:
        return ""
    return gettext(
        "waarvan %(number)s volgens een bron van na %(day)s",
        number=_number(fleet.later_orders),
        day=dutch.write_date(picture.day, language(), prose=True),
    )


def _from_register(title: str, figure: str, notes: tuple[str, ...], stand: str) -> Headline:
    source = gettext("dit register; de bron staat bij elk wagenparkdeel")
    return Headline(title, figure, notes, source, stand)


def _stand(day: PartialDate) -> str:
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
