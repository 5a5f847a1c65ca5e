"""Opens the front doors: each address of the map leads to its view, looked up at its first visit."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, cast

from flask import Flask

from busrisk.web import gate
from busrisk.web.routes import ROUTES, Route

WEB = "busrisk.web"


def open_doors(app: Flask) -> None:
    """Gives every route of the map its address, marked with the action it needs.

    No view is imported before somebody comes, so a start loads no door that nobody opens.
    """
    for route in ROUTES:
        view = gate.needs(route.action)(_behind(route))
        app.add_url_rule(route.address, route.endpoint, view, methods=[route.method])


def view_of(route: Route) -> Callable[..., Any]:
    """The function behind a route. Raises ImportError or AttributeError where the map names none."""
    module, function = route.view.split(":")
    return cast(Callable[..., Any], getattr(import_module(f"{WEB}.{module}"), function))


def _behind(route: Route) -> Callable[..., Any]:
    found = cache(lambda: view_of(route))

    def view(**arguments: Any) -> Any:
        return found()(**arguments)

    return view
