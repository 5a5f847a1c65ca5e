"""The public figures: what was published about these buses, never what the register holds about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from busrisk.access.regions import NETHERLANDS
from busrisk.access.scope import national as whole_region
from busrisk.core import dutch
from busrisk.core.facts import ControlFact
from busrisk.core.national.picture import National, national
from busrisk.core.sheets.national import control_figure, share_figure
from busrisk.register.controls import control_totals
from busrisk.register.session import Reader
from busrisk.web.installation import installation
from busrisk.web.language import gettext, language
from busrisk.web.public.pages import Headline


def published(reader: Reader) -> National:
    """The newest published totals of the country, without the register beside them."""
    today = installation().now().date()
    scope = whole_region(NETHERLANDS.code)
    return national(today, (), control_totals(scope, reader, reader.moment(today)), {}, ())


def headlines(found: National) -> tuple[Headline, ...]:
    """The total of the group with its share, then each manufacturer; empty when nothing was published."""
    return tuple(_headlines(found))


def day_of(found: National) -> str:
    """The day the figures speak of; empty when there are none."""
    control = found.total.control if found.total else None
    return dutch.write_date(control.as_of, language(), prose=True) if control else ""


def _headlines(found: National) -> Iterator[Headline]:
    if found.total is None or found.total.control is None:
        return
    names = _listed([line.maker.name for line in found.lines if line.maker])
    yield _headline(gettext("Bussen van %(makers)s", makers=names), found.total.control, _share(found.share))
    for line in found.lines:
        if line.maker and line.control:
            yield _headline(line.maker.name, line.control, gettext("zero-emissiebussen in dienst"))


def _headline(title: str, control: ControlFact, note: str) -> Headline:
    return Headline(title, control_figure(control, language()), note, control.source)


def _share(share: ControlFact | None) -> str:
    if share is None:
        return gettext("zero-emissiebussen in dienst")
    said = share_figure(share, language())
    return gettext("%(share)s van de zero-emissiebussen in dienst", share=said)


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return gettext("%(some)s en %(last)s", some=", ".join(names[:-1]), last=names[-1])
