"""The national picture as its page: tables of core, the figure made from one of them, bars, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from busrisk.charts.against_controls import fleet_against_controls
from busrisk.core import dutch
from busrisk.core.national.capabilities import CapabilityLine
from busrisk.core.national.picture import National
from busrisk.core.national.view import NationalView
from busrisk.core.sheets.capabilities import capabilities_table
from busrisk.core.sheets.national import (
    against_controls_table,
    allocation,
    control_figure,
    group_name,
    is_of_day,
    makers_table,
    statements_table,
)
from busrisk.core.sheets.origin import origin_table, projection_table, shares_table
from busrisk.core.tabular import Table
from busrisk.rulebook.shape import Edition
from busrisk.web.drawn import KnownBar, known_bar
from busrisk.web.language import gettext, language
from busrisk.web.moment import Asked, day_in_prose, moment_form
from busrisk.web.national.choice import AskedChoice
from busrisk.web.national.headlines import headlines, told_once, warnings
from busrisk.web.national.pages import CapabilityText, NationalPage
from busrisk.web.national.sentences import projected, share_notes, share_warnings


def national_page(view: NationalView, asked: Asked, choice: AskedChoice, unknown_then: bool) -> NationalPage:
    """Everything `/landelijk` shows of one moment.

    `unknown_then`: it is silent because of 'as known at'; the day itself has a fleet as known now.
    """
    spoken, edition, picture = language(), asked.edition, view.picture
    if edition is None:
        picture = replace(picture, capabilities=())  # nothing was asked on a day without a method
    against_controls = against_controls_table(picture, spoken)
    found, sources = told_once(headlines(picture, _stand(asked)))
    return NationalPage(
        moment=moment_form(asked),
        group=group_name(picture, spoken),
        silent="" if picture.in_register else silent(unknown_then),
        headlines=found,
        sources=sources,
        warnings=warnings(picture),
        placed=_placed(picture),
        figure=_figure(picture, against_controls),
        against_controls=against_controls,
        statements=statements_table(picture, spoken),
        capabilities=capability_texts(picture.capabilities, edition),
        counted=capabilities_table(
            picture, edition.scoring.capabilities if edition else (), spoken, picture.is_about
        ),
        rules=without_rules(asked),
        makers=makers_table(picture, spoken),
        exportable=edition is not None and picture.in_register,
        choice=choice.form(),
        files=choice.files(asked),
        origins=origin_table(view, spoken),
        left_out=_left_out(view),
        shares=shares_table(view, spoken),
        share_notes=share_notes(view),
        share_warnings=share_warnings(view),
        projection=projection_table(view, spoken),
        projected=projected(view),
    )


def _left_out(view: NationalView) -> str:
    if not view.left_out:
        return ""
    number = dutch.write_number(view.left_out, 0, language())
    return gettext(
        "Door deze definitie tellen %(number)s bussen niet mee: de bron noemt ze minibus.", number=number
    )


def _stand(asked: Asked) -> str:
    """Of which day the register speaks: the stand it last recorded, not the day that was asked for."""
    if asked.known_on:
        return gettext("zoals bekend op %(day)s", day=day_in_prose(asked.known_on))
    return gettext("stand %(day)s", day=day_in_prose(asked.stood)) if asked.stood else ""


def silent(unknown_then: bool) -> str:
    if unknown_then:
        return gettext(
            "Wat er nu over deze dag bekend is, was toen nog niet vastgelegd. "
            "Kies een latere dag bij ‘Zoals bekend op’, of laat dat veld leeg voor nu."
        )
    return gettext(
        "Er is op dit moment geen wagenpark vastgelegd dat toen in dienst of besteld was. "
        "Kies een latere peildatum, of laat de beheerder een startlijst inlezen."
    )


def _figure(picture: National, table: Table) -> dict[str, object] | None:
    return fleet_against_controls(table, language()) if picture.in_register and picture.lines else None


def _placed(picture: National) -> str:
    placed = allocation(picture.total, picture.in_register) if picture.total else None
    if placed is None:
        return ""
    spoken = language()
    said = gettext(
        "Het register kent een plaats voor %(here)s van %(control)s bussen: dekking %(share)s. De overige "
        "%(rest)s (%(rest_share)s) zijn niet toegedeeld: wel gepubliceerd, maar niet bekend is in welke "
        "concessie. Het verschil wordt getoond en nooit over concessies verdeeld.",
        control=control_figure(picture.total.control if picture.total else None, spoken),
        here=dutch.write_number(placed.control - placed.not_allocated, 0, spoken),
        share=dutch.write_percent(placed.allocated_percent, spoken),
        rest=dutch.write_number(placed.not_allocated, 0, spoken),
        rest_share=dutch.write_percent(placed.remainder_percent, spoken),
    )
    control = picture.total.control if picture.total else None
    if control is None or is_of_day(control, picture.day):
        return said
    of_two_days = gettext(
        "Het totaal is van %(then)s, het register van %(now)s: in het verschil zit ook wat sindsdien "
        "in- of uitstroomde.",
        then=dutch.write_date(control.as_of, spoken, prose=True),
        now=dutch.write_date(picture.day, spoken, prose=True),
    )
    return f"{said} {of_two_days}"


def capability_texts(lines: Sequence[CapabilityLine], edition: Edition | None) -> tuple[CapabilityText, ...]:
    """Every capability that is counted over some buses, as a bar."""
    if edition is None:
        return ()
    rules, spoken = {rule.id: rule for rule in edition.scoring.capabilities}, language()
    return tuple(
        CapabilityText(
            bar=_bar(rules[line.id].title.get(spoken), line),
            question=line.question,
            explanation=rules[line.id].explanation.get(spoken),
        )
        for line in lines
        if line.of
    )


def _bar(title: str, line: CapabilityLine) -> KnownBar:
    """Empty where the split would tell whose answer it is; its words then say so."""
    if line.split:
        return known_bar(title, *line.split)
    return KnownBar(title, (), gettext("niet getoond"), gettext("niet getoond"))


def without_rules(asked: Asked) -> str:
    if asked.edition:
        return ""
    return gettext(
        "Op %(day)s geldt geen editie van de methode. Er is dus niets gevraagd of gescoord.",
        day=day_in_prose(asked.moment.day),
    )
