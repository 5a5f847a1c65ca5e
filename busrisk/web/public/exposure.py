"""Exposure on the method page: loss of service, reach of one party, and the order of work."""

from __future__ import annotations

from collections.abc import Iterator

from busrisk.core import dutch
from busrisk.core.tabular import Column, Kind
from busrisk.rulebook.shape import Edition, LossBand
from busrisk.web.language import N_, gettext, language
from busrisk.web.public.cited import provenance, rule_table, source_columns
from busrisk.web.public.pages import RuleText, Term

TERMS = (
    (
        "uitval",
        N_("Uitval van de dienst"),
        N_(
            "Welk deel van de dienst valt weg als de bussen van deze inzet stilstaan? Reservebussen "
            "vangen eerst op. De rest wordt gedeeld door het aantal bussen dat in de spits nodig is. "
            "Voorbeeld: er zijn 175 bussen nodig in de spits en 25 reservebussen. Vallen er 60 bussen "
            "uit, dan zijn er 35 te weinig: 20% van de dienst. Is het aantal reservebussen of de behoefte"
            " in de spits niet bekend, dan is de uitval onbekend: van 0% tot en met 100%."
        ),
    ),
    (
        "bereik",
        N_("Bereik van één partij"),
        N_(
            "Hoeveel bussen kan één partij raken? Voor fabrikant en updatepartij tellen D1 en D4; voor de"
            " partij achter telematica, simkaart of cloud tellen D2 en D4. Een bus telt als vastgesteld "
            "als de ondergrens 3 punten of meer is, en als niet uit te sluiten als alleen de bovengrens "
            "dat is. Een aanbieder die niet bekend is, telt bij elke partij als niet uit te sluiten. Eén "
            "cloud of telematica-unit kan achter meer merken zitten; daarom wordt ook landelijk per "
            "partij geteld."
        ),
    ),
    (
        "prioriteit",
        N_("Prioriteit"),
        N_(
            "P1 komt eerst, P4 laatst. De prioriteit volgt uit de klasse en de uitval, volgens de tabel "
            "hieronder. Er staan altijd twee: wat in het slechtste geval geldt (beide bovengrenzen) en "
            "wat in het beste geval geldt (beide ondergrenzen). Heeft een concessie een rol in een "
            "crisis- of evacuatieplan, of is zij het enige openbaar vervoer in een gebied, dan schuift "
            "zij één kolom naar rechts. Klasse en uitval worden nooit vermenigvuldigd. Binnen een "
            "prioriteit staat voorop wat een knock-out heeft."
        ),
    ),
    (
        "statelijk",
        N_("Merk ‘statelijk’"),
        N_(
            "Dit merk zegt twee dingen tegelijk: zeggenschap, sancties of exportregels wegen zwaar (C1: 3"
            " punten of meer), en toegang op afstand is er meer dan weinig (2 punten of meer op D1, D2 of"
            " D4). Het rust op antwoorden, niet op een merk. Gelden de ondergrenzen, dan is het "
            "vastgesteld; gelden alleen de bovengrenzen, dan is het mogelijk. Zo’n inzet staat vooraan "
            "binnen de eigen prioriteit."
        ),
    ),
    (
        "eerst-vragen",
        N_("Eerst vragen"),
        N_(
            "Welke open vraag levert het meeste op? Per vraag is geteld bij hoeveel bussen het interval "
            "van de klasse smaller kan worden als er een antwoord met documenten komt (E2). De vraag met "
            "de meeste bussen staat bovenaan."
        ),
    ),
)


def terms() -> tuple[Term, ...]:
    """The words of exposure, explained."""
    return tuple(Term(place, gettext(title), gettext(text)) for place, title, text in TERMS)


def exposure_tables(edition: Edition) -> tuple[RuleText, ...]:
    """The bands of loss, and the order of work by class and band."""
    return _bands(edition), _priorities(edition)


def _bands(edition: Edition) -> RuleText:
    bands = edition.scoring.loss_bands
    rows = tuple(
        (text, *provenance(edition, band)) for text, band in zip(_spans(edition), bands, strict=True)
    )
    return RuleText(
        rule_table(
            "banden",
            gettext("Banden van uitval"),
            (Column("band", gettext("Uitval van de dienst"), Kind.IDENTIFIER), *source_columns()),
            rows,
        ),
        gettext("In deze stappen telt de uitval mee voor de prioriteit."),
        tuple(f"band-{band.below:g}" for band in bands),
    )


def _priorities(edition: Edition) -> RuleText:
    columns = (
        Column("class", gettext("Klasse (bovengrens)"), Kind.IDENTIFIER),
        *(Column(f"band{place}", span) for place, span in enumerate(_spans(edition))),
    )
    found = edition.scoring.priorities
    return RuleText(
        rule_table(
            "volgorde",
            gettext("Prioriteit uit klasse en uitval van de dienst"),
            (*columns, *source_columns()),
            tuple((row.overall, *row.columns, *provenance(edition, row)) for row in found),
        ),
        gettext("P1 komt eerst, P4 laatst."),
        tuple(f"volgorde-{row.overall}" for row in found),
    )


def _spans(edition: Edition) -> Iterator[str]:
    """'0% tot 5%', …, '50% tot en met 100%': the last band holds its upper bound too."""
    low, bands = "0", edition.scoring.loss_bands
    for band in bands:
        last = band is bands[-1]
        high = _percent(band)
        said = N_("%(low)s%% tot en met %(high)s%%") if last else N_("%(low)s%% tot %(high)s%%")
        yield gettext(said, low=low, high=high)
        low = high


def _percent(band: LossBand) -> str:
    return dutch.write_number(band.below, 0 if band.below == int(band.below) else 1, language())
