"""The environment, read once and frozen."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SHORTEST_SECRET = 32
FEWEST_SIGNS = 8  # a secret of fewer different characters is a pattern
MOST_PROXIES = 9
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FEWEST_CONTRIBUTORS = 3  # unless a setting says otherwise
_ON = ("1", "true", "ja", "yes", "on")
_OFF = ("", "0", "false", "nee", "no", "off")


class Refusal(Exception):
    """Something a person can mend: the message says in Dutch what is wrong and what to do."""


class SettingRefused(Refusal):
    """A setting is missing, unsafe or unreadable; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """What a deployment decides. `clock` stands in for now in exercises and tests, never in production."""

    data_dir: Path
    database_url: str
    production: bool = False
    exercise: bool = False
    secret_key: str | None = None
    trusted_proxies: int = 0  # how many proxies stand in front, each adding to X-Forwarded-For
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    product_name: str = "Busregister"
    security_contact: str = ""  # where a weakness is reported: a mailto: or https: address (RFC 9116)
    accessibility_contact: str = ""  # where a barrier is reported: a mailto: or https: address
    clock: datetime | None = None
    zone: ZoneInfo = AMSTERDAM  # whose days and hours readers see; stored is UTC
    fewest_contributors: int | None = None  # None: as many as this kind of register asks

    @property
    def fewest(self) -> int:
        """How many different operators must be behind a figure before it is shown to who sees no scores.

        One in an exercise: its answers are invented, and it is there to show what answers do.
        """
        return self.fewest_contributors or (1 if self.exercise else FEWEST_CONTRIBUTORS)

    def now(self) -> datetime:
        """This moment, on the clock of the deployment's own zone."""
        return (self.clock or datetime.now(UTC)).astimezone(self.zone)

    def end_of(self, day: date) -> datetime:
        """The last instant of a day: what was recorded that day counts as known."""
        next_day = datetime.combine(day + timedelta(days=1), time(), self.zone)
        return next_day.astimezone(UTC) - timedelta(microseconds=1)

    @property
    def embedded(self) -> bool:
        return self.database_url.startswith("sqlite")

    def make_data_dir(self) -> None:
        """Makes the data folder, for this user alone; one that is there stays as it is. Raises OSError."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)

    def signing_key(self) -> str:
        """The key that signs cookies: from the environment, else made once in the data folder.

        Raises SettingRefused when the kept key cannot be made or read, or is no whole key.
        """
        if self.secret_key:
            return self.secret_key
        kept = self.data_dir / "signing.key"
        try:
            if not kept.exists():
                self.make_data_dir()
                _make_key(kept)
            key = kept.read_bytes().decode("ascii", "ignore").strip()
            if kept.stat().st_mode & 0o077:
                kept.chmod(0o600)
        except OSError as refusal:
            raise SettingRefused(
                f"De ondertekeningssleutel {kept} kan niet worden gemaakt of gelezen ({refusal.strerror}). "
                "Maak de map en het bestand toegankelijk, of zet een sleutel in BUSRISK_SECRET_KEY."
            ) from refusal
        if len(key) < SHORTEST_SECRET:  # never made anew by itself: another process may be signing with it
            raise SettingRefused(
                f"De ondertekeningssleutel {kept} is leeg of korter dan {SHORTEST_SECRET} tekens. Verwijder "
                "het bestand en start opnieuw: er komt een nieuwe, en iedereen meldt zich opnieuw aan."
            )
        return key


def _make_key(kept: Path) -> None:
    """Writes a new key beside and puts it in place whole; of two processes at once the first one wins."""
    beside = kept.with_name(f"{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            os.link(beside, kept)
    finally:
        beside.unlink()
    _keep_names(kept.parent)


def _keep_names(folder: Path) -> None:
    """Puts the names in a folder on the disk, where the system knows how."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _switch(environ: Mapping[str, str], name: str) -> bool:
    given = environ.get(name, "").strip().lower()
    if given not in _ON + _OFF:
        raise SettingRefused(
            f"{name} is aan of uit, en {environ[name]!r} is geen van beide. Gebruik 1 of 0 "
            "(ook true, ja, yes, on; false, nee, no, off)."
        )
    return given in _ON


def _proxies(environ: Mapping[str, str]) -> int:
    given = environ.get("BUSRISK_TRUSTED_PROXIES", "").strip() or "0"
    if given not in map(str, range(MOST_PROXIES + 1)):
        raise SettingRefused(
            f"BUSRISK_TRUSTED_PROXIES is geen aantal: {given!r}. Zet hoeveel proxy's er voor dit register "
            f"staan, van 0 tot en met {MOST_PROXIES}."
        )
    return int(given)


def _contributors(environ: Mapping[str, str]) -> int | None:
    given = environ.get("BUSRISK_FEWEST_CONTRIBUTORS", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and int(given)):
        raise SettingRefused(
            f"BUSRISK_FEWEST_CONTRIBUTORS is geen aantal: {given!r}. Zet van hoeveel verschillende "
            "vervoerders een cijfer ten minste moet komen, als heel getal vanaf 1."
        )
    return int(given)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise SettingRefused(
            f"BUSRISK_CLOCK is geen tijdstip: {text!r}. Gebruik bijvoorbeeld 2026-06-01T12:00:00+00:00."
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _zone(environ: Mapping[str, str]) -> ZoneInfo:
    name = environ.get("BUSRISK_TIMEZONE", "").strip()
    try:
        return ZoneInfo(name) if name else Settings.zone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingRefused(
            f"BUSRISK_TIMEZONE is geen tijdzone: {name!r}. Gebruik bijvoorbeeld Europe/Amsterdam."
        ) from None


def read_settings(environ: Mapping[str, str] = os.environ, **overrides: object) -> Settings:
    """Settings from the environment; `overrides` come from the command line and win.

    Raises SettingRefused on a setting that production may not have.
    """
    production = _switch(environ, "BUSRISK_PRODUCTION")
    exercise = bool(overrides.get("exercise", _switch(environ, "BUSRISK_EXERCISE")))
    proxies = _proxies(environ)
    home = Path.home() / ".local" / "share" / "busrisk"
    data_dir = (
        Path(str(overrides.get("data_dir") or environ.get("BUSRISK_DATA_DIR") or home)).expanduser().resolve()
    )
    file = "exercise.sqlite3" if exercise else "register.sqlite3"
    url = environ.get("BUSRISK_DATABASE_URL") or f"sqlite:///{data_dir / file}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
        if not urlsplit(url).path.strip("/"):
            raise SettingRefused(
                "BUSRISK_DATABASE_URL noemt geen database. Gebruik postgresql://gebruiker@server/naam."
            )
    secret = environ.get("BUSRISK_SECRET_KEY")
    hosts = tuple(
        host.strip() for host in environ.get("BUSRISK_TRUSTED_HOSTS", "").split(",") if host.strip()
    )
    clock = environ.get("BUSRISK_CLOCK")
    if production:
        if not secret or len(secret.strip()) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS:
            raise SettingRefused(
                "Productie weigert te starten: BUSRISK_SECRET_KEY ontbreekt, is korter dan "
                f"{SHORTEST_SECRET} tekens of herhaalt zich. Zet een eigen, willekeurige waarde."
            )
        if exercise:
            raise SettingRefused("Productie weigert oefengegevens: start zonder --exercise.")
        if clock:
            raise SettingRefused("Productie weigert BUSRISK_CLOCK: een register leeft op de echte klok.")
        if not hosts or any("*" in host for host in hosts):
            raise SettingRefused(
                "Productie weigert te starten: zet BUSRISK_TRUSTED_HOSTS op de hostnaam, zonder jokerteken."
            )
        if not proxies:
            raise SettingRefused(
                "Productie weigert onversleuteld verkeer: zet een proxy met TLS voor dit register en "
                "BUSRISK_TRUSTED_PROXIES op het aantal proxy's, meestal 1."
            )
    return Settings(
        data_dir=data_dir,
        database_url=url,
        production=production,
        exercise=exercise,
        secret_key=secret,
        trusted_proxies=proxies,
        trusted_hosts=hosts or Settings.trusted_hosts,
        product_name=environ.get("BUSRISK_NAME") or Settings.product_name,
        security_contact=environ.get("BUSRISK_SECURITY_CONTACT", ""),
        accessibility_contact=environ.get("BUSRISK_ACCESSIBILITY_CONTACT", ""),
        clock=_instant(clock) if clock else None,
        zone=_zone(environ),
        fewest_contributors=_contributors(environ),
    )
