"""The answers of an answer sheet: per question one entry or several, each an option or a state."""

from __future__ import annotations

from collections.abc import Mapping

from busrisk.core.facts import Answer, AnswerState, Grade
from busrisk.core.files.sheet_faults import Findings
from busrisk.core.files.sheet_values import choice, refuse_other_keys, whole_day, yes_or_no
from busrisk.rulebook.shape import Edition, Question

_WITH_STATE = ("state", "of_variant")
_WITH_POINTS = ("points", "option", "grade", "valid_until", "baseline_changed", "other_variant", "of_variant")
_EXAMPLE = '{ points = 3, grade = "E1" } of { state = "unknown" }'
MOST_POINTS = 4


def read_answers(table: object, edition: Edition, found: Findings) -> tuple[Answer, ...]:
    """The answers under [answers]; what is refused is left out and stands in `found`."""
    if not isinstance(table, dict):
        found.add("answers", table, "Dit is geen tabel met antwoorden.", "Begin een regel met [answers].")
        return ()
    asked = {question.id: question for question in edition.questions}
    answers: list[Answer] = []
    for id, entries in table.items():
        if id not in asked:
            _refuse_question(id, entries, asked, edition, found)
            continue
        several = entries if isinstance(entries, list) else [entries]
        read = (_answer(f'answers."{id}"', asked[id], entry, found) for entry in several)
        answers += [answer for answer in read if answer is not None]
    return tuple(answers)


def _refuse_question(
    id: str, entry: object, asked: Mapping[str, Question], edition: Edition, found: Findings
) -> None:
    same = [known for known in asked if known.casefold() == id.strip().casefold()]
    beside = [known for known in asked if id and known[0] == id[0]]
    if id.isdigit() and isinstance(entry, dict):
        remedy = f'Zet het nummer van de vraag tussen aanhalingstekens, als in "{id}.1".'
    elif same:
        remedy = f'Schrijf "{same[0]}".'
    else:
        remedy = f"Kies uit: {', '.join(beside or asked)}."
    found.add(f'answers."{id}"', None, f"Editie {edition.id} kent deze vraag niet.", remedy)


def _answer(place: str, question: Question, entry: object, found: Findings) -> Answer | None:
    if not isinstance(entry, dict):
        found.add(place, entry, "Dit is geen antwoord.", f"Schrijf {_EXAMPLE}.")
        return None
    of_variant = yes_or_no(f"{place}.of_variant", entry.get("of_variant", False), found)
    if "state" in entry:
        return _state(place, question, entry, of_variant, found)
    refuse_other_keys(entry, ("state", *_WITH_POINTS), f"{place}.", found)
    points, grade = _points(place, question, entry, found), _grade(place, entry, found)
    until = entry.get("valid_until")
    valid_until = None if until is None else whole_day(f"{place}.valid_until", until, found)
    changed, other = (
        yes_or_no(f"{place}.{key}", entry.get(key, False), found)
        for key in ("baseline_changed", "other_variant")
    )
    if points is None or grade is None:
        return None
    return Answer(
        question.id, AnswerState.ANSWERED, points, grade, valid_until, changed, other, of_variant=of_variant
    )


def _state(
    place: str, question: Question, entry: Mapping[str, object], of_variant: bool, found: Findings
) -> Answer | None:
    state = choice(AnswerState, f"{place}.state", entry["state"], "toestand", found)
    for key in entry:
        if key not in _WITH_STATE:
            found.add(
                f"{place}.{key}",
                entry[key],
                "Dit past niet bij een toestand.",
                "Verwijder deze sleutel of state.",
            )
    if state is AnswerState.ANSWERED:
        found.add(f"{place}.state", state, "Een antwoord heeft punten en een graad.", f"Schrijf {_EXAMPLE}.")
    return None if state is None else Answer(question.id, state, of_variant=of_variant)


def _grade(place: str, entry: Mapping[str, object], found: Findings) -> Grade | None:
    if "grade" not in entry:
        remedy = 'Voeg toe: grade = "E1" (verklaard), "E2" (gedocumenteerd) of "E3" (onafhankelijk getest).'
        found.add(place, entry, "De graad van het bewijs ontbreekt.", remedy)
        return None
    return choice(Grade, f"{place}.grade", entry["grade"], "graad van bewijs", found)


def _points(place: str, question: Question, entry: Mapping[str, object], found: Findings) -> int | None:
    if "points" in entry and "option" in entry:
        found.add(place, entry, "Hier staan points en option samen.", "Laat een van de twee weg.")
        return None
    if "option" in entry:
        return _option(f"{place}.option", question, entry["option"], found)
    if "points" not in entry:
        found.add(place, entry, "Punten of een optie ontbreken.", f"Schrijf {_EXAMPLE}.")
        return None
    points = entry["points"]
    if isinstance(points, bool) or not isinstance(points, int) or not 0 <= points <= MOST_POINTS:
        found.add(f"{place}.points", points, "Dit zijn geen punten.", "Kies 0, 1, 2, 3 of 4 (0 is het best).")
        return None
    return points


def _option(key: str, question: Question, value: object, found: Findings) -> int | None:
    """The points of an option named by its whole text, Dutch or English, or by its points as text."""
    named = {str(points): points for points in range(MOST_POINTS + 1)}
    for option in question.options:
        named |= {_folded(option.text.nl): option.points, _folded(option.text.en): option.points}
    if isinstance(value, str) and _folded(value) in named:
        return named[_folded(value)]
    texts = " | ".join(f"{option.points} {option.text.nl.rstrip('.')}" for option in question.options)
    remedy = f"Neem de tekst van een optie over, of haar punten als tekst: {texts or '0 tot en met 4'}."
    found.add(key, value, f"Vraag {question.id} heeft deze optie niet.", remedy)
    return None


def _folded(text: str) -> str:
    """Case, runs of white space and a last full stop make no difference to which option is meant."""
    return " ".join(text.casefold().split()).rstrip(". ")
