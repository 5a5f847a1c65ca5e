"""The register as one workbook: the same tables as the pages, within the reader's scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from busrisk import __version__
from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import write_date
from busrisk.core.facts import ControlFact
from busrisk.core.national_view import Chosen
from busrisk.core.sheets import (
    concessions_table,
    controls_table,
    fleet_table,
    open_questions_table,
    scores_table,
    sources_table,
    unknown_table,
)
from busrisk.core.sheets.national_set import IN_THE_REGISTER, as_sheet, national_tables
from busrisk.core.tabular import Book, Cell, Table
from busrisk.core.wording import EXERCISE, EXERCISE_EN, pick
from busrisk.exports.receipt import receipt_of
from busrisk.register.assessments import scored
from busrisk.register.citations import sources
from busrisk.register.controls import control_totals
from busrisk.register.national_views import chosen_view
from busrisk.register.pictures import concession_pictures
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition

MARKING = "VERTROUWELIJK · TLP:AMBER+STRICT"
MARKING_EN = "CONFIDENTIAL · TLP:AMBER+STRICT"


def register_book(
    scope: Scope, reader: Reader, moment: Moment, edition: Edition, language: str, made_by: str, now: datetime
) -> Book:
    """Leesmij, Concessies, Wagenpark, Scores, Onbekend, Bronnen, Gepubliceerd at a moment, for one reader.

    Who sees the national picture gets it too, by the published definitions: Landelijk, Mogelijkheden,
    Herkomst, Aandeel and Prognose, the tables of that page.
    """
    with_scores = scope.may(Action.SEE_SCORES)
    views, fleet = concession_pictures(scope, reader, moment)
    controls = tuple(control_totals(scope, reader, moment))
    about_scores: tuple[Table, ...]
    if with_scores:
        scores = tuple(each for view in views for each in view.scored)
        about_scores = (scores_table(scores, language), unknown_table(scores, edition, language))
    else:
        everything = scored(scope, reader, moment)
        about_scores = (open_questions_table(everything, edition, language),)
    sheets = (
        concessions_table(views, with_scores, language),
        fleet_table(fleet, views, with_scores, language),
        *about_scores,
        sources_table(sources(scope, reader, moment, edition, fleet, controls), language),
        *(_national_sheets(scope, reader, moment, edition, language)),
        controls_table(controls, language),
    )
    receipt = receipt_of((edition.digest, moment.known, moment.day.isoformat()), sheets)
    day = write_date(PartialDate(moment.day.isoformat()), language, prose=True)
    return Book(
        stem=f"{pick(language, 'busregister', 'bus-register')}-{scope.region}",
        title=pick(language, f"Busregister, stand op {day}", f"Bus register as of {day}"),
        cover_name=pick(language, "Leesmij", "Read me"),
        cover=_cover(scope, moment, edition, language, made_by, now, receipt, controls),
        sheets=sheets,
        marking=pick(language, MARKING, MARKING_EN),
        watermark=watermark(reader, moment, language),
        language=language,
        edition=edition.id,
        on=moment.day,
        receipt=receipt,
    )


def watermark(reader: Reader, moment: Moment, language: str) -> str | None:
    """What every sheet and row must warn of: invented answers, or figures that were corrected since."""
    told = reader.told_at(moment.known + 1)
    warnings = [pick(language, EXERCISE, EXERCISE_EN)] if reader.exercise else []
    if told is not None:
        until = f"{told:%d-%m-%Y %H:%M} UTC"
        warnings.append(
            pick(
                language,
                f"EERDERE KENNIS · zoals bekend vóór {until}; daarna is het register gewijzigd",
                f"EARLIER KNOWLEDGE · as known before {until}; the register has changed since",
            )
        )
    return " · ".join(warnings) or None


def _national_sheets(
    scope: Scope, reader: Reader, moment: Moment, edition: Edition, language: str
) -> tuple[Table, ...]:
    if not scope.may(Action.SEE_NATIONAL):
        return ()
    view = chosen_view(scope, reader, moment, edition, Chosen())
    tables = national_tables(view, edition, language)
    return tuple(as_sheet(tables[key], language) for key in IN_THE_REGISTER)


def _cover(
    scope: Scope,
    moment: Moment,
    edition: Edition,
    language: str,
    made_by: str,
    now: datetime,
    receipt: str,
    controls: Sequence[ControlFact],
) -> tuple[tuple[str, Cell], ...]:
    def say(nl: str, en: str) -> str:
        return pick(language, nl, en)

    reach = (
        say(f"de hele regio ({scope.region})", f"the whole region ({scope.region})")
        if scope.everything
        else say("alleen de eigen concessies", "own concessions only")
    )
    return (
        (say("Peildatum", "Reference date"), moment.day),
        (say("Editie van de methode", "Edition of the method"), f"{edition.id} ({edition.digest[:12]})"),
        (say("Kwitantie van dit bestand", "Receipt of this file"), receipt),
        (say("Gegevensversie", "Data version"), moment.known),
        (say("Bereik", "Reach"), reach),
        (say("Gemaakt door", "Made by"), made_by),
        (say("Gemaakt op", "Made on"), f"{now:%d-%m-%Y %H:%M} UTC"),
        (say("Versie van het programma", "Version of the program"), __version__),
        (
            say("Onbekend", "Unknown"),
            say(
                "Een leeg aantal is onbekend, nooit nul. Onbekend telt in geen enkele som mee.",
                "A blank count is unknown, never zero. Unknown is part of no sum.",
            ),
        ),
        (
            say("In dienst", "In service"),
            say(
                "In dienst is bevestigd plus niet bevestigd; wat niet is bevestigd, staat er apart bij. "
                "Bestelde bussen en bussen met een onbekende stand zitten in geen enkele som.",
                "In service is confirmed plus not confirmed; what is not confirmed is shown separately. "
                "Buses on order or in an unknown state are part of no sum.",
            ),
        ),
        (
            say("Punten en klassen", "Points and classes"),
            say(
                "Punten lopen van 0 (best) tot 4 (slechtst), klassen van A (best) tot E. Twee kolommen: "
                "ten minste, en niet uit te sluiten zolang antwoorden of bewijs ontbreken.",
                "Points run from 0 (best) to 4 (worst), classes from A (best) to E. Two columns: at least, "
                "and cannot be excluded as long as answers or evidence are missing.",
            ),
        ),
        (
            say("Bronnen", "Sources"),
            say(
                "Elke regel noemt haar bron; het blad Bronnen zet ze bij elkaar. "
                f"Het blad Gepubliceerd geeft {len(controls)} gepubliceerde cijfers om naast te leggen.",
                "Each row names its source; sheet Sources lists them. "
                f"Sheet Published gives {len(controls)} published figures to compare with.",
            ),
        ),
    )
