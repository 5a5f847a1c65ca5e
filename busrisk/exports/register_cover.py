"""The first sheet of the register's workbook: of which moment it is, for whom, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from busrisk import __version__
from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.facts import ControlFact
from busrisk.core.tabular import Cell
from busrisk.core.wording import pick
from busrisk.register.session import Moment
from busrisk.rulebook.shape import Edition


def register_cover(
    scope: Scope,
    moment: Moment,
    edition: Edition,
    language: str,
    made_by: str,
    now: datetime,
    receipt: str,
    controls: Sequence[ControlFact],
) -> tuple[tuple[str, Cell], ...]:
    """Label and value, line by line: of which moment, for whom, and how to read what follows."""

    def told(nl: str, en: str) -> str:
        return pick(language, nl, en)

    reach = (
        told(f"de hele regio ({scope.region})", f"the whole region ({scope.region})")
        if scope.everything
        else told("alleen de eigen concessies", "own concessions only")
    )
    return (
        (told("Peildatum", "Reference date"), moment.day),
        (told("Editie van de methode", "Edition of the method"), f"{edition.id} ({edition.digest[:12]})"),
        (told("Kwitantie van dit bestand", "Receipt of this file"), receipt),
        (told("Gegevensversie", "Data version"), moment.known),
        (told("Bereik", "Reach"), reach),
        (told("Gemaakt door", "Made by"), made_by),
        (told("Gemaakt op", "Made on"), f"{now:%d-%m-%Y %H:%M %Z}"),
        (told("Versie van het programma", "Version of the program"), __version__),
        (
            told("Onbekend", "Unknown"),
            told(
                "Een leeg aantal is onbekend, nooit nul. Onbekend telt in geen enkele som mee.",
                "A blank count is unknown, never zero. Unknown is part of no sum.",
            ),
        ),
        (
            told("In dienst", "In service"),
            told(
                "In dienst is bevestigd plus niet bevestigd; wat niet is bevestigd, staat er apart bij. "
                "Bestelde bussen en bussen met een onbekende stand zitten in geen enkele som.",
                "In service is confirmed plus not confirmed; what is not confirmed is shown separately. "
                "Buses on order or in an unknown state are part of no sum.",
            ),
        ),
        (
            told("Punten en klassen", "Points and classes"),
            told(
                "Punten lopen van 0 (best) tot 4 (slechtst), klassen van A (best) tot E. Twee kolommen: "
                "ten minste, en niet uit te sluiten zolang antwoorden of bewijs ontbreken.",
                "Points run from 0 (best) to 4 (worst), classes from A (best) to E. Two columns: at least, "
                "and cannot be excluded as long as answers or evidence are missing.",
            ),
        ),
        (
            told("Bronnen", "Sources"),
            told(
                "Elke regel noemt haar bron; het blad Bronnen zet ze bij elkaar. "
                f"Het blad Gepubliceerd geeft {len(controls)} gepubliceerde cijfers om naast te leggen.",
                "Each row names its source; sheet Sources lists them. "
                f"Sheet Published gives {len(controls)} published figures to compare with.",
            ),
        ),
        *_explained(scope.may(Action.SEE_SCORES), language),
    )


def _explained(with_scores: bool, language: str) -> tuple[tuple[str, Cell], ...]:
    """What the sheets that need a word of explanation say."""
    kept = (
        pick(language, "Blad Toezegging", "Sheet Promise"),
        pick(
            language,
            "Het wagenpark van de inschrijving naast wat rijdt en besteld is, per fabrikant. Ten minste en "
            "hoogstens verschillen waar een aantal of fabrikant onbekend is; een afwijking staat er alleen "
            "als zij er hoe dan ook is.",
            "The fleet of the bid beside what runs and is on order, per manufacturer. At least and at most "
            "differ where a count or manufacturer is unknown; a deviation is shown only where it holds "
            "anyhow.",
        ),
    )
    if not with_scores:
        return (kept,)
    return (
        kept,
        (
            pick(language, "Blad Prioriteit", "Sheet Priority"),
            pick(
                language,
                "Waar eerst naar te kijken: P1 gaat voor. Klasse tegen uitval, het deel van de dienst dat "
                "wegvalt als alle bussen van een inzet stilstaan; nooit vermenigvuldigd.",
                "What to look at first: P1 goes first. Class against loss, the part of the service that is "
                "lost when all buses of a deployment stand still; never multiplied.",
            ),
        ),
        (
            pick(language, "Blad Bereik", "Sheet Reach"),
            pick(
                language,
                "Hoeveel bussen één partij kan raken: vastgesteld, en niet uit te sluiten. Een onbekende "
                "partij kan iedereen zijn. Geen bus telt dubbel.",
                "How many buses one party could touch: established, and not to be excluded. An unknown party "
                "could be anybody. No bus counts twice.",
            ),
        ),
        (
            pick(language, "Blad Vraag dit eerst", "Sheet Ask this first"),
            pick(
                language,
                "Open vragen waarvan het antwoord, met een document erbij, de klasse van de meeste bussen "
                "smaller kan maken. Staat er niets bij ‘Smaller met’, dan kan dat alleen samen met andere.",
                "Open questions whose answer, with a document, could narrow the class of most buses. Where "
                "nothing stands under ‘Narrower by’, only together with others.",
            ),
        ),
    )
