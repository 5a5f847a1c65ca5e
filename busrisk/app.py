"""The composition root: one register, one edition, the front doors, and the gate closed behind them."""

from __future__ import annotations

from contextlib import suppress

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from jinja2.bccache import Bucket

from busrisk.paths import TEMPLATES
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from busrisk.settings import Settings
from busrisk.web import assets, doors, errors, gate, headers, language, page, written
from busrisk.web.installation import Installation
from busrisk.web.navigation import NAVIGATION


def make_app(settings: Settings) -> Flask:
    """The web app of one deployment. The register must have been migrated.

    Raises NoEditionInForce, RegisterUnavailable, and UnmarkedView when a view names no action.
    """
    app = Flask("busrisk", static_folder=None, template_folder=str(TEMPLATES))
    app.jinja_env.undefined = StrictUndefined
    if settings.embedded:
        app.jinja_env.bytecode_cache = _compiled_templates(settings)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    edition = edition_in_force(settings.now().date())
    Installation(settings, Register(settings), edition, NAVIGATION).install(app)
    headers.guard(app, settings)
    language.speak(app)
    written.teach(app)
    page.keep_pages(app)
    assets.add_assets(app)
    errors.answer_faults(app)
    doors.open_doors(app)
    gate.close(app)
    CSRFProtect(app)  # after the gate: who may not come in is not asked for a token
    return app


class CompiledTemplates(FileSystemBytecodeCache):
    """Saves time at the next start, and no more: a page does without where it cannot be kept."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled_templates(settings: Settings) -> CompiledTemplates | None:
    """Compiled templates are kept with the data, so that only the first start compiles them."""
    folder = settings.data_dir / "compiled-templates"
    try:
        settings.make_data_dir()
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return CompiledTemplates(str(folder))
