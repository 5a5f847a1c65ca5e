"""Visits read a moment ago: good as long as nothing was committed and the visit has not run out."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from busrisk.register.people import Person
from busrisk.register.session import Register
from busrisk.register.stamp import Stamp

MOST = 1024


class RecentVisits:
    """Spares a request its statement where the row behind the cookie cannot have changed.

    Signing out, closing an account and every other act is a commit, so it takes effect at once.
    """

    def __init__(self, register: Register) -> None:
        self._stamp = Stamp(register)
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[int, Person]] = OrderedDict()

    def stamp(self) -> int | None:
        """To be taken before the visit is read: what is committed meanwhile then counts as later."""
        return self._stamp.now()

    def find(self, token: str, stamp: int | None, now: datetime) -> Person | None:
        kept = self._kept.get(token)
        if stamp is None or kept is None or kept[0] != stamp:
            return None
        ends = kept[1].ends_at
        return kept[1] if ends is not None and now < ends else None

    def keep(self, token: str, stamp: int | None, person: Person) -> None:
        if stamp is None:
            return
        with self._lock:
            self._kept[token] = (stamp, person)
            self._kept.move_to_end(token)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
