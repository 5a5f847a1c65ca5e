"""What a database may refuse, said so that a person can act on it."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from busrisk.settings import Refusal


class RegisterUnavailable(Refusal):
    """The database cannot be reached, read or written; the message says where and what to do."""


class RegisterBusy(RegisterUnavailable):
    """Somebody else has been writing for longer than a writer waits; nothing was changed."""


class RegisterFull(RegisterUnavailable):
    """There is no room left to write; nothing was changed, and reading goes on."""


class RegisterNewer(Refusal):
    """The database was made by a newer version of busrisk than this one."""


_BUSY = "In de database {where} is iemand anders te lang aan het schrijven. Er is niets gewijzigd. {again}"
_FULL = "De schijf van de database {where} is vol. Er is niets gewijzigd. Maak ruimte en probeer het opnieuw."
_FIXED = "De database {where} mag niet worden gewijzigd. Er is niets opgeslagen. Maak haar schrijfbaar."
_LOST = "De database {where} antwoordt niet meer. Er is niets gewijzigd. {again}"
_AGAIN = "Probeer het over een halve minuut opnieuw."

# What SQLite and PostgreSQL print, in lower case; neither offers one code for both.
_CAUSES: tuple[tuple[str, type[RegisterUnavailable], str], ...] = (
    ("database is locked", RegisterBusy, _BUSY),
    ("lock timeout", RegisterBusy, _BUSY),
    ("disk is full", RegisterFull, _FULL),
    ("no space left on device", RegisterFull, _FULL),
    ("readonly database", RegisterUnavailable, _FIXED),
    ("read-only transaction", RegisterUnavailable, _FIXED),
    ("disk i/o error", RegisterUnavailable, _LOST),
)


def refused_by(refusal: DBAPIError, where: str) -> RegisterUnavailable | None:
    """The refusal in words, or None where it is no matter of the database but of what was asked of it."""
    printed = str(refusal.orig).lower()
    for sign, kind, sentence in _CAUSES:
        if sign in printed:
            return kind(sentence.format(where=where, again=_AGAIN))
    if refusal.connection_invalidated:
        return RegisterUnavailable(_LOST.format(where=where, again=_AGAIN))
    return None


def unopened(where: str) -> RegisterUnavailable:
    return RegisterUnavailable(
        f"De database {where} kan niet worden geopend. Controleer of de map bestaat en schrijfbaar is, "
        "of de server draait en BUSRISK_DATABASE_URL klopt."
    )


def no_address() -> RegisterUnavailable:
    """The address is not repeated: it may hold a password."""
    return RegisterUnavailable(
        "BUSRISK_DATABASE_URL is geen adres van een database waarmee busrisk kan werken. Gebruik "
        "postgresql://gebruiker@server/database (en installeer requirements-postgres.lock), of laat haar weg."
    )
