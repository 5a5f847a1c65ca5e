"""Every address, the action it needs, and the view behind it: the one map of the front doors."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.access.policy import Action


@dataclass(frozen=True)
class Route:
    """One address. `view` is module:function below busrisk.web; the endpoint is the door and the function."""

    method: str
    address: str
    view: str
    action: Action

    @property
    def endpoint(self) -> str:
        module, function = self.view.split(":")
        return f"{module.split('.')[0]}.{function}"


GET, POST = "GET", "POST"

ROUTES = (
    Route(GET, "/", "public.views:home", Action.READ_PUBLIC),
    Route(GET, "/.well-known/security.txt", "public.views:security", Action.READ_PUBLIC),
    Route(GET, "/levend", "public.views:alive", Action.READ_PUBLIC),
    Route(GET, "/methode", "public.reading:method", Action.READ_METHOD),
    Route(GET, "/robots.txt", "public.views:robots", Action.READ_PUBLIC),
    Route(GET, "/toegankelijkheid", "public.reading:accessibility", Action.READ_PUBLIC),
    Route(GET, "/favicon.ico", "assets:favicon", Action.READ_PUBLIC),
    Route(GET, "/static/<digest>/<name>", "assets:file", Action.READ_PUBLIC),
    Route(GET, "/aanmelden", "account.views:sign_in", Action.READ_PUBLIC),
    Route(GET, "/aanmelden/<token>", "account.views:link", Action.READ_PUBLIC),
    Route(POST, "/aanmelden/<token>", "account.views:redeem", Action.READ_PUBLIC),
    Route(POST, "/afmelden", "account.views:sign_out", Action.SIGN_OUT),
    Route(POST, "/taal", "account.views:choose_language", Action.READ_PUBLIC),
    Route(GET, "/start", "start.views:front", Action.SEE_START),
    Route(GET, "/wijzigingen", "start.views:changes", Action.SEE_CONCESSIONS),
    Route(GET, "/landelijk", "national.views:overview", Action.SEE_NATIONAL),
    Route(GET, "/landelijk/controletotalen", "national.stating:controls", Action.SEE_NATIONAL),
    Route(POST, "/landelijk/controletotalen", "national.stating:state", Action.STATE_CONTROLS),
    Route(POST, "/landelijk/controletotalen.csv", "national.stating:controls_file", Action.SEE_NATIONAL),
    Route(POST, "/landelijk/controletotalen/intrekken", "national.stating:withdraw", Action.STATE_CONTROLS),
    Route(POST, "/landelijk/landelijk-beeld.xlsx", "national.views:workbook", Action.SEE_NATIONAL),
    Route(POST, "/landelijk/tabel/<name>.csv", "national.views:table", Action.SEE_NATIONAL),
    Route(GET, "/landelijk/verdeling", "national.views:distribution", Action.SEE_NATIONAL),
    Route(POST, "/landelijk/verdeling/<name>.csv", "national.views:part", Action.SEE_NATIONAL),
    Route(GET, "/ontwikkeling", "national.views:development", Action.SEE_NATIONAL),
    Route(GET, "/concessies", "concessions.views:overview", Action.SEE_CONCESSIONS),
    Route(GET, "/concessies/<key>", "concessions.views:concession", Action.SEE_CONCESSIONS),
    Route(GET, "/concessies/<key>/behoefte", "concessions.needing:need", Action.STATE_NEED),
    Route(POST, "/concessies/<key>/behoefte", "concessions.needing:need_stated", Action.STATE_NEED),
    Route(GET, "/concessies/<key>/overdracht", "concessions.handing_over:handover", Action.SEE_CONCESSIONS),
    Route(
        POST,
        "/concessies/<key>/overdracht",
        "concessions.handing_over:handover_stated",
        Action.STATE_HANDOVER,
    ),
    Route(GET, "/concessies/<key>/toezegging", "concessions.promising:promise", Action.SEE_CONCESSIONS),
    Route(POST, "/concessies/<key>/toezegging", "concessions.promising:promise_stated", Action.STATE_PROMISE),
    Route(GET, "/wagenpark", "fleet.views:overview", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>", "fleet.views:concession", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>/bevestigen", "fleet.confirming:confirming", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/bevestigen", "fleet.confirming:confirm", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>/deel", "fleet.batch:batch", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/deel", "fleet.batch:state_batch", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>/lijst", "fleet.pasted:lines", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/lijst", "fleet.pasted:state_lines", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>/partijen", "fleet.parties:parties", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/partijen", "fleet.parties:state_parties", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/sjabloon.xlsx", "fleet.pasted:template", Action.STATE_FLEET),
    Route(GET, "/wagenpark/<key>/uitstromen", "fleet.ending:ending", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/uitstromen", "fleet.ending:leave_service", Action.STATE_FLEET),
    Route(POST, "/wagenpark/<key>/vergissing", "fleet.ending:retract", Action.STATE_FLEET),
    Route(GET, "/wagenparkdeel/<record>", "fleet.history:history", Action.SEE_CONCESSIONS),
    Route(GET, "/fabrikanten", "makers.views:overview", Action.SEE_MAKERS),
    Route(GET, "/fabrikanten/<key>", "makers.views:maker", Action.SEE_MAKERS),
    Route(GET, "/fabrikanten/<key>/bevindingen/<topic>", "makers.views:finding", Action.SEE_MAKERS),
    Route(POST, "/fabrikanten/<key>/bevindingen/<topic>", "makers.views:match", Action.MATCH_FINDING),
    Route(
        POST,
        "/fabrikanten/<key>/bevindingen/<topic>/intrekken",
        "makers.views:withdraw",
        Action.MATCH_FINDING,
    ),
    Route(GET, "/bronnen", "sources.views:overview", Action.SEE_SOURCES),
    Route(POST, "/bronnen/bronnen.<ending>", "sources.views:file", Action.EXPORT_REGISTER),
    Route(POST, "/export/register.<ending>", "export.views:register", Action.EXPORT_REGISTER),
)
