"""Every refusal as a page: what happened, why, and what to do; never a trace."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, current_app
from flask.wrappers import Response
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from busrisk.register.unavailable import RegisterBusy, RegisterFull, RegisterUnavailable
from busrisk.web import gate
from busrisk.web.language import DEFAULT, N_, gettext
from busrisk.web.page import show

log = logging.getLogger(__name__)
RETRY_SECONDS = 30


@dataclass(frozen=True)
class ErrorPage:
    code: int
    title: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Fault:
    """A kind of refusal in Dutch; translated where it is shown."""

    title: str
    why: str
    remedy: str


FAULTS = {
    400: Fault(
        N_("Dit verzoek klopt niet"),
        N_("De gegevens die binnenkwamen zijn onvolledig of niet leesbaar."),
        N_("Ga terug, vernieuw de pagina en probeer het opnieuw."),
    ),
    403: Fault(
        N_("U mag dit niet zien"),
        N_("Dit gegeven is vertrouwelijk en hoort niet bij uw rol of organisatie."),
        N_("Hebt u het nodig voor uw werk? Vraag toegang aan de beheerder van dit register."),
    ),
    404: Fault(
        N_("Deze pagina is er niet"),
        N_("Het adres bestaat niet, of wat erop stond hoort niet bij uw organisatie."),
        N_("Controleer het adres, of ga verder via het menu."),
    ),
    405: Fault(
        N_("Dit kan hier niet"),
        N_("Dit adres kent deze handeling niet."),
        N_("Ga terug en gebruik de knoppen op de pagina."),
    ),
    409: Fault(
        N_("Iemand anders was u voor"),
        N_("Dit gegeven is gewijzigd nadat u de pagina opende. Uw wijziging is niet opgeslagen."),
        N_("Open de pagina opnieuw, bekijk wat er nu staat en vul uw wijziging nog een keer in."),
    ),
    410: Fault(
        N_("Dit is er niet meer"),
        N_("Wat op dit adres stond, is verlopen of vervangen."),
        N_("Ga verder via het menu."),
    ),
    413: Fault(
        N_("Dit is te groot"),
        N_("Wat u verstuurde is groter dan dit register aanneemt. Er is niets opgeslagen."),
        N_("Verstuur minder tekst, of een kleiner bestand."),
    ),
    429: Fault(
        N_("Te veel pogingen"),
        N_("Vanaf dit adres kwamen in korte tijd te veel verzoeken."),
        N_("Wacht een paar minuten en probeer het opnieuw."),
    ),
    500: Fault(
        N_("Er ging iets mis in het register"),
        N_("De fout ligt niet bij u. Wat u net deed, is mogelijk niet opgeslagen."),
        N_("Probeer het opnieuw. Blijft het misgaan? Meld het de beheerder, met het tijdstip."),
    ),
    503: Fault(
        N_("Het register is even niet bereikbaar"),
        N_("De database antwoordt niet. Er is niets gewijzigd."),
        N_("Probeer het over een halve minuut opnieuw. Blijft het zo? Meld het de beheerder."),
    ),
}
SIGNED_OUT = Fault(
    N_("U bent niet aangemeld"),
    N_("Uw bezoek is afgelopen of u was nog niet aangemeld. Er is niets gewijzigd."),
    N_("Meld u aan met een nieuwe aanmeldlink en probeer het opnieuw."),
)
NO_TOKEN = Fault(
    N_("Dit formulier is niet meer geldig"),
    N_(
        "De beveiligingscode van het formulier ontbreekt of hoort bij een ander bezoek. "
        "Er is niets gewijzigd."
    ),
    N_("Ga terug, vernieuw de pagina en verstuur het formulier opnieuw. Sta cookies van deze site toe."),
)
WRONG_HOST = Fault(
    N_("Dit adres hoort niet bij dit register"),
    N_("De hostnaam in het verzoek staat niet op de lijst van dit register."),
    N_(
        "Gebruik het adres dat u van de beheerder kreeg. Beheerder: zet de hostnaam in BUSRISK_TRUSTED_HOSTS."
    ),
)


BUSY = Fault(
    N_("Iemand anders is aan het schrijven"),
    N_("Het register wachtte te lang op een andere wijziging. Uw wijziging is niet opgeslagen."),
    N_("Ga terug: wat u invulde staat er nog. Probeer het over een halve minuut opnieuw."),
)
FULL = Fault(
    N_("De schijf van het register is vol"),
    N_("Er is geen ruimte om iets op te slaan. Uw wijziging is niet opgeslagen; lezen kan nog wel."),
    N_("Meld het de beheerder. Beheerder: maak ruimte in de gegevensmap; opnieuw starten is niet nodig."),
)


def answer_faults(app: Flask) -> None:
    """Gives every refusal and every failure of the app its page."""
    app.register_error_handler(HTTPException, _refusal)
    app.register_error_handler(RegisterUnavailable, _unreachable)
    app.register_error_handler(Exception, _failure)


def page_of(fault: Fault, code: int) -> ErrorPage:
    """The page of a fault, in the reader's language."""
    return ErrorPage(code, gettext(fault.title), gettext(fault.why), gettext(fault.remedy))


def _refusal(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        return _plain(WRONG_HOST, 400)  # no address of this site can be built for a foreign host
    code = error.code or 500
    if code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = _answer(_fault(error, code), code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _fault(error: HTTPException, code: int) -> Fault:
    if isinstance(error, CSRFError):
        return NO_TOKEN
    if code == 403 and gate.current() is None:
        return SIGNED_OUT
    return FAULTS.get(code, FAULTS[400] if code < 500 else FAULTS[500])


def _unreachable(error: RegisterUnavailable) -> Response:
    log.error("register unavailable: %s", error)
    gate.let_go()  # the page of the refusal looks with a connection of its own
    if isinstance(error, RegisterFull):
        return _answer(FULL, 507)
    response = _answer(BUSY, 503) if isinstance(error, RegisterBusy) else _plain(FAULTS[503], 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _failure(error: Exception) -> Response:
    log.error("a view failed", exc_info=error)
    gate.let_go()
    return _answer(FAULTS[500], 500)


def _answer(fault: Fault, code: int) -> Response:
    try:
        return show("errors/error.html", page_of(fault, code), code)
    except Exception:
        log.exception("the page of error %s failed", code)
        return _plain(fault, code)


def _plain(fault: Fault, code: int) -> Response:
    """Without shell, session or register, for when one of those is what failed."""
    template = current_app.jinja_env.get_template("errors/plain.html")
    page = ErrorPage(code, fault.title, fault.why, fault.remedy)
    body = template.render(page=page, language=DEFAULT)
    return Response(body, code, mimetype="text/html")
