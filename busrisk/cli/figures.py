"""Reading figures and scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from busrisk import __version__
from busrisk.access.policy import Action
from busrisk.cli.ground import (
    As,
    AsJson,
    AsOf,
    ExerciseOption,
    KnownAt,
    Language,
    RegionOption,
    acting,
    app,
    day_asked,
    edition_on,
    known_until,
    open_register,
    print_json,
    refuse,
    settings_of,
    spoken,
)

if TYPE_CHECKING:
    from busrisk.core.national.view import Chosen


@app.command()
def national(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_: As = "administrator",
    region: RegionOption = "nl",
    exercise: ExerciseOption = False,
    bus: Annotated[str, typer.Option("--bus", help="alle of zonder-minibussen.")] = "alle",
    non_eu: Annotated[
        str, typer.Option("--niet-eu", help="hoofdkantoor, moeder of assemblage.")
    ] = "hoofdkantoor",
    horizon: Annotated[int | None, typer.Option("--tot", help="Prognose tot en met dit jaar.")] = None,
) -> None:
    """Het landelijk beeld: register naast controletotalen, en wat er van deze bussen bekend is."""
    from busrisk.core.national.as_json import national_as_text, view_as_json
    from busrisk.register.national_views import chosen_view

    settings = settings_of(exercise=exercise)
    until = known_until(known_at, settings)
    with open_register(settings) as register:
        person = acting(register, as_, region, Action.SEE_NATIONAL)
        with register.reader() as reader:
            moment = reader.moment(day_asked(as_of, person, reader, settings), until)
            edition = edition_on(moment.day)
            chosen = _chosen(bus, non_eu, horizon, moment.day)
            view = chosen_view(person.scope, reader, moment, edition, chosen)
            exercising = reader.exercise
    if as_json:
        print_json(view_as_json(view, known_at, moment.known, exercising))
    else:
        typer.echo(national_as_text(view.picture, edition.scoring.capabilities, exercising))


def _chosen(bus: str, non_eu: str, until: int | None, day: date) -> Chosen:
    """What was asked for; a definition or year that there is not is refused by name."""
    from busrisk.core.national.definitions import BusDefinition, Definitions, OriginDefinition
    from busrisk.core.national.view import FARTHEST, Chosen

    if bus not in tuple(BusDefinition):
        refuse(f"--bus {bus}: deze definitie bestaat niet. Kies {' of '.join(BusDefinition)}.", 2)
    if non_eu not in tuple(OriginDefinition):
        refuse(f"--niet-eu {non_eu}: deze definitie bestaat niet. Kies {' of '.join(OriginDefinition)}.", 2)
    if until is not None and not day.year <= until <= day.year + FARTHEST:
        refuse(f"--tot {until}: kies een jaar van {day.year} tot en met {day.year + FARTHEST}.", 2)
    return Chosen(Definitions(BusDefinition(bus), OriginDefinition(non_eu)), until)


@app.command()
def score(
    answers: Annotated[Path | None, typer.Option("--answers", help="TOML-bestand met antwoorden.")] = None,
    deployment: Annotated[
        str | None, typer.Option("--deployment", help="Bewaarde score van een inzet.")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_: As = "administrator",
    region: RegionOption = "nl",
    language: Language = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Scoor antwoorden uit een bestand zonder database, of toon de bewaarde score van een inzet."""
    from busrisk.core.facts import KnockOutStatus
    from busrisk.core.wording import word

    spoken(language)
    if (answers is None) == (deployment is None):
        refuse("Geef óf --answers BESTAND.toml, óf --deployment SLEUTEL.", 2)
    if answers is not None:
        found = _score_file(answers, language)
    else:
        found = _stored_score(str(deployment), as_of, known_at, as_, region, language, exercise)
    if as_json:
        print_json(found)
        return
    if "exercise" in found:
        typer.echo(found["exercise"])
    typer.echo(f"Klasse: {found['words']}")
    for key, bounds in found["dimensions"].items():
        typer.echo(f"{key}: {bounds[0]} tot {bounds[1]} (0 best, 4 slechtst)")
    for each in found["knock_outs"]:
        typer.echo(f"{each['id']}: {word(KnockOutStatus(each['status']), language)}")
    typer.echo(f"Kwitantie: {found['receipt']['hash']}")


def _score_file(path: Path, language: str) -> dict[str, Any]:
    from busrisk.core.files.answer_sheet import AnswerSheetRefused, assessment_as_json, read_answer_sheet
    from busrisk.core.score.receipt import receipt
    from busrisk.core.score.scoring import score as score_situation
    from busrisk.rulebook.shelf import NoSuchEdition, edition, edition_in_force

    today = settings_of().now().date()
    try:
        text = path.read_text(encoding="utf-8")
        situation, rules = read_answer_sheet(text, lambda id: edition(id) if id else edition_in_force(today))
    except OSError as refusal:
        refuse(f"{path}: het bestand kan niet worden gelezen ({refusal.strerror}).")
    except UnicodeDecodeError:
        refuse(f"{path}: dit is geen UTF-8. Sla het bestand op als UTF-8.")
    except (AnswerSheetRefused, NoSuchEdition) as refusal:
        refuse(f"{path}:\n{refusal}")
    made = score_situation(situation, rules)
    return assessment_as_json(made, receipt(made, __version__), rules, language)


def _stored_score(
    key: str, as_of: str | None, known_at: str | None, who: str, region: str, language: str, exercise: bool
) -> dict[str, Any]:
    from busrisk.core.files.answer_sheet import assessment_as_json
    from busrisk.core.wording import EXERCISE
    from busrisk.register.assessments import scored
    from busrisk.rulebook.shelf import edition

    settings = settings_of(exercise=exercise)
    until = known_until(known_at, settings)
    with open_register(settings) as register:
        person = acting(register, who, region, Action.SEE_SCORES)
        with register.reader() as reader:
            moment = reader.moment(day_asked(as_of, person, reader, settings), until)
            exercising = reader.exercise
            known = {each.deployment.key: each for each in scored(person.scope, reader, moment)}
    found = known.get(key)
    if found is None or found.assessment is None or found.receipt is None:
        refuse(
            f"Geen inzet {key!r} binnen uw bereik op deze peildatum. Er zijn:\n" + "\n".join(sorted(known))
        )
    rules = edition(found.assessment.edition)
    shown = assessment_as_json(found.assessment, found.receipt, rules, language)
    return {"exercise": EXERCISE, **shown} if exercising else shown
