"""The regions a register may speak of: a country, or the fictional one of the exercise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """`fictional`: everything that leaves a register with such a region is watermarked."""

    code: str
    name_nl: str
    name_en: str
    fictional: bool = False


NETHERLANDS = Region("nl", "Nederland", "The Netherlands")
VOORBEELDLAND = Region("voorbeeldland", "Voorbeeldland", "Voorbeeldland", fictional=True)
