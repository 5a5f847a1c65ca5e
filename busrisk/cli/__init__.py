"""The `busrisk` command. Heavy imports wait inside the commands, so that each starts quickly."""

from __future__ import annotations

import gc
import os
import sys
from typing import Annotated

import typer

from busrisk import __version__
from busrisk.cli import figures, files, fleet, people, upkeep
from busrisk.cli.ground import app
from busrisk.settings import Refusal

__all__ = ["figures", "files", "fleet", "main", "people", "upkeep"]


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Toon de versie.")] = False) -> None:
    """Busregister: wat is er bekend over toegang op afstand tot ov-bussen, en wat niet."""
    if version:
        typer.echo(f"busrisk {__version__}")
        raise typer.Exit


def main() -> None:
    """Runs a command; what a person can mend is one sentence on standard error, without a trace."""
    os.umask(0o077)  # what is written is confidential: database, exports, and what stands beside them
    gc.set_threshold(1_000_000, 20, 20)  # starting up makes many objects and no rubbish
    try:
        app()
    except Refusal as refusal:
        typer.echo(str(refusal), err=True)
        sys.exit(1)
