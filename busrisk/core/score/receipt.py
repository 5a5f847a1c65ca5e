"""What a score was made from, in digests that anybody can recompute."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Admission, Answer, Assessment, Receipt, Situation

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(thing: object) -> str:
    """SHA-256, in hexadecimal, over canonical JSON: keys sorted, no spaces, UTF-8.

    Takes dataclasses, mappings with text keys, lists, tuples, sets, dates, text, numbers, booleans and
    None. Raises TypeError for anything else and ValueError for a number that is none.
    """
    return hashlib.sha256(_canonical(_plain(thing)).encode()).hexdigest()


def answers_digest(situation: Situation) -> str:
    """Digest of what was said of a deployment; the order of the answers makes no difference.

    The reference date is left out: it stands in the receipt by itself.
    """
    answers = ",".join(map(_quoted, sorted(map(_stated, situation.answers))))
    admission, closed = _stated(situation.admission), _canonical(situation.closed)
    whole = f'{{"admission":{admission},"answers":[{answers}],"closed":{closed}}}'  # keys in order: canonical
    return hashlib.sha256(whole.encode()).hexdigest()


@lru_cache(maxsize=100_000)
def _stated(said: Answer | Admission) -> str:
    """One fact in canonical JSON; the same few are said of many deployments."""
    return _canonical(_plain(said))


@lru_cache(maxsize=100_000)
def _quoted(words: str) -> str:
    return _canonical(words)


def receipt(assessment: Assessment, app_version: str, subject: str = "") -> Receipt:
    """The receipt of an assessment; its `hash` is the same wherever the same score is shown.

    `subject` is the key of the deployment: two deployments with equal answers have different receipts.
    """
    return Receipt(
        app_version=app_version,
        edition=assessment.edition,
        rules_digest=assessment.rules_digest,
        answers_digest=assessment.answers_digest,
        on=assessment.on,
        hash=receipt_hashes(assessment, app_version)(subject),
    )


def receipt_hashes(assessment: Assessment, app_version: str) -> Callable[[str], str]:
    """The hash of a receipt by its subject: what equal scores of many subjects share is digested once."""
    covered = {
        "app_version": app_version,
        "edition": assessment.edition,
        "rules_digest": assessment.rules_digest,
        "answers_digest": assessment.answers_digest,
        "on": assessment.on.isoformat() if assessment.on else None,
        "class": assessment.letters,
        "dimensions": {key: (one.low, one.high) for key, one in assessment.dimensions},
        "knock_outs": {knock_out.id: knock_out.status for knock_out in assessment.knock_outs},
    }
    # 'subject' is the last key in order, so what goes before it is the same for all.
    shared = hashlib.sha256(_canonical(covered)[:-1].encode())

    def hash_of(subject: str) -> str:
        own = shared.copy()
        own.update(f',"subject":{_canonical(subject)}}}'.encode())
        return own.hexdigest()

    return hash_of


def _canonical(plain: Any) -> str:
    return _CANONICAL.encode(plain)


def _plain(thing: Any) -> Any:
    """`thing` in the terms of JSON."""
    match thing:
        case None | bool() | int() | float() | str():
            return thing
        case PartialDate():
            return thing.text
        case date():
            return thing.isoformat()
        case dict():
            return {_key(key): _plain(value) for key, value in thing.items()}
        case list() | tuple():
            return [_plain(each) for each in thing]
        case set() | frozenset():
            return sorted((_plain(each) for each in thing), key=_canonical)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    raise TypeError(f"no digest of {type(thing).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"no digest of a mapping with key {key!r}")
    return key
