"""Numbers and dates as a Dutch reader writes them, read strictly and written back in Dutch or English."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache, partial

from busrisk.core.dates import PartialDate
from busrisk.core.facts import Count
from busrisk.core.faults import code_point, shown
from busrisk.core.saying import Saying, say, written

HIGHEST_COUNT = 999_999  # no fleet is larger; it also fits every database's integer
YEARS = range(1900, 2101)
PERCENT = "%"  # follows the figure without a space: '21,0%'

_CIRCA = re.compile(r"(?:circa\b|ca\.|ca\b|±|~)\s*(?P<number>.*)", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(r"0|[1-9][0-9]*")
_DUTCH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_ENGLISH_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_FRACTION = re.compile(r"[0-9.]*[0-9],[0-9]+|[0-9,]*[0-9]\.[0-9]+|[0-9]+/[0-9]+")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,4})?")
_DATE_SHAPES = (
    re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?"),
    re.compile(r"(?:(?P<day>[0-9]{1,2})-)?(?P<month>[0-9]{1,2})-(?P<year>[0-9]{4})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
)
_MONTHS_NL = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DUTCH_MARKS = str.maketrans(",.", ".,")
_DATE_REMEDY = say("Vul in als 31-12-2026, 2026-12-31, 12-2026, 2026-12 of 2026.")


class ValueRefused(ValueError):
    """A value that cannot be read; `value` is what was typed.

    `reason` and `remedy` are Dutch sentences, made by `say` wherever a page may show them.
    """

    def __init__(self, reason: str, remedy: str, value: str = "") -> None:
        self.reason = reason
        self.remedy = remedy
        self.value = value
        super().__init__(str(self.saying))

    @property
    def saying(self) -> Saying:
        """The whole refusal, to be said in any language that knows its parts."""
        if not self.value:
            return say("%(reason)s %(remedy)s", reason=self.reason, remedy=self.remedy)
        return say(
            "%(reason)s U vulde in: %(typed)s. %(remedy)s",
            reason=self.reason,
            typed=shown(self.value),
            remedy=self.remedy,
        )


def read_count(text: str) -> Count:
    """`319`, `1.234`, `ca. 319`; a blank is unknown. Raises ValueRefused for all that is no whole number."""
    typed = text.strip()
    if not typed:
        return Count(None)
    circa = _CIRCA.fullmatch(typed)
    number = circa["number"] if circa else typed
    if not (_WHOLE.fullmatch(number) or _DUTCH_THOUSANDS.fullmatch(number)):
        raise _refused_count(typed, number)
    digits = number.replace(".", "")
    if len(digits) > len(str(HIGHEST_COUNT)):
        most = written(partial(write_count, Count(HIGHEST_COUNT)))
        reason = say("Het aantal is hoger dan %(most)s.", most=most)
        raise ValueRefused(reason, say("Controleer het aantal."), typed)
    return Count(int(digits), circa=circa is not None)


def _refused_count(typed: str, number: str) -> ValueRefused:
    whole = say("Aantal moet een heel getal zijn.")
    for char in number:
        if char.isnumeric() and not char.isascii():
            reason = say(
                "Het teken '%(char)s' (%(code)s) is geen cijfer van 0 tot en met 9.",
                char=char,
                code=code_point(char),
            )
            return ValueRefused(reason, say("Typ het aantal opnieuw met gewone cijfers."), typed)
    if re.fullmatch(r"[-−–]\s*[0-9][0-9.,]*", number):
        remedy = say("Vul 0 of hoger in, of laat het veld leeg als het aantal niet bekend is.")
        return ValueRefused(say("Aantal kan niet negatief zijn."), remedy, typed)
    if len(number) < 20 and _ENGLISH_THOUSANDS.fullmatch(number):
        digits, dotted = number.replace(",", ""), number.replace(",", ".")
        remedy = say(
            "Bedoelt u %(like)s? Vul dan %(one)s of %(other)s in.", like=dotted, one=digits, other=dotted
        )
        return ValueRefused(whole, remedy, typed)
    if re.fullmatch(r"0[0-9]+", number):
        return ValueRefused(say("Aantal begint met een nul."), say("Laat de nullen vooraan weg."), typed)
    if _FRACTION.fullmatch(number):
        remedy = say("Vul een heel getal in. Een punt mag alleen tussen duizendtallen staan: 1.234.")
        return ValueRefused(whole, remedy, typed)
    remedy = say("Vul alleen cijfers in, zoals 319 of ca. 319, of laat het veld leeg als het niet bekend is.")
    return ValueRefused(whole, remedy, typed)


def read_decimal(text: str) -> float:
    """`14,7` or `14.7`: a figure with at most four decimals and no thousands separator, zero or higher."""
    typed = text.strip()
    if not _DECIMAL.fullmatch(typed):
        remedy = say("Vul cijfers in met hooguit één komma of punt, zoals 14,7.")
        raise ValueRefused(say("Dit is geen getal van nul of hoger."), remedy, typed)
    return float(typed.replace(",", "."))


@lru_cache(maxsize=4096)
def read_date(text: str) -> PartialDate | None:
    """Day, month or year precision, kept as ISO text; a blank is None.

    Dashes are read day first. Slashes too, but only where month first would be impossible or the same day.
    Raises ValueRefused for days that do not exist and years outside 1900–2100.
    """
    typed = text.strip()
    if not typed:
        return None
    for shape in _DATE_SHAPES:
        if found := shape.fullmatch(typed):
            return _date(typed, found["year"], found["month"], found["day"])
    if re.fullmatch(r"[0-9]{1,2}[-/][0-9]{1,2}[-/][0-9]{2}", typed):
        remedy = say("Schrijf het jaar met vier cijfers.")
        raise ValueRefused(say("Het jaar heeft twee cijfers."), remedy, typed)
    raise ValueRefused(say("Dit is geen datum."), _DATE_REMEDY, typed)


def _date(typed: str, year: str, month: str | None, day: str | None) -> PartialDate:
    if int(year) not in YEARS:
        reason = say(
            "Het jaar %(year)s ligt niet tussen %(first)s en %(last)s.",
            year=year,
            first=YEARS[0],
            last=YEARS[-1],
        )
        raise ValueRefused(reason, say("Controleer het jaar."), typed)
    parts = (year, *(f"{int(part):02}" for part in (month, day) if part is not None))
    try:
        read = PartialDate("-".join(parts))
    except ValueError:
        raise ValueRefused(say("Deze datum bestaat niet."), _DATE_REMEDY, typed) from None
    if "/" in typed and read.first.month != read.first.day <= 12:
        dashed = typed.replace("/", "-")
        reason = say("Deze datum kan op twee manieren worden gelezen: dag of maand voorop.")
        remedy = say(
            "Bedoelt u %(like)s? Vul dan %(one)s of %(other)s in.", like=dashed, one=dashed, other=read
        )
        raise ValueRefused(reason, remedy, typed)
    return read


def write_count(count: Count, language: str) -> str:
    """'1.234', 'circa 319', 'onbekend'; in English '1,234', 'circa 319', 'unknown'."""
    if count.value is None:
        return "unknown" if language == "en" else "onbekend"
    return f"{'circa ' if count.circa else ''}{write_number(count.value, 0, language)}"


def write_date(day: PartialDate | date, language: str, prose: bool = False) -> str:
    """'01-01-2026' (English '2026-01-01'), in prose '1 januari 2026'; 'december 2034' and '2030' in both."""
    text = day.isoformat() if isinstance(day, date) else day.text
    year, month, number = (*text.split("-"), "", "")[:3]
    if not month:
        return year
    name = (_MONTHS_EN if language == "en" else _MONTHS_NL)[int(month) - 1]
    if not number:
        return f"{name} {year}"
    if prose:
        return f"{int(number)} {name} {year}"
    return text if language == "en" else f"{number}-{month}-{year}"


def write_number(value: float | Decimal, decimals: int, language: str) -> str:
    """'1.234,5' (English '1,234.5'), rounded half up in decimal. Raises ValueError when not finite."""
    if isinstance(value, int) and decimals == 0:
        return _separated(f"{value:,}", language)
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"no figure to write: {value}")
    step = Decimal(1).scaleb(-decimals)
    rounded = exact.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=400))
    return _separated(f"{rounded if rounded else abs(rounded):,f}", language)  # -0 is written as 0


def _separated(english: str, language: str) -> str:
    return english if language == "en" else english.translate(_DUTCH_MARKS)


def write_percent(value: float | Decimal, language: str, decimals: int = 1) -> str:
    """'21,0%' for 21.0; English '21.0%'."""
    return write_number(value, decimals, language) + PERCENT
