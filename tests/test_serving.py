"""Starting the register: one process, one address, links to sign in with, and data that stay."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from busrisk.register.people import accounts
from busrisk.register.session import Register
from busrisk.serving import HOST, PortBusy, take_port
from busrisk.settings import Settings
from tests.commands import Command
from tests.databases import NOW
from tests.start_lists import batch, fleet, take

CHECKOUT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"Open (http://127\.0\.0\.1:(\d+)/)")


@dataclass
class Served:
    """A running `busrisk serve`: what it printed until it was ready, and where it is."""

    process: subprocess.Popen[str]
    printed: str
    address: str

    @property
    def links(self) -> dict[str, str]:
        """The sign-in links by what is printed before them."""
        found = re.findall(r"^  (.+?)\s+(http://\S+/aanmelden/\S+)$", self.printed, re.MULTILINE)
        return dict(found)

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address.rstrip("/") + path, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()


@contextmanager
def serving(folder: Path, *arguments: str, stop: signal.Signals = signal.SIGINT) -> Iterator[Served]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("BUSRISK_")}
    command = [
        sys.executable,
        "-m",
        "busrisk.cli",
        "serve",
        "--port",
        "0",
        "--data-dir",
        str(folder),
        *arguments,
    ]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=own, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    try:
        printed = ""
        for line in process.stdout:
            printed += line
            if found := ADDRESS.search(line):
                yield Served(process, printed, found[1])
                break
        else:
            pytest.fail(f"it ended before it was ready:\n{printed}")
        process.send_signal(stop)
        assert "Gestopt. De gegevens blijven bewaard." in process.stdout.read()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_one_command_makes_a_register_prints_links_and_answers_and_a_second_keeps_it(tmp_path: Path) -> None:
    home = tmp_path / "register"
    with serving(home) as first:
        assert "Startlijst ingelezen: 66 wagenparkdelen" in first.printed
        assert re.search(r"Klaar in \d+,\d s", first.printed)
        names = list(first.links)
        assert [name.split(" · ")[0] for name in names] == [
            "Concessieverlener",
            "Vervoerder",
            "Analist ministerie",
            "Beheerder",
        ]
        assert "Provincie Zuid-Holland" in names[0]
        assert first.get("/")[0] == 200
        status, page = first.get(first.links[names[0]].removeprefix(first.address.rstrip("/")))
        assert (status, "Provincie Zuid-Holland" in page) == (200, True)
    register = Register(Settings(home, f"sqlite:///{home / 'register.sqlite3'}", clock=NOW))
    take(register, batch("ijv-01", "BYD", "240"))
    register.close()
    with serving(home) as second:
        assert "Startlijst" not in second.printed
        assert set(second.links) == set(names)
        assert set(second.links.values()).isdisjoint(first.links.values())
        assert second.get("/levend")[0] == 200
    assert [path.name for path in home.glob("register.sqlite3*")] == ["register.sqlite3"]
    register = Register(Settings(home, f"sqlite:///{home / 'register.sqlite3'}", clock=NOW))
    assert fleet(register)["ijv-01"].count.value == 240
    with register.reader() as reader:
        assert len(accounts(reader)) == 4
    register.close()


def test_the_exercise_prints_links_for_both_regions(tmp_path: Path) -> None:
    with serving(tmp_path, "--exercise", stop=signal.SIGTERM) as served:
        assert "Oefenregio Voorbeeldland geladen" in served.printed
        assert [name.split(" · ")[-1] for name in served.links] == ["Nederland"] * 4 + ["Voorbeeldland"] * 4
        assert "OEFENING" in served.get("/")[1]


# --- The port -------------------------------------------------------------------------------------


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.create_server((HOST, 0)) as other:
        yield other.getsockname()[1]


def test_a_busy_port_is_one_sentence_with_a_remedy_before_any_work_is_done(
    busy: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "register"
    ran = Command(monkeypatch, capsys)("serve", "--port", str(busy), "--data-dir", home, env={})
    assert f"Poort {busy} is niet beschikbaar." in ran.sentence
    assert f"--port {busy + 1}" in ran.sentence
    assert not home.exists()


@pytest.mark.parametrize("port", [-1, 65_536, 10**9])
def test_a_port_that_cannot_exist_is_refused_the_same_way(port: int) -> None:
    with pytest.raises(PortBusy, match=r"Stop het programma|kies een andere"):
        take_port(port)


def test_port_0_lets_the_machine_choose_and_only_this_machine_is_answered() -> None:
    with take_port(0) as listener:
        host, port = listener.getsockname()
        assert (host, port > 0) == ("127.0.0.1", True)


def test_a_register_in_production_prints_no_links_and_believes_its_proxy(tmp_path: Path) -> None:
    """Links come from `busrisk sign-in-link` there, one at a time and under somebody's name."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("BUSRISK_")}
    own |= {"BUSRISK_PRODUCTION": "on", "BUSRISK_SECRET_KEY": "0123456789abcdef" * 2}
    own |= {"BUSRISK_TRUSTED_HOSTS": "127.0.0.1", "BUSRISK_TRUSTED_PROXIES": "1"}
    command = [sys.executable, "-m", "busrisk.cli", "serve", "--port", "0", "--data-dir", str(tmp_path)]
    with subprocess.Popen(command, cwd=CHECKOUT, env=own, text=True, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            printed = ""
            for line in process.stdout:
                printed += line
                if found := ADDRESS.search(line):
                    security = transport_security(found[1])
                    break
        finally:
            process.kill()
    assert ADDRESS.search(printed)
    assert "aanmelden" not in printed
    assert "max-age" in security


def transport_security(address: str) -> str:
    """What a proxy that ends TLS is told to have browsers remember."""
    through_tls = urllib.request.Request(address, headers={"X-Forwarded-Proto": "https"})
    with urllib.request.urlopen(through_tls, timeout=10) as answer:
        return str(answer.headers["Strict-Transport-Security"])
