"""Exact fractions as the decimals that are written: rounding happens once, on paper."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def decimal_of(exact: Fraction) -> Decimal:
    """The fraction in 28 digits, enough for any rounding that `dutch.write_number` is asked for."""
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def percentage(share: Fraction) -> Decimal:
    """A share of 1 in percent, for `dutch.write_percent`."""
    return decimal_of(share * 100)
