"""By which countries a maker can be reckoned: headquarters, ultimate parent, and where its plants are."""

from __future__ import annotations

from functools import cache

from busrisk.access.scope import Scope
from busrisk.core.national.assembly import ASSEMBLY, read_assembly
from busrisk.core.national.definitions import MakerCountries, country_code
from busrisk.paths import DATA
from busrisk.register.parties import makers
from busrisk.register.session import Moment, Reader


def maker_countries(scope: Scope, reader: Reader, moment: Moment) -> dict[str, MakerCountries]:
    """Every manufacturer of the moment by its key. What is stated in prose only is unknown."""
    plants = _plants()
    return {
        maker.key: MakerCountries(
            headquarters=country_code(maker.hq_country),
            parent=country_code(maker.parent_country),
            assembly=plants.get(maker.key, frozenset()),
        )
        for maker in makers(scope, reader, moment)
    }


@cache
def _plants() -> dict[str, frozenset[str]]:
    """The shipped list: public statements that no act changes, so they are read once."""
    path = DATA / ASSEMBLY
    return read_assembly(path.read_bytes()) if path.is_file() else {}
