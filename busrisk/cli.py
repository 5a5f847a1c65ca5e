"""The `busrisk` command. Heavy imports wait inside the commands, so that each starts quickly."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, NoReturn

import typer

from busrisk import __version__
from busrisk.access.policy import Action
from busrisk.settings import Refusal, Settings, read_settings

if TYPE_CHECKING:
    from busrisk.register.people import Person
    from busrisk.register.session import Register
    from busrisk.rulebook.shape import Edition

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
export_app = typer.Typer(no_args_is_help=True)
app.add_typer(export_app, name="export", help="Bestanden maken uit het register.")

As = Annotated[str, typer.Option("--as", help="Rol of e-mailadres namens wie u werkt.")]
AsOf = Annotated[str, typer.Option("--as-of", help="Peildatum: de dag waarop het gold, zoals 2026-01-01.")]
KnownAt = Annotated[
    str | None, typer.Option("--known-at", help="Zoals bekend op deze dag (tot en met) of dit tijdstip.")
]
RegionOption = Annotated[str, typer.Option("--region", help="Regio: nl, of voorbeeldland in de oefening.")]
Language = Annotated[str, typer.Option("--language", help="nl of en")]
ExerciseOption = Annotated[bool, typer.Option("--exercise", help="Werk in het oefenregister.")]
AsJson = Annotated[bool, typer.Option("--json", help="Als JSON.")]

TODAY_START_LIST = "2026-01-01"
LANGUAGES = ("nl", "en")


def refuse(message: str, code: int = 1) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def _settings(**overrides: object) -> Settings:
    return read_settings(os.environ, **{name: value for name, value in overrides.items() if value})


@contextmanager
def _register(settings: Settings, with_start_list: bool = True) -> Iterator[Register]:
    """The register, made ready when its data folder is empty."""
    from busrisk.register.session import Register
    from busrisk.workflow.make_ready import make_ready

    register = Register(settings)
    try:
        make_ready(register, settings, with_start_list, tell=lambda step: typer.echo(step, err=True))
        yield register
    finally:
        register.close()


def _acting(register: Register, who: str, region: str, action: Action) -> Person:
    """The person named, if that person may do this. Everybody works within a scope, here as on the pages."""
    from busrisk.register.people import named

    with register.reader() as reader:
        person = named(reader, who, region)
    if not person.scope.may(action):
        refuse(f"{person.name} ({person.email}) mag dit niet: {action}.", 3)
    return person


def _day(text: str, option: str) -> date:
    from busrisk.core.dutch import ValueRefused, read_date

    try:
        read = read_date(text)
    except ValueRefused as refusal:
        refuse(f"{option}: {refusal}", 2)
    if read is None or not read.is_whole_day:
        refuse(f"{option}: een hele dag is nodig, bijvoorbeeld 2026-01-01. U gaf: {text!r}.", 2)
    return read.first


def _known_at(text: str | None) -> datetime | None:
    """A day means until its end (UTC); an instant means that instant."""
    if text is None:
        return None
    if "T" in text:
        try:
            instant = datetime.fromisoformat(text)
            return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            refuse(
                f"--known-at: geen tijdstip: {text!r}. Gebruik 2026-06-01 of 2026-06-01T12:00:00+00:00.", 2
            )
    day = _day(text, "--known-at")
    end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return end - timedelta(microseconds=1)


def _edition(day: date) -> Edition:
    from busrisk.rulebook.shelf import NoEditionInForce, edition_in_force

    try:
        return edition_in_force(day)
    except NoEditionInForce as refusal:
        refuse(str(refusal))


def _spoken(language: str) -> str:
    if language not in LANGUAGES:
        refuse(f"--language: {language!r} is er niet. Kies uit: {', '.join(LANGUAGES)}.", 2)
    return language


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Toon de versie.")] = False) -> None:
    """Busregister: wat is er bekend over toegang op afstand tot ov-bussen, en wat niet."""
    if version:
        typer.echo(f"busrisk {__version__}")
        raise typer.Exit


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Poort op 127.0.0.1.")] = 8000,
    data_dir: Annotated[Path | None, typer.Option(help="Map voor alles wat geschreven wordt.")] = None,
    exercise: ExerciseOption = False,
) -> None:
    """Start het register op 127.0.0.1 en druk aanmeldlinks af."""
    from busrisk.serving import serve as run

    run(_settings(data_dir=data_dir, exercise=exercise), port)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Het bestand, bijvoorbeeld data/concessions.csv.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Toon wat zou veranderen; bewaar niets.")
    ] = False,
    peildatum: Annotated[str, typer.Option(help="De dag waarover het bestand spreekt.")] = TODAY_START_LIST,
    whole_list: Annotated[
        bool, typer.Option("--whole-list", help="Het bestand is de hele lijst: wat ontbreekt, vervalt.")
    ] = False,
    as_: As = "administrator",
    exercise: ExerciseOption = False,
) -> None:
    """Lees een startlijst in: eerst alles controleren, dan alles of niets bewaren."""
    from busrisk.access.regions import NETHERLANDS
    from busrisk.core.companion_files import read_companions
    from busrisk.core.faults import StartListRefused
    from busrisk.core.start_list import read_start_list
    from busrisk.paths import DATA
    from busrisk.workflow.import_fleet import import_fleet, read_files

    settings = _settings(exercise=exercise)
    day = _day(peildatum, "--peildatum")
    try:
        files = read_files(file, DATA)
        read_start_list(files.start_list, files.name, read_companions(files.companions))
        with _register(settings, with_start_list=False) as register:
            person = _acting(register, as_, NETHERLANDS.code, Action.IMPORT_FLEET)
            report = import_fleet(
                register, files, person.email, NETHERLANDS, day, dry_run=dry_run, whole_list=whole_list
            )
    except StartListRefused as refused:
        for fault in refused.faults:
            typer.echo(fault.sentence, err=True)
        refuse(f"{len(refused.faults)} fout(en) gevonden; er is niets bewaard.")
    _tell(report, dry_run)


def _tell(report: Any, dry_run: bool) -> None:
    from busrisk.register.claims import Step

    marks = {Step.NEW: "nieuw", Step.CHANGED: "gewijzigd", Step.WITHDRAWN: "vervallen"}
    for each in report.differences:
        typer.echo(f"{marks[each.step]:10} {each.about}{': ' if each.said else ''}{each.said}")
    if report.absent and not report.count(Step.WITHDRAWN):
        typer.echo(
            f"Niet in dit bestand en ongewijzigd gelaten: {len(report.absent)} wagenparkdelen "
            "(met --whole-list vervallen ze)."
        )
    if report.changes_nothing:
        typer.echo(f"{report.rows} regels gecontroleerd: 0 wijzigingen.")
        return
    done = "Er is niets bewaard (proef)." if dry_run else "Bewaard."
    typer.echo(
        f"{report.rows} regels: {report.count(Step.NEW)} nieuw, {report.count(Step.CHANGED)} gewijzigd, "
        f"{report.count(Step.WITHDRAWN)} vervallen; {report.rescored} keer gescoord. {done}"
    )


@app.command()
def national(
    as_of: AsOf = TODAY_START_LIST,
    known_at: KnownAt = None,
    as_json: AsJson = False,
    as_: As = "administrator",
    region: RegionOption = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Het landelijk beeld: register naast controletotalen, en wat er van deze bussen bekend is."""
    from busrisk.core.national_json import national_as_json, national_as_text
    from busrisk.register.pictures import national_picture

    day, until = _day(as_of, "--as-of"), _known_at(known_at)
    edition = _edition(day)
    with _register(_settings(exercise=exercise)) as register:
        person = _acting(register, as_, region, Action.SEE_NATIONAL)
        with register.reader() as reader:
            moment = reader.moment(day, until)
            picture = national_picture(person.scope, reader, moment, edition)
            exercising = reader.exercise
    if as_json:
        _print_json(national_as_json(picture, known_at, moment.known, exercising))
    else:
        typer.echo(national_as_text(picture))


@app.command()
def score(
    answers: Annotated[Path | None, typer.Option("--answers", help="TOML-bestand met antwoorden.")] = None,
    deployment: Annotated[
        str | None, typer.Option("--deployment", help="Bewaarde score van een inzet.")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = TODAY_START_LIST,
    known_at: KnownAt = None,
    as_: As = "administrator",
    region: RegionOption = "nl",
    language: Language = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Scoor antwoorden uit een bestand zonder database, of toon de bewaarde score van een inzet."""
    from busrisk.core.facts import KnockOutStatus
    from busrisk.core.wording import word

    _spoken(language)
    if (answers is None) == (deployment is None):
        refuse("Geef óf --answers BESTAND.toml, óf --deployment SLEUTEL.", 2)
    if answers is not None:
        found = _score_file(answers, language)
    else:
        found = _stored_score(str(deployment), as_of, known_at, as_, region, language, exercise)
    if as_json:
        _print_json(found)
        return
    typer.echo(f"Klasse: {found['words']}")
    for key, bounds in found["dimensions"].items():
        typer.echo(f"{key}: {bounds[0]} tot {bounds[1]} (0 best, 4 slechtst)")
    for each in found["knock_outs"]:
        typer.echo(f"{each['id']}: {word(KnockOutStatus(each['status']), language)}")
    typer.echo(f"Kwitantie: {found['receipt']['hash']}")


def _score_file(path: Path, language: str) -> dict[str, Any]:
    from busrisk.core.answer_sheet import AnswerSheetRefused, assessment_as_json, read_answer_sheet
    from busrisk.core.receipt import receipt
    from busrisk.core.scoring import score as score_situation
    from busrisk.rulebook.shelf import NoSuchEdition, edition, edition_in_force

    today = _settings().now().date()
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
    key: str, as_of: str, known_at: str | None, who: str, region: str, language: str, exercise: bool
) -> dict[str, Any]:
    from busrisk.core.answer_sheet import assessment_as_json
    from busrisk.register.assessments import scored
    from busrisk.rulebook.shelf import edition

    day, until = _day(as_of, "--as-of"), _known_at(known_at)
    with _register(_settings(exercise=exercise)) as register:
        person = _acting(register, who, region, Action.SEE_SCORES)
        with register.reader() as reader:
            moment = reader.moment(day, until)
            known = {each.deployment.key: each for each in scored(person.scope, reader, moment)}
    found = known.get(key)
    if found is None or found.assessment is None or found.receipt is None:
        refuse(
            f"Geen inzet {key!r} binnen uw bereik op deze peildatum. Er zijn:\n" + "\n".join(sorted(known))
        )
    return assessment_as_json(found.assessment, found.receipt, edition(found.assessment.edition), language)


@export_app.command("register")
def export_register_(
    out: Annotated[Path, typer.Option("--out", help="Bestand dat eindigt op .xlsx of .csv.")],
    as_of: AsOf = TODAY_START_LIST,
    known_at: KnownAt = None,
    as_: As = "administrator",
    region: RegionOption = "nl",
    language: Language = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Het register als werkmap (.xlsx) of als csv voor Excel."""
    from busrisk.workflow.export_register import Format, export_register

    ending = out.suffix.lower().removeprefix(".")
    if ending not in set(Format):
        refuse(f"--out: {out.name} eindigt niet op .xlsx of .csv. Kies een van beide.", 2)
    day, until = _day(as_of, "--as-of"), _known_at(known_at)
    edition, spoken = _edition(day), _spoken(language)
    with _register(_settings(exercise=exercise)) as register:
        person = _acting(register, as_, region, Action.EXPORT_REGISTER)
        with register.reader() as reader, _put_in_place(out) as file:
            moment = reader.moment(day, until)
            made = export_register(
                register, reader, person, moment, edition, spoken, Format(ending), file, "command line"
            )
    typer.echo(f"{out} geschreven ({made.file_name}). Kwitantie {made.receipt}.")


@contextmanager
def _put_in_place(out: Path) -> Iterator[BinaryIO]:
    """A file that appears whole under its name, or not at all."""
    beside = out.with_name(f".{out.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(out)
    except OSError as refusal:
        refuse(f"{out}: kan niet worden geschreven ({refusal.strerror}). Kies een andere plaats.")
    finally:
        if beside.exists():
            beside.unlink()


@app.command("sign-in-link")
def sign_in_link(
    who: Annotated[str, typer.Argument(help="grantor, operator, ministry, administrator, of e-mailadres.")],
    port: Annotated[int, typer.Option(help="Poort waarop het register draait.")] = 8000,
    as_: As = "administrator",
    region: RegionOption = "nl",
    exercise: ExerciseOption = False,
) -> None:
    """Maak een aanmeldlink die één keer werkt."""
    from busrisk.register.people import issue_link, named

    with _register(_settings(exercise=exercise)) as register:
        person = _acting(register, as_, region, Action.ISSUE_SIGN_IN_LINK)
        with register.writer(person.email, "issue_sign_in_link") as writer:
            token = issue_link(writer, named(writer, who, region))
    typer.echo(f"http://127.0.0.1:{port}/aanmelden/{token}")


@app.command("open-account")
def open_account_(
    email: Annotated[str, typer.Argument(help="E-mailadres, bij voorkeur van een rolpostbus.")],
    role: Annotated[str, typer.Option(help="grantor, operator, ministry of administrator")],
    name: Annotated[str, typer.Option(help="Naam zoals die op het scherm staat.")],
    organisation: Annotated[
        str | None, typer.Option(help="Sleutel van de organisatie, zoals prov-zh.")
    ] = None,
    region: RegionOption = "nl",
    as_: As = "administrator",
    exercise: ExerciseOption = False,
) -> None:
    """Open een account, als beheerder; het eerste account van een register opent wie de opdracht geeft."""
    from busrisk.access.policy import Role
    from busrisk.register.people import accounts, open_account

    if role not in set(Role):
        refuse(f"--role: {role!r} bestaat niet. Kies uit: {', '.join(Role)}.", 2)
    with _register(_settings(exercise=exercise)) as register:
        with register.reader() as reader:
            is_first = not accounts(reader)
        who = "command line" if is_first else _acting(register, as_, region, Action.ISSUE_SIGN_IN_LINK).email
        with register.writer(who, "open_account") as writer:
            made = open_account(writer, email, name, Role(role), region, organisation, demo=False)
    if not made:
        refuse(f"{email} heeft al een account. Kies een ander adres.")
    typer.echo(f"Account {email} ({role}) staat klaar. Aanmelden: busrisk sign-in-link {email}")


@app.command()
def routes() -> None:
    """Alle adressen, met de handeling die ervoor nodig is."""
    from busrisk.app import make_app
    from busrisk.web.gate import routes_of

    with _register(_settings(), with_start_list=False):
        for line in routes_of(make_app(_settings())):
            typer.echo(line)


@app.command("check-rulebook")
def check_rulebook() -> None:
    """Controleer het regelboek: volledig, juist gespeld, verzegeld."""
    from busrisk.rulebook.shelf import RulebookRefused, check, editions

    try:
        faults = check()
    except RulebookRefused as refusal:
        refuse(str(refusal))
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        refuse(f"{len(faults)} fout(en) in het regelboek.")
    for edition in editions():
        typer.echo(f"Editie {edition.id}: {len(edition.questions)} vragen, in orde ({edition.digest[:12]}).")


def main() -> None:
    """Runs a command; what a person can mend is one sentence on standard error, without a trace."""
    gc.set_threshold(50_000, 20, 20)  # starting up makes many objects and no rubbish
    try:
        app()
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
