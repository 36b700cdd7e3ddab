"""What the rooms above the cases show on the page of their own procedures' files: a tab of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.web.officer.mediation.tabs import mediation_tab, notary_tab
from nuanxin.web.officer.relief.sources import sources_tab
from nuanxin.web.patterns.record import Section


@dataclass(frozen=True)
class RoomTab:
    """A tab and what its template needs, computed for the case and the viewer."""

    section: Section
    context: Callable[[Case, Staff], dict[str, Any]]


_SOURCES = RoomTab(Section("sources", "支付来源和救助", "officer/relief/tab_sources.html"), sources_tab)
# By the key of the procedure.
TABS: Mapping[str, RoomTab] = {
    "labour_inspection": _SOURCES,
    "hardship_relief": _SOURCES,
    "people_mediation": RoomTab(
        Section("mediation", "调解情况", "officer/mediation/tab_mediation.html"), mediation_tab
    ),
    "notarised_repayment": RoomTab(Section("notary", "还款和催缴", "officer/mediation/tab_notary.html"), notary_tab),
}
