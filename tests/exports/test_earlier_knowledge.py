"""A file with figures that were corrected since says so on every sheet and in every row."""

from __future__ import annotations

import io
from datetime import timedelta

from busrisk.access.scope import national
from busrisk.core.tabular import Book
from busrisk.exports.comma import csv_book
from busrisk.exports.register_book import register_book
from busrisk.register.session import Register
from busrisk.rulebook.shelf import edition_in_force
from tests.databases import NOW
from tests.start_lists import DAY, correct


def book_of(register: Register, known_days_ago: int | None) -> Book:
    known_at = None if known_days_ago is None else NOW - timedelta(days=known_days_ago)
    with register.reader() as reader:
        moment = reader.moment(DAY, known_at)
        return register_book(national("nl"), reader, moment, edition_in_force(DAY), "nl", "Tester", NOW)


def test_figures_as_known_before_a_correction_carry_a_warning(ready: Register) -> None:
    correct(ready, "ijv-01", count="240")
    assert book_of(ready, None).watermark is None
    earlier = book_of(ready, 1)
    assert earlier.watermark is not None
    assert earlier.watermark.startswith("EERDERE KENNIS")
    out = io.BytesIO()
    csv_book(earlier, out)
    lines = out.getvalue().decode("utf-8-sig").splitlines()
    assert len(lines) == 67
    assert all("EERDERE KENNIS" in line for line in lines[1:])
