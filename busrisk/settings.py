"""The environment, read once and frozen."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

SHORTEST_SECRET = 32


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
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    product_name: str = "Busregister"
    security_contact: str = ""  # where a weakness is reported: a mailto: or https: address (RFC 9116)
    clock: datetime | None = None

    def now(self) -> datetime:
        return self.clock or datetime.now(UTC)

    @property
    def embedded(self) -> bool:
        return self.database_url.startswith("sqlite")

    def signing_key(self) -> str:
        """The key that signs cookies: from the environment, else made once in the data folder."""
        if self.secret_key:
            return self.secret_key
        kept = self.data_dir / "signing.key"
        if not kept.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            self._make_key(kept)
        return kept.read_text()

    def _make_key(self, kept: Path) -> None:
        """Writes a new key beside and puts it in place whole; of two processes at once the first one wins."""
        beside = kept.with_name(f"{kept.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(beside, kept)
        beside.unlink()


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise SettingRefused(
            f"BUSRISK_CLOCK is geen tijdstip: {text!r}. Gebruik bijvoorbeeld 2026-06-01T12:00:00+00:00."
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def read_settings(environ: Mapping[str, str] = os.environ, **overrides: object) -> Settings:
    """Settings from the environment; `overrides` come from the command line and win.

    Raises SettingRefused on a setting that production may not have.
    """
    production = environ.get("BUSRISK_PRODUCTION", "").lower() in {"1", "true", "ja", "yes"}
    exercise = bool(
        overrides.get("exercise", environ.get("BUSRISK_EXERCISE", "") in {"1", "true", "ja", "yes"})
    )
    home = Path.home() / ".local" / "share" / "busrisk"
    data_dir = (
        Path(str(overrides.get("data_dir") or environ.get("BUSRISK_DATA_DIR") or home)).expanduser().resolve()
    )
    file = "exercise.sqlite3" if exercise else "register.sqlite3"
    url = environ.get("BUSRISK_DATABASE_URL") or f"sqlite:///{data_dir / file}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    secret = environ.get("BUSRISK_SECRET_KEY")
    hosts = tuple(
        host.strip() for host in environ.get("BUSRISK_TRUSTED_HOSTS", "").split(",") if host.strip()
    )
    clock = environ.get("BUSRISK_CLOCK")
    if production:
        if not secret or len(secret) < SHORTEST_SECRET:
            raise SettingRefused(
                "Productie weigert te starten: BUSRISK_SECRET_KEY ontbreekt of is korter dan "
                f"{SHORTEST_SECRET} tekens. Zet een eigen, willekeurige waarde."
            )
        if exercise:
            raise SettingRefused("Productie weigert oefengegevens: start zonder --exercise.")
        if clock:
            raise SettingRefused("Productie weigert BUSRISK_CLOCK: een register leeft op de echte klok.")
        if not hosts:
            raise SettingRefused("Productie weigert te starten: zet BUSRISK_TRUSTED_HOSTS op de hostnaam.")
    return Settings(
        data_dir=data_dir,
        database_url=url,
        production=production,
        exercise=exercise,
        secret_key=secret,
        trusted_hosts=hosts or Settings.trusted_hosts,
        product_name=environ.get("BUSRISK_NAME") or Settings.product_name,
        security_contact=environ.get("BUSRISK_SECURITY_CONTACT", ""),
        clock=_instant(clock) if clock else None,
    )
