"""The lines of the navigation, in the order of the work; each is shown to whoever may do its action."""

from __future__ import annotations

from busrisk.access.policy import Action
from busrisk.web.installation import Entry
from busrisk.web.language import N_

NAVIGATION = (
    Entry("start.front", N_("Start"), Action.SEE_START),
    Entry("fleet.overview", N_("Mijn wagenpark"), Action.STATE_FLEET),
    Entry("national.overview", N_("Landelijk beeld"), Action.SEE_NATIONAL),
    Entry("national.development", N_("Ontwikkeling"), Action.SEE_NATIONAL),
    Entry("national.distribution", N_("Verdeling"), Action.SEE_NATIONAL),
    Entry("national.controls", N_("Controletotalen"), Action.SEE_NATIONAL),
    Entry("concessions.overview", N_("Concessies"), Action.SEE_CONCESSIONS),
    Entry("makers.overview", N_("Fabrikanten"), Action.SEE_MAKERS),
    Entry("public.home", N_("Over dit register"), Action.READ_PUBLIC, N_("Naslag")),
    Entry("public.method", N_("Methode"), Action.READ_METHOD, N_("Naslag")),
    Entry("sources.overview", N_("Bronnen"), Action.SEE_SOURCES, N_("Naslag")),
)
