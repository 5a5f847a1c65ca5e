"""Share, projection and concentration in words: every figure with the day and the assumption it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from busrisk.core import dutch
from busrisk.core.exposure.concentration import Concentration
from busrisk.core.exposure.words import NOT_COMPUTABLE, exposure_word
from busrisk.core.national.projection import ProjectionLine, condition, start_words
from busrisk.core.national.share import ComputedShare
from busrisk.core.national.view import NationalView
from busrisk.core.shares import percentage
from busrisk.core.sheets.national import share_figure
from busrisk.core.sheets.supply import hhi
from busrisk.web.language import gettext, language
from busrisk.web.written import is_address, site


def share_notes(view: NationalView) -> tuple[str, ...]:
    """The published share, then what follows from each total, said apart."""
    return tuple(_share_notes(view))


def _share_notes(view: NationalView) -> Iterator[str]:
    shares = view.shares
    if shares is None:
        return
    if shares.published:
        yield gettext(
            "Gepubliceerd: %(share)s. Dit aandeel is overgenomen en niet berekend; "
            "de bron staat in de tabel.",
            share=share_figure(shares.published, language()),
        )
    for each in shares.computed:
        yield _computed(each)
    if not any(each.same_day for each in shares.computed):
        yield gettext(
            "Van de peildatum van deze cijfers is geen totaal van alle zero-emissiebussen bekend, "
            "dus het aandeel is niet na te rekenen."
        )


def _computed(each: ComputedShare) -> str:
    day = dutch.write_date(each.total.as_of, language(), prose=True)
    total = _number(round(each.total.value))
    if not each.parts:
        return gettext(
            "Op %(day)s waren er %(total)s zero-emissiebussen; van deze fabrikanten is op die dag niets "
            "geteld.",
            day=day,
            total=total,
        )
    whole = each.parts[-1]
    share = f"{'circa ' if whole.circa or each.total.is_estimate else ''}{_percent(whole.percent)}"
    if each.same_day:
        return gettext(
            "Berekend met het totaal van dezelfde dag (%(total)s op %(day)s): %(share)s.",
            total=total,
            day=day,
            share=share,
        )
    return gettext(
        "Een andere telling, van %(day)s (totaal volgens %(source)s): %(buses)s van %(total)s "
        "zero-emissiebussen, %(share)s. Andere dag en andere bron: niet te mengen met de cijfers hierboven.",
        day=day,
        source=site(each.total.source) if is_address(each.total.source) else each.total.source,
        buses=_about(whole.buses, whole.circa),
        total=total,
        share=share,
    )


def share_warnings(view: NationalView) -> tuple[str, ...]:
    """Each total of the day that cannot be behind the published share."""
    shares = view.shares
    if shares is None or shares.published is None or shares.fitting is None:
        return ()
    least, most = shares.fitting
    return tuple(
        gettext(
            "Een totaal van %(total)s past niet bij het gepubliceerde aandeel van %(share)s: daarbij hoort "
            "een totaal van %(least)s tot en met %(most)s. Controleer het totaal en zijn bron.",
            total=_number(round(each.total.value)),
            share=share_figure(shares.published, language()),
            least=_number(least),
            most=_number(most),
        )
        for each in shares.computed
        if each.contradicts
    )


def projected(view: NationalView) -> str:
    """'Op 31 december 2026 circa 839 bussen, als …: +270 (circa +47,5%)'; empty without a group."""
    total = view.projection.total
    if total is None or total.starts is None or total.ends is None:
        return ""
    sentence = gettext(
        "Op %(day)s %(buses)s bussen, %(condition)s: +%(growth)s ten opzichte van %(starts)s (%(percent)s).",
        day=dutch.write_date(view.projection.horizon, language(), prose=True),
        buses=_about(total.ends, total.circa),
        condition=condition(language()),
        growth=_number(total.by_then),
        starts=_about(total.starts, total.circa),
        percent=f"{'circa ' if total.circa else ''}+{_percent(total.growth_percent or 0.0)}",
    )
    if why := start_words(view.projection, language()):
        sentence = "".join((sentence.removesuffix("."), "; ", why, "."))
    return " ".join((sentence, *_apart(total)))


def _apart(total: ProjectionLine) -> Iterator[str]:
    if total.later:
        yield gettext("Besteld voor later, niet meegeteld: %(number)s.", number=_number(total.later))
    if total.undated:
        yield gettext(
            "Besteld zonder bekende datum, niet meegeteld: %(number)s.", number=_number(total.undated)
        )


def concentrated(found: Concentration) -> tuple[str, ...]:
    """The largest supplier and its share, whether it has more than half, and the index."""
    return tuple(_concentrated(found))


def _concentrated(found: Concentration) -> Iterator[str]:
    named = [line for line in found.lines if line.makers]
    if named and named[0].share is not None:
        yield gettext(
            "Grootste leverancier: %(maker)s, %(share)s (%(buses)s van %(total)s bussen).",
            maker=" + ".join(maker.name for maker in named[0].makers),
            share=_percent(float(percentage(named[0].share))),
            buses=_number(named[0].buses),
            total=_number(found.total or 0),
        )
    elif named:
        yield gettext(
            "Aandelen zijn niet te berekenen: van een deel van het wagenpark is het aantal onbekend."
        )
    flag = exposure_word(found.majority, language())
    yield gettext("Meer dan de helft van één leverancier: %(flag)s.", flag=flag)
    index = hhi(found)
    said = NOT_COMPUTABLE[language()] if index is None else _number(index)
    yield gettext("Concentratie-index (HHI, 10.000 is één leverancier): %(index)s.", index=said)


def _about(value: int, circa: bool) -> str:
    return f"{'circa ' if circa else ''}{_number(value)}"


def _number(value: float) -> str:
    return dutch.write_number(value, 0, language())


def _percent(value: float) -> str:
    return dutch.write_percent(value, language())
