"""The page of the sources."""

from __future__ import annotations

from dataclasses import dataclass

from busrisk.core.tabular import Table
from busrisk.web.moment import MomentForm


@dataclass(frozen=True)
class SourcesPage:
    moment: MomentForm
    words: str
    kinds: tuple[tuple[str, str], ...]  # (value, text) pairs to choose from
    kind: str
    narrowed: bool
    counted: str  # '12 van 80 bronnen'
    reach: str
    sources: Table
    hrefs: tuple[str, ...]  # per source its address, empty where it has none
    method: Table
    method_hrefs: tuple[str, ...]
    references: Table
    page: str  # 'pagina 2 van 3'; empty where there is one page
    previous: str
    next: str
    exportable: bool
