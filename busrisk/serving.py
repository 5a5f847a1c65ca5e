"""Starting the register on this machine: one process, one address, links to sign in with."""

from __future__ import annotations

import gc
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from busrisk.register.people import Person, accounts, issue_link
from busrisk.register.session import Register
from busrisk.settings import Refusal, Settings
from busrisk.workflow.make_ready import make_ready

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
_ROLE_ORDER = ("grantor", "operator", "ministry", "administrator")


class PortBusy(Refusal):
    """Something else listens on the port."""


def serve(settings: Settings, port: int) -> None:
    """Takes the port, makes the register ready, prints address and sign-in links, and serves until stopped.

    Raises PortBusy before any work is done; the other refusals say themselves what to do.
    """
    begun = time.perf_counter()
    with take_port(port) as listener:
        _serve_on(listener, settings, begun)


def _serve_on(listener: socket.socket, settings: Settings, begun: float) -> None:
    port = listener.getsockname()[1]
    register = Register(settings)
    make_ready(register, settings)
    _note_port(settings, port)
    if not settings.production:
        _print_links(register, port)
    register.close()
    from busrisk.app import make_app

    app = make_app(settings)
    gc.freeze()  # what was made until here stays; what visits make is looked through from here on
    gc.set_threshold(50_000, 20, 20)
    took = f"{time.perf_counter() - begun:.1f}".replace(".", ",")
    print(
        f"\nKlaar in {took} s. Open http://{HOST}:{port}/  (stoppen: Ctrl+C)",
        flush=True,
    )
    from waitress import create_server

    server = create_server(
        app,
        sockets=[listener],
        threads=8,
        ident=None,
        clear_untrusted_proxy_headers=not settings.trusted_proxies,  # else the app itself believes them
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # a request under way is answered first
    server.run()  # returns when it is interrupted
    app.extensions["busrisk"].register.close()
    print("\nGestopt. De gegevens blijven bewaard.")


def last_port(settings: Settings) -> int:
    """The port on which this register was last started; the default one when it never was."""
    try:
        return int(_port_file(settings).read_text())
    except (OSError, ValueError):
        return DEFAULT_PORT


def _note_port(settings: Settings, port: int) -> None:
    """Kept for `sign-in-link`; a folder that cannot be written to only costs that convenience."""
    with suppress(OSError):
        _port_file(settings).write_text(str(port))


def _port_file(settings: Settings) -> Path:
    return settings.data_dir / ("exercise.port" if settings.exercise else "register.port")


def take_port(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1; port 0 lets the machine choose."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as refusal:
        listener.close()
        raise PortBusy(
            f"Poort {port} is niet beschikbaar. Stop het programma dat er luistert, "
            f"of kies een andere met --port {min(port + 1, 65535)}."
        ) from refusal
    return listener


def _print_links(register: Register, port: int) -> None:
    with register.reader() as reader:
        people = [person for person in accounts(reader) if person.demo]
    people.sort(key=lambda person: (person.region != "nl", _ROLE_ORDER.index(person.role)))
    print("\nAanmelden (elke link werkt één keer, 12 uur lang):")
    with register.writer("busrisk", "issue_sign_in_link") as writer:
        for person in people:
            token = issue_link(writer, person)
            print(f"  {_label(person):58} http://{HOST}:{port}/aanmelden/{token}")


def _label(person: Person) -> str:
    of = f" · {person.organisation.name}" if person.organisation else ""
    return f"{person.name}{of} · {person.region_name_nl}"
