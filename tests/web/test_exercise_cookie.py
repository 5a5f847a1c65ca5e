"""A real register and an exercise on one machine each have a cookie of their own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from busrisk.settings import Settings
from busrisk.web.headers import guard


def test_the_exercise_does_not_sign_anybody_out_of_the_real_register(tmp_path: Path) -> None:
    names = []
    for exercise in (False, True):
        app = Flask("test")
        guard(app, replace(Settings(tmp_path, "sqlite://"), exercise=exercise))
        names.append(app.config["SESSION_COOKIE_NAME"])
    assert names == ["__Host-busrisk", "__Host-busrisk-exercise"]
