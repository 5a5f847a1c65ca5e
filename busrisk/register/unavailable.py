"""What a database may refuse, said so that a person can act on it."""

from __future__ import annotations

from pathlib import Path

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

_BROKEN = (
    "De database {where} is beschadigd of geen database. Er is niets gewijzigd. "
    "Controleer of dit de goede is, of zet een reservekopie terug."
)

_Cause = tuple[type[RegisterUnavailable], str]

# By number, never by what is printed: PostgreSQL speaks the language of its server.
_SQLITE: dict[int, _Cause] = {  # sqlite.org/rescode.html, primary result codes
    5: (RegisterBusy, _BUSY),  # SQLITE_BUSY
    6: (RegisterBusy, _BUSY),  # SQLITE_LOCKED
    8: (RegisterUnavailable, _FIXED),  # SQLITE_READONLY
    10: (RegisterUnavailable, _LOST),  # SQLITE_IOERR
    11: (RegisterUnavailable, _BROKEN),  # SQLITE_CORRUPT
    13: (RegisterFull, _FULL),  # SQLITE_FULL
    14: (RegisterUnavailable, _LOST),  # SQLITE_CANTOPEN
    26: (RegisterUnavailable, _BROKEN),  # SQLITE_NOTADB
}
_POSTGRESQL: dict[str, _Cause] = {  # PostgreSQL documentation, appendix A; two characters are a whole class
    "55P03": (RegisterBusy, _BUSY),  # lock_not_available
    "40P01": (RegisterBusy, _BUSY),  # deadlock_detected
    "53100": (RegisterFull, _FULL),  # disk_full
    "25006": (RegisterUnavailable, _FIXED),  # read_only_sql_transaction
    "08": (RegisterUnavailable, _LOST),  # connection exception
    "53": (RegisterUnavailable, _LOST),  # insufficient resources
    "57P": (RegisterUnavailable, _LOST),  # the server stops or starts
    "58": (RegisterUnavailable, _LOST),  # system error, of the disk for one
    "XX001": (RegisterUnavailable, _BROKEN),  # data_corrupted
    "XX002": (RegisterUnavailable, _BROKEN),  # index_corrupted
}


def refused_by(failure: BaseException, where: str, lost: bool = False) -> RegisterUnavailable | None:
    """The driver's failure in words; None where what was asked is at fault, and not the database.

    `lost`: the connection is gone, whatever else the driver says.
    """
    cause = _cause(failure) or ((RegisterUnavailable, _LOST) if lost else None)
    if cause is None:
        return None
    kind, sentence = cause
    return kind(sentence.format(where=where, again=_AGAIN))


def _cause(failure: BaseException) -> _Cause | None:
    number = getattr(failure, "sqlite_errorcode", None)
    if number is not None:
        return _SQLITE.get(number & 0xFF)  # the rest of an extended code says which way it came about
    state = getattr(failure, "sqlstate", None) or ""
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:3]) or _POSTGRESQL.get(state[:2])


def unopened(failure: BaseException, where: str) -> RegisterUnavailable:
    """Why no connection came about; most drivers say little, so the remedy names what it mostly is."""
    cause = _cause(failure)
    if cause is not None and cause[1] in (_BUSY, _BROKEN):
        return cause[0](cause[1].format(where=where, again=_AGAIN))
    return RegisterUnavailable(
        f"De database {where} kan niet worden geopend. Controleer of de map bestaat en schrijfbaar is, "
        "of de server draait en BUSRISK_DATABASE_URL klopt."
    )


def no_folder(folder: Path, refusal: OSError) -> RegisterUnavailable:
    return RegisterUnavailable(
        f"De gegevensmap {folder} kan niet worden gemaakt ({refusal.strerror}). "
        "Kies een map waarin u mag schrijven met --data-dir of BUSRISK_DATA_DIR."
    )


def no_address() -> RegisterUnavailable:
    """The address is not repeated: it may hold a password."""
    return RegisterUnavailable(
        "BUSRISK_DATABASE_URL is geen adres van een database waarmee busrisk kan werken. Gebruik "
        "postgresql://gebruiker@server/database (en installeer requirements-postgres.lock), of laat haar weg."
    )
