"""What this is, how it scores, and the small files that the web expects."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request
from flask.wrappers import Response

from busrisk.access.policy import Action
from busrisk.core.facts import Interval
from busrisk.web.drawn import class_boxes
from busrisk.web.gate import needs, reader
from busrisk.web.installation import Entry, installation
from busrisk.web.language import N_
from busrisk.web.page import cached, show
from busrisk.web.public.accessibility import accessibility_page
from busrisk.web.public.headlines import day_of, headlines, published
from busrisk.web.public.method import method_page
from busrisk.web.public.pages import HomePage

door = Blueprint("public", __name__)
ENTRIES = (
    Entry("public.home", N_("Over dit register"), Action.READ_PUBLIC, N_("Naslag")),
    Entry("public.method", N_("Methode"), Action.READ_METHOD, N_("Naslag")),
)
EXAMPLE = Interval(2, 4)  # 'at least C, E cannot be excluded': how an interval is read
A_DAY = {"Cache-Control": "public, max-age=86400"}
ROBOTS = "User-agent: *\nAllow: /$\nAllow: /methode\nAllow: /toegankelijkheid\nAllow: /static/\nDisallow: /\n"


@door.get("/")
@needs(Action.READ_PUBLIC)
@cached
def home() -> Response:
    found = published(reader())
    page = HomePage(headlines=headlines(found), day=day_of(found), example=class_boxes(EXAMPLE))
    return show("public/home.html", page)


@door.get("/methode")
@needs(Action.READ_METHOD)
@cached
def method() -> Response:
    return show("public/method.html", method_page(installation().edition))


@door.get("/toegankelijkheid")
@needs(Action.READ_PUBLIC)
@cached
def accessibility() -> Response:
    return show("public/accessibility.html", accessibility_page(installation().settings))


@door.get("/levend")
@needs(Action.READ_PUBLIC)
def alive() -> Response:
    """Says that the process answers, without a look at the register."""
    return Response("levend\n", mimetype="text/plain")


@door.get("/robots.txt")
@needs(Action.READ_PUBLIC)
def robots() -> Response:
    return Response(ROBOTS, mimetype="text/plain", headers=A_DAY)


@door.get("/.well-known/security.txt")
@needs(Action.READ_PUBLIC)
def security() -> Response:
    """RFC 9116. Contact is the deployment's own; until it is set, the page that says whom to ask."""
    at = installation()
    contact = at.settings.security_contact or f"{request.url_root}#kwetsbaarheid"
    expires = (at.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = (f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: nl, en")
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers=A_DAY)
