"""The headers, limits and cookie of every response, as data."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask.wrappers import Response
from werkzeug.middleware.proxy_fix import ProxyFix

from busrisk.settings import Settings

POLICY = "; ".join(
    f"{directive} {sources}"
    for directive, sources in {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }.items()
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # 'no-referrer' would break the CSRF check behind TLS, which compares the referrer's origin
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UNLESS_STATED = {"Cache-Control": "no-store"}  # a view of public files may say otherwise
BEHIND_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

COOKIE = "__Host-busrisk"
CONFIG: dict[str, Any] = {
    "SESSION_COOKIE_NAME": COOKIE,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_PATH": "/",
    "MAX_CONTENT_LENGTH": 1 << 20,  # part of a form; an upload states its own limit
    "MAX_FORM_MEMORY_SIZE": 1 << 19,
    "MAX_FORM_PARTS": 500,
    "WTF_CSRF_TIME_LIMIT": None,  # a form left open is not lost; the visit itself ends after 12 hours
}


def guard(app: Flask, settings: Settings) -> None:
    """Sets the limits and the cookie, and the headers on every response."""
    app.config.from_mapping(CONFIG)
    app.config["SECRET_KEY"] = settings.signing_key()
    if settings.exercise:  # beside the real register on one machine: two cookies, so that neither signs out
        app.config["SESSION_COOKIE_NAME"] = f"{COOKIE}-exercise"
    app.config["TRUSTED_HOSTS"] = list(settings.trusted_hosts)
    app.after_request(_dress)
    if settings.trusted_proxies:
        _stand_behind(app, settings.trusted_proxies)


def _stand_behind(app: Flask, proxies: int) -> None:
    """Believes the proxies on the visitor's address and scheme. The scheme is the nearest one's word;
    the host must be passed on as it came, and stays subject to the list of trusted hosts.
    """
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=1)  # type: ignore[method-assign]


def _dress(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers[name] = value
    for name, value in UNLESS_STATED.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.update(BEHIND_TLS)
    return response
