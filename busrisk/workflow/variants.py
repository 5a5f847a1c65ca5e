"""Which vehicle type a row of a start list speaks of, and which deployment: keys that a person can read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from busrisk.core.files.start_rows import StartRow
from busrisk.core.fleet.statement import BatchStated
from busrisk.register.fleet_book import VariantSaid

# Words and signs by which a source says that a model is several models, or none it knows.
_MIXED = re.compile(
    r"\b(and|or|en|of|not stated|unspecified|unknown|other|various|mixed"
    r"|niet opgegeven|onbekend|overige?|divers|diverse|gemengd)\b|[&/]",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"[a-z0-9\s.,()'’_-]*")


def variant_of(row: BatchStated) -> VariantSaid:
    """The vehicle type of a row. A blank, mixed or unnamed model is a type of this record alone: one shared
    'unknown' type would carry answers from one concession to another. What the record says of maker and
    model is part of that type, so that a corrected maker does not keep the answers of the old one."""
    if (shared := _shared(row.makers, row.model)) is not None:
        return shared
    key = f"{row.record_id}~{_described(row.makers, row.model) or 'unknown'}"
    return VariantSaid(key, row.model, row.makers, shared=False)


@lru_cache(maxsize=4096)
def _shared(makers: tuple[str, ...], model: str | None) -> VariantSaid | None:
    """The type that a source names by makers and model, the same in every record; None where it does not."""
    if not makers or not model or _MIXED.search(model):
        return None
    return VariantSaid(_described(makers, model), model, makers, shared=True)


def _described(makers: tuple[str, ...], model: str | None) -> str:
    return slug(" ".join((*makers, model or "")))


def deployment_key(row: StartRow) -> str:
    """Concession, variant and operator, readable: 'zhn.yutong-u15-first-batch.qbuzz'."""
    return f"{row.concession.key}.{variant_of(row).key}.{row.concession.operator}"


@lru_cache(maxsize=4096)
def slug(text: str) -> str:
    """Lower-case words with hyphens; 'U12' and 'U12+' stay different, as do two names in another script."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    words = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if _EXPECTED.fullmatch(bare):
        return words
    return f"{words}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}".strip("-")
