"""One row of each companion file, from fields to facts."""

from __future__ import annotations

from collections.abc import Collection

from busrisk.core.dutch import ValueRefused, read_count, read_date, read_decimal
from busrisk.core.facts import Count
from busrisk.core.files.companions import (
    MANUFACTURER,
    AliasRow,
    Companions,
    ControlRow,
    MakerRow,
    OrganisationRow,
    PartyRole,
)
from busrisk.core.files.rows import RowReader, split_keys

ORGANISATION_COLUMNS = (
    *("party_id", "name", "legal_name", "role", "type", "country", "group"),
    *("ultimate_owner", "ultimate_owner_country", "source", "note"),
)
MAKER_COLUMNS = (
    *("manufacturer_id", "brand", "legal_name", "hq_country"),
    *("ultimate_parent", "ultimate_parent_country"),
    *("eu_hq", "eu_production", "nl_ze_fleet_2025_crow", "nl_on_order_found"),
    *("ota_public_evidence", "ota_status"),
    *("remote_diagnostics_public_evidence", "remote_disable_public_evidence"),
    *("type_approval_authority_r155", "type_approval_authority_r156"),
    *("manufacturer_statement", "ownership_note", "source_urls", "note"),
)
ALIAS_COLUMNS = ("name", "kind", "ids", "note")
CONTROL_COLUMNS = (
    *("year", "as_of", "dimension", "key", "metric", "value", "unit"),
    *("is_estimate", "basis", "source", "note"),
)
NO_MAKER = "unexplained remainder"  # a control total that belongs to no manufacturer

_KINDS = (*PartyRole, MANUFACTURER)
_DIMENSIONS = ("all", "authority", "operator", MANUFACTURER, "propulsion")
_SOURCE = ("Elke uitspraak heeft een bron.", "Vul een webadres of een vindplaats in.")
_NAME = ("De naam ontbreekt.", "Vul de naam in zoals hij in de startlijst staat.")
_LIST_REMEDY = "Scheid meer waarden met een puntkomma."


def read_organisation(reader: RowReader) -> OrganisationRow | None:
    """The organisation, None where it lacks key or name."""
    key = reader.slug("party_id")
    name = reader.required("name", *_NAME)
    roles = reader.take("role", _read_roles)
    country = reader.country("country")
    source = reader.required("source", *_SOURCE)
    if key is None or name is None:
        return None
    return OrganisationRow(
        key=key,
        name=name,
        legal_name=reader.text("legal_name"),
        roles=roles or (),
        type=reader.text("type"),
        country=country or "",
        group=reader.text("group"),
        ultimate_owner=reader.text("ultimate_owner"),
        ultimate_owner_country=reader.text("ultimate_owner_country"),
        source=source or "",
        note=reader.text("note"),
        line=reader.line.row,
    )


def _read_roles(text: str) -> tuple[PartyRole, ...]:
    roles = split_keys(text.casefold())
    if not roles or any(role not in set(PartyRole) for role in roles):
        remedy = f"Kies {' of '.join(PartyRole)}. {_LIST_REMEDY}"
        raise ValueRefused("Deze rol bestaat niet.", remedy, text)
    return tuple(PartyRole(role) for role in roles)


def read_maker(reader: RowReader) -> MakerRow | None:
    """The manufacturer, None where it lacks key or brand. What nobody stated is None."""
    key = reader.slug("manufacturer_id")
    brand = reader.required("brand", *_NAME)
    hq_country = reader.country("hq_country")
    sources = split_keys(reader.required("source_urls", *_SOURCE), " | ")
    fleet = reader.take("nl_ze_fleet_2025_crow", read_count)
    on_order = reader.take("nl_on_order_found", read_count)
    if key is None or brand is None:
        return None
    return MakerRow(
        key=key,
        brand=brand,
        legal_name=reader.text("legal_name"),
        hq_country=hq_country or "",
        ultimate_parent=reader.text("ultimate_parent"),
        ultimate_parent_country=reader.text("ultimate_parent_country"),
        eu_hq=reader.text("eu_hq"),
        assembly=reader.text("eu_production"),
        fleet_2025=fleet or Count(),
        on_order_found=on_order or Count(),
        ota_public_evidence=reader.text("ota_public_evidence"),
        ota_status=reader.text("ota_status"),
        remote_diagnostics_public_evidence=reader.text("remote_diagnostics_public_evidence"),
        remote_disable_public_evidence=reader.text("remote_disable_public_evidence"),
        r155_authority=reader.text("type_approval_authority_r155"),
        r156_authority=reader.text("type_approval_authority_r156"),
        statement=reader.text("manufacturer_statement"),
        ownership_note=reader.text("ownership_note"),
        sources=sources,
        note=reader.text("note"),
        line=reader.line.row,
    )


def read_alias(reader: RowReader, people: Companions) -> AliasRow | None:
    """The alias, None where it lacks name or kind. Each key must be known in the kind's file."""
    name = reader.required("name", *_NAME)
    kind = reader.one_of("kind", _KINDS)
    ids = reader.required("ids", "De alias staat voor niemand.", f"Vul een sleutel in. {_LIST_REMEDY}")
    if name is None or kind is None:
        return None
    keys = split_keys(ids)
    reader.known_keys("ids", keys, *_known(kind, people))
    return AliasRow(name, kind, keys, reader.text("note"), reader.line.row)


def _known(kind: str, people: Companions) -> tuple[Collection[str], str]:
    if kind == MANUFACTURER:
        return {maker.key for maker in people.makers}, "manufacturers.csv"
    return {row.key for row in people.organisations if kind in row.roles}, f"organisations.csv als {kind}"


def read_control_total(reader: RowReader, named: Companions) -> ControlRow | None:
    """The total, None where date, dimension, key or figure cannot be read."""
    as_of = reader.take("as_of", read_date)
    if reader.is_blank("as_of"):
        reader.fault("as_of", "De peildatum ontbreekt.", "Vul de datum in waarover de bron spreekt.")
    year = reader.text("year")
    if as_of and year and year != as_of.text[:4]:
        reader.fault("year", f"Dit is niet het jaar van {as_of}.", f"Vul {as_of.text[:4]} in.")
    dimension = reader.one_of("dimension", _DIMENSIONS)
    key = reader.required("key", "De sleutel ontbreekt.", "Vul in waarover het totaal gaat, of all.")
    metric = reader.required("metric", "De maat ontbreekt.", "Vul in wat is geteld, zoals ze_buses.")
    unit = reader.one_of("unit", ("buses", "percent"))
    value = _value(reader, unit)
    is_estimate = reader.one_of("is_estimate", ("yes", "no"))
    basis = reader.required("basis", "De grondslag ontbreekt.", "Vul in hoe de bron aan het getal komt.")
    source = reader.required("source", *_SOURCE)
    makers = _makers(reader, dimension, named)
    if as_of is None or dimension is None or key is None or metric is None or value is None:
        return None
    return ControlRow(
        as_of=as_of,
        dimension=dimension,
        key=key,
        metric=metric,
        value=value,
        unit=unit or "",
        is_estimate=is_estimate == "yes",
        basis=basis or "",
        source=source or "",
        note=reader.text("note"),
        makers=makers,
        line=reader.line.row,
    )


def _value(reader: RowReader, unit: str | None) -> float | None:
    """Buses are whole, with Dutch thousands; a percentage has decimals and lies between 0 and 100."""
    if unit is None:
        return None
    if reader.is_blank("value"):
        reader.fault("value", "Het getal ontbreekt.", "Vul het getal in of verwijder de rij.")
        return None
    if unit == "percent":
        return reader.take("value", _read_percentage)
    count = reader.take("value", read_count)
    return None if count is None or count.value is None else float(count.value)


def _read_percentage(text: str) -> float:
    value = read_decimal(text)
    if value > 100:
        raise ValueRefused("Een percentage is ten hoogste 100.", "Controleer het getal en de eenheid.", text)
    return value


def _makers(reader: RowReader, dimension: str | None, named: Companions) -> tuple[str, ...]:
    """The manufacturers of the total; names in the other two dimensions of parties must be known as well."""
    if dimension == MANUFACTURER and reader.text("key") != NO_MAKER:
        return reader.keys("key", named.manufacturers, "fabrikant", "manufacturers.csv of aliases.csv") or ()
    if dimension == "operator":
        reader.keys("key", named.operators, "vervoerder", "organisations.csv of aliases.csv")
    if dimension == "authority":
        reader.keys("key", named.grantors, "concessieverlener", "organisations.csv of aliases.csv")
    return ()
