"""G11: the last page of a long list of concessions against its first, in time and in the database's steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from busrisk.access.scope import national
from busrisk.core.concession_list import Order, Wish
from busrisk.register.listed import ListedPage, Turn, listed, offered
from busrisk.register.session import Reader, Register
from busrisk.settings import read_settings
from tests.bench.measure import Result, in_turn, median
from tests.bench.scales import EU, REGION, Scale, fill

SIZE = 3  # lines of a page: three thousand concessions make a thousand pages


def paging(folder: Path, scale: Scale = EU, size: int = SIZE) -> tuple[Result, ...]:
    """First page against last, by name (an index) and by buses (worked out), in a register of this scale."""
    register = Register(read_settings({"BUSRISK_DATA_DIR": str(folder)}))
    fill(register, scale)
    try:
        return tuple(_measured(register, scale, order, size) for order in (Order.NAME, Order.BUSES))
    finally:
        register.close()


def _measured(register: Register, scale: Scale, order: Order, size: int) -> Result:
    with register.reader() as reader:
        show = _showing(reader, scale, Wish(order=order), size)
        end = show(Turn(back=True))
        before_last = show(Turn(end.views[0].concession.key, back=True)).views[-1].concession.key
        last = show(Turn(before_last))
        if last.after or last.views != end.views:
            raise AssertionError("the last page is not the same from both sides")
        pairs = in_turn(lambda: show(Turn(before_last)), lambda: show(Turn()))
        steps = [_steps(reader, lambda turn=turn: show(turn)) for turn in (Turn(before_last), Turn())]
    ratios = [ours / first for ours, first in pairs]
    return Result(
        "G11",
        f"page {last.before // size + 1} of {last.fitting} concessions by {order}, against page 1",
        f"{1000 * median([ours for ours, _ in pairs]):.0f} ms, {steps[0]} × 1,000 steps",
        f"{1000 * median([first for _, first in pairs]):.0f} ms, {steps[1]} × 1,000 steps",
        median(ratios),
        max(ratios),
        1.2,
        at_most=True,
    )


def _showing(reader: Reader, scale: Scale, wish: Wish, size: int) -> Callable[[Turn], ListedPage]:
    scope, moment = national(REGION.code), reader.moment(scale.last_day)
    choices = offered(scope, reader, moment)
    return lambda turn: listed(scope, reader, moment, wish, turn, choices, size)


def _steps(reader: Reader, act: Callable[[], object]) -> int:
    """Steps of SQLite's machine, in thousands."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += 1

    raw: Any = reader.connection.connection.dbapi_connection
    raw.set_progress_handler(count, 1_000)
    act()
    raw.set_progress_handler(None, 0)
    return counted
