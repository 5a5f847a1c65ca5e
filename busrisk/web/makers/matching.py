"""Saying on a finding's page that it is about one's own vehicle: what was filled in, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort

from busrisk.access.policy import Action
from busrisk.core.facts import DeploymentFact
from busrisk.core.findings import Finding, Match, Topic
from busrisk.register.concessions import NotInRegister
from busrisk.register.findings import findings, matches
from busrisk.register.fleet import deployments
from busrisk.register.session import Moment
from busrisk.rulebook.shape import Edition
from busrisk.rulebook.shelf import edition_in_force
from busrisk.web import gate
from busrisk.web.installation import installation
from busrisk.web.language import gettext, spoken
from busrisk.web.makers.finding import finding_page, preview, refused
from busrisk.web.makers.findings import match_key
from busrisk.web.makers.pages import FindingPage
from busrisk.web.makers.said import DAY, OPTION, REASON, read_day, read_reason, read_said
from busrisk.web.moment import Asked, Fault, asked_moment
from busrisk.workflow.match_finding import NotReachedThen, match_finding, withdraw_match

Fields = Mapping[str, str]
WITHDRAW_DAY, WHICH, SEAL, STEP, STORE = "tot", "welke", "zegel", "stap", "vastleggen"
Refusal = tuple[FindingPage, int]  # the page to show instead, with its status


@dataclass(frozen=True)
class _Ground:
    """What the page of one finding stands on, read once per request, as it is today."""

    finding: Finding
    applied: tuple[Match, ...]
    ours: tuple[DeploymentFact, ...]
    edition: Edition
    asked: Asked
    may_match: bool

    def page(self, fields: Fields) -> FindingPage:
        return finding_page(
            self.finding, self.applied, self.ours, self.edition, self.asked, fields, self.may_match
        )


def page_of(key: str, topic: str, fields: Fields) -> FindingPage:
    """The page of a finding; an address may fill in the form."""
    return _ground(key, topic).page(fields)


def match_answer(key: str, topic: str, fields: Fields) -> Refusal | None:
    """Stores what was said, or gives the page back: with faults, or with the outcome to look at first."""
    ground, person = _ground(key, topic), gate.person()
    keys = [each.key for each in ground.ours]
    today = installation().now().date()
    said = read_said(fields, key, ground.finding.topic, keys, ground.edition, today)
    page = ground.page(fields)
    if said.claimed is None:
        return refused(page, said.faults), 400
    wants = fields.get(SEAL, "") if fields.get(STEP) == STORE else ""
    gate.let_go()
    try:
        made = match_finding(installation().register, person, said.claimed, wants, gate.origin())
    except NotInRegister:
        return refused(page, (_gone(OPTION),)), 409
    except NotReachedThen as refusal:
        return refused(page, ((DAY, spoken(refusal.sentence)),)), 400
    if made.stored:
        return None
    is_other = bool(wants) and not made.changes_nothing
    shown = preview(page, said.claimed, made, edition_in_force(said.claimed.day), is_other)
    return shown, 409 if is_other else 200


def withdraw_answer(key: str, topic: str, fields: Fields) -> Refusal | None:
    """Takes a match back, or gives the page back with what is wrong."""
    ground, person = _ground(key, topic), gate.person()
    which, today = fields.get(WHICH, ""), installation().now().date()
    standing = next((each for each in _of(ground) if match_key(each) == which), None)
    page = ground.page({})
    if standing is None:
        return refused(page, (_gone("toegepast"),)), 409
    faults: list[Fault] = []
    day = read_day({"vanaf": fields.get(WITHDRAW_DAY, "")}, "vanaf", standing.claimed.day, today, faults)
    reason = read_reason(fields, REASON, faults)
    if faults or day is None:
        return refused(page, _placed(faults), fields.get(REASON, ""), which), 400
    gate.let_go()
    try:
        withdraw_match(installation().register, person, standing, day, reason, gate.origin())
    except NotInRegister:
        return refused(page, (_gone("toegepast"),), reason, which), 409
    return None


def _placed(faults: list[Fault]) -> tuple[Fault, ...]:
    """The day of a withdrawal has a field of its own beside that of the form."""
    return tuple((WITHDRAW_DAY if name == "vanaf" else name, text) for name, text in faults)


def _of(ground: _Ground) -> tuple[Match, ...]:
    return tuple(each for each in ground.applied if each.claimed.topic is ground.finding.topic)


def _ground(key: str, topic: str) -> _Ground:
    scope, reader = gate.scope(), gate.reader()
    asked = asked_moment({}, scope, reader)
    now = Moment(installation().now().date(), reader.version)
    found = {each.topic: each for each in findings(scope, reader, now, key)}
    if topic not in tuple(Topic) or Topic(topic) not in found:
        abort(404)
    may = scope.may(Action.MATCH_FINDING)
    runs = deployments(scope, reader, now) if may else ()
    return _Ground(
        finding=found[Topic(topic)],
        applied=matches(scope, reader, now, maker_key=key),
        ours=tuple(each for each in runs if key in {maker.key for maker in each.makers}),
        edition=asked.edition or installation().edition,
        asked=asked,
        may_match=may,
    )


def _gone(name: str) -> Fault:
    return name, gettext(
        "Dit staat niet meer zo in het register: iemand anders heeft het gewijzigd, of het voertuig valt "
        "niet meer binnen uw bereik. Er is niets opgeslagen. Open de pagina opnieuw en kijk wat er nu staat."
    )
