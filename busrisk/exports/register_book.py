"""The register as one workbook: the same tables as the pages, within the reader's scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from busrisk.access.policy import Action
from busrisk.access.scope import Scope
from busrisk.core.dates import PartialDate
from busrisk.core.dutch import write_date
from busrisk.core.facts import BatchFact
from busrisk.core.fleet.promise import substitution
from busrisk.core.names import fold
from busrisk.core.national.view import Chosen
from busrisk.core.sheets import (
    concessions_table,
    controls_table,
    fleet_table,
    open_questions_table,
    scores_table,
    sources_table,
    unknown_table,
)
from busrisk.core.sheets.exposure import exposure_sheets
from busrisk.core.sheets.national_set import IN_THE_REGISTER, as_sheet, national_tables
from busrisk.core.sheets.promise import KeptPromise, kept_table
from busrisk.core.tabular import Book, Table
from busrisk.core.wording import EXERCISE, EXERCISE_EN, MARKING, MARKING_EN, pick
from busrisk.exports.receipt import receipt_of
from busrisk.exports.register_cover import register_cover
from busrisk.register.assessments import scored
from busrisk.register.citations import sources
from busrisk.register.controls import control_totals
from busrisk.register.exposed import exposures
from busrisk.register.national_views import chosen_view
from busrisk.register.pictures import concession_pictures
from busrisk.register.promises import promised
from busrisk.register.session import Moment, Reader
from busrisk.rulebook.shape import Edition


def register_book(
    scope: Scope, reader: Reader, moment: Moment, edition: Edition, language: str, made_by: str, now: datetime
) -> Book:
    """Leesmij, Concessies, Wagenpark, Toezegging, Bronnen and Gepubliceerd at a moment, for one reader.

    Who sees scores also gets Scores, Prioriteit, Bereik, Vraag dit eerst and Onbekend.
    Who sees the national picture gets it too, by the published definitions: Landelijk, Mogelijkheden,
    Herkomst, Aandeel and Prognose, the tables of that page.
    """
    with_scores = scope.may(Action.SEE_SCORES)
    views, fleet = concession_pictures(scope, reader, moment)
    controls = tuple(control_totals(scope, reader, moment))
    about_scores: tuple[Table, ...]
    if with_scores:
        scores = tuple(each for view in views for each in view.scored)
        exposed = tuple(exposures(scope, reader, moment, views, fleet, edition).values())
        about_scores = (
            scores_table(scores, language),
            *exposure_sheets([view.concession.name for view in views], exposed, edition, language),
            unknown_table(scores, edition, language),
        )
    else:
        everything = scored(scope, reader, moment)
        about_scores = (open_questions_table(everything, edition, language),)
    sheets = (
        concessions_table(views, with_scores, language),
        fleet_table(fleet, views, with_scores, language),
        kept_table(_kept(scope, reader, moment, fleet), language),
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
        cover=register_cover(scope, moment, edition, language, made_by, now, receipt, controls),
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
        until = f"{told:%d-%m-%Y %H:%M %Z}"
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


def _kept(
    scope: Scope, reader: Reader, moment: Moment, fleet: Sequence[BatchFact]
) -> tuple[KeptPromise, ...]:
    """Every promise in reach beside the fleet of its concession, by name."""
    of: dict[str, list[BatchFact]] = defaultdict(list)
    for batch in fleet:
        of[batch.concession].append(batch)
    found = []
    for key, lines in promised(scope, reader, moment).items():
        compared = substitution(lines, of[key])
        if compared is not None:
            name = of[key][0].concession_name if of[key] else key
            found.append(KeptPromise(name, lines, compared))
    return tuple(sorted(found, key=lambda each: fold(each.concession)))
