"""The accessibility statement: what of it depends on who runs this register."""

from __future__ import annotations

from busrisk.settings import Settings
from busrisk.web.public.pages import AccessibilityPage

STATUSES = "https://www.digitoegankelijk.nl/toegankelijkheidsverklaring/status"
SCHEMES = ("mailto:", "https://")


def accessibility_page(settings: Settings) -> AccessibilityPage:
    """A contact that is no mail or web address is shown as text, never as a link."""
    given = settings.accessibility_contact.strip()
    return AccessibilityPage(
        product=settings.product_name,
        contact=given.removeprefix("mailto:"),
        contact_href=given if given.startswith(SCHEMES) else "",
        statuses=STATUSES,
    )
