"""A zip file in which every member has the same date, so that the same contents give the same bytes."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_YEAR = 1980  # a zip file knows no earlier one


class DatedArchive(ZipFile):
    """Written to `out` as it goes; `moment` is the date of every member."""

    def __init__(self, out: BinaryIO, moment: datetime) -> None:
        super().__init__(out, "w", ZIP_DEFLATED)
        day = moment.timetuple()[:6]
        self._moment = day if moment.year >= _FIRST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """One member from text or bytes."""
        super().writestr(self._member(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """One member from a file, streamed."""
        member = self._member(str(arcname or filename))
        member.file_size = Path(filename).stat().st_size  # past 2 GiB it is written in the large form
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            shutil.copyfileobj(source, target)

    def _member(self, name: str) -> ZipInfo:
        member = ZipInfo(name, self._moment)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        return member
