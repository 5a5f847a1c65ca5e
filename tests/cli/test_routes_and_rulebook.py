"""`busrisk routes`, `check-rulebook` and `--version`."""

from __future__ import annotations

from busrisk.app import make_app
from busrisk.register.session import Register
from busrisk.web.gate import routes_of
from tests.cli.conftest import Run
from tests.commands import Command
from tests.web.visits import register_of


def test_the_routes_are_told_with_the_action_each_needs(busrisk: Run, ready: Register) -> None:
    app = make_app(ready.settings)
    assert busrisk("routes").out == "".join(f"{line}\n" for line in routes_of(app))
    register_of(app).close()


def test_the_rulebook_is_in_order(command: Command) -> None:
    ran = command("check-rulebook", env={})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Editie 2026-12: ")
    assert "in orde" in ran.out


def test_the_version_is_told(command: Command) -> None:
    ran = command("--version", env={})
    assert (ran.code, ran.out.split()[0]) == (0, "busrisk")
