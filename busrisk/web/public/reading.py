"""What a reader looks up: the method, and the accessibility statement."""

from __future__ import annotations

from flask.wrappers import Response

from busrisk.web.installation import installation
from busrisk.web.page import cached, show
from busrisk.web.public.accessibility import accessibility_page
from busrisk.web.public.method import method_page


@cached
def method() -> Response:
    return show("public/method.html", method_page(installation().edition))


@cached
def accessibility() -> Response:
    return show("public/accessibility.html", accessibility_page(installation().settings))
