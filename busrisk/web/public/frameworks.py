"""The families of tags on questions: what each framework is, and which questions touch which part of it."""

from __future__ import annotations

from collections.abc import Iterator

from busrisk.core.tabular import Column, Kind
from busrisk.rulebook.shape import Edition
from busrisk.web.language import N_, gettext
from busrisk.web.public.cited import NOT_READ, reference, rule_table
from busrisk.web.public.pages import Framework

# Family, source, name, what a tag of it says.
FAMILIES = (
    (
        "R155",
        "un-r155-annex-5",
        N_("R155/…: dreigingen uit bijlage 5"),
        N_(
            "Bijlage 5 van VN-reglement R155 noemt dreigingen voor voertuigen, met nummers. Het nummer zegt "
            "bij welke dreiging de vraag hoort. Het zegt niet dat de bus aan R155 voldoet."
        ),
    ),
    (
        "SOV",
        "eu-cloud-sovereignty",
        N_("SOV-n: soevereiniteit"),
        N_(
            "Het Europese kader voor soevereine clouddiensten heeft acht doelen, SOV-1 tot en met SOV-8. "
            "Daar is een hoger niveau beter; bij onze punten is 0 het beste. De twee zijn niet om te "
            "rekenen."
        ),
    ),
    (
        "NIS2",
        "eu-nis2",
        N_("NIS2/…: zorgplicht en meldplicht"),
        N_(
            "Artikel 21, lid 2, van de NIS2-richtlijn noemt maatregelen, a tot en met j; artikel 23 gaat "
            "over melden. Het kenmerk zegt welk onderdeel de vraag raakt. Of een vervoerder onder de "
            "richtlijn valt, staat hier niet."
        ),
    ),
    (
        "IEC62443",
        "iec-62443",
        N_("IEC62443/…: beveiliging van installaties"),
        N_("Het cijfer is het deel van de norm waar de vraag bij aansluit."),
    ),
    (
        "ISO21434",
        "iso-sae-21434",
        N_("ISO21434: risicoanalyse van voertuigen"),
        N_("De norm waar de vraag naar de risicoanalyse bij aansluit."),
    ),
)
# In our own short words; a tag of a source that was not read has none.
MEANINGS = {
    "SOV-1": N_("strategische soevereiniteit"),
    "SOV-2": N_("recht en rechtsmacht"),
    "SOV-3": N_("gegevens en AI"),
    "SOV-4": N_("zelf kunnen beheren"),
    "SOV-5": N_("keten van leveranciers"),
    "SOV-6": N_("technologie"),
    "SOV-7": N_("beveiliging en naleving"),
    "NIS2/21(2)(a)": N_("risicoanalyse"),
    "NIS2/21(2)(b)": N_("omgaan met incidenten"),
    "NIS2/21(2)(c)": N_("continuïteit, reservekopieën en crisis"),
    "NIS2/21(2)(d)": N_("keten van leveranciers"),
    "NIS2/21(2)(e)": N_("aanschaf, ontwikkeling en onderhoud; kwetsbaarheden"),
    "NIS2/21(2)(f)": N_("nagaan of maatregelen werken"),
    "NIS2/21(2)(h)": N_("versleuteling"),
    "NIS2/21(2)(i)": N_("personeel, toegang en beheer van middelen"),
    "NIS2/21(2)(j)": N_("sterk aanmelden en beveiligd communiceren"),
    "NIS2/23": N_("melden van incidenten"),
    "R155/1.1": N_("misbruik door eigen personeel achter de servers"),
    "R155/1.2": N_("toegang tot de servers via internet"),
    "R155/2": N_("verstoring van de servers raakt het voertuig"),
    "R155/3": N_("gegevens op de servers lekken of gaan verloren"),
    "R155/7": N_("gegevens lekken onderweg"),
    "R155/9": N_("meer rechten krijgen dan de bedoeling is"),
    "R155/11.1": N_("kwaadwillige berichten op het interne netwerk"),
    "R155/11.3": N_("kwaadwillige diagnoseberichten"),
    "R155/11.4": N_("kwaadwillige berichten in het eigen protocol van de fabrikant"),
    "R155/12.1": N_("misbruik van updates op afstand"),
    "R155/12.2": N_("misbruik van updates ter plaatse"),
    "R155/12.3": N_("software die vóór de update is gemanipuleerd"),
    "R155/12.4": N_("ondertekensleutels van de aanbieder in verkeerde handen"),
    "R155/13": N_("een gewenste update wordt tegengehouden"),
    "R155/15": N_("mensen worden misleid of volgen de procedure niet"),
    "R155/16": N_("misbruik van de verbindingen van het voertuig"),
    "R155/16.1": N_("functies die voor bediening op afstand zijn gemaakt"),
    "R155/16.2": N_("telematica"),
    "R155/18.3": N_("toegang via de diagnosestekker"),
    "R155/21": N_("gegevens of code wissen"),
    "R155/23": N_("software of gegevens overschrijven"),
    "R155/24": N_("het voertuig verstoren"),
    "R155/24.1": N_("een functie onbruikbaar maken, zoals door een netwerk te overladen"),
    "R155/25": N_("instellingen van het voertuig wijzigen"),
    "R155/26": N_("zwakke versleuteling"),
    "R155/27": N_("onderdelen die gemanipuleerd of ondeugdelijk zijn"),
    "R155/28": N_("fouten uit de ontwikkeling"),
    "R155/29.1": N_("poorten van het netwerk die onnodig openstaan"),
    "R155/29.2": N_("de scheiding tussen netwerken omzeilen"),
    "R155/31": N_("gegevens komen onbedoeld bij een ander"),
}


def place_of_family(tag: str) -> str:
    """Where the page explains the family of a tag."""
    return f"kader-{tag.partition('/')[0].partition('-')[0]}"


def frameworks(edition: Edition) -> Iterator[Framework]:
    """Each family of which a question of this edition carries a tag."""
    for family, source, name, text in FAMILIES:
        place = f"kader-{family}"
        rows = tuple(row for row in _tags(edition) if place_of_family(row[0]) == place)
        if rows:
            columns = (
                Column("tag", gettext("Kenmerk"), Kind.IDENTIFIER),
                Column("meaning", gettext("Waar het over gaat")),
                Column("questions", gettext("Vragen")),
            )
            title = gettext("%(family)s: welke vragen raken wat?", family=family)
            table = rule_table(f"vragen-{place}", title, columns, rows)
            yield Framework(place, gettext(name), gettext(text), reference(edition.source(source)), table)


def _tags(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Each tag of the edition, in the order of its numbers, with its meaning and its questions."""
    for tag in sorted({tag for question in edition.questions for tag in question.tags}, key=_in_order):
        questions = ", ".join(question.id for question in edition.questions if tag in question.tags)
        yield tag, gettext(MEANINGS[tag]) if tag in MEANINGS else gettext(NOT_READ), questions


def _in_order(tag: str) -> tuple[tuple[int, str], ...]:
    """12.1 comes after 3, and letters after figures."""
    parts = tag.replace("/", " ").replace("-", " ").replace(".", " ").split()
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)
