"""What the rooms above the cases show on the page of their own procedures' files: a tab of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.credit.listing import procedure as listing
from nuanxin.web.officer.arbitration.tab import tab_context as arbitration
from nuanxin.web.officer.credit.tab import listing_tab
from nuanxin.web.officer.justice.tabs import KEYS, legs_tab, recovered_tab
from nuanxin.web.officer.legal_aid.tab import AID_SECTION, aid_context
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
    "legal_aid": RoomTab(AID_SECTION, aid_context),
    "labour_inspection": _SOURCES,
    "hardship_relief": _SOURCES,
    "people_mediation": RoomTab(
        Section("mediation", "调解情况", "officer/mediation/tab_mediation.html"), mediation_tab
    ),
    "notarised_repayment": RoomTab(Section("notary", "还款和催缴", "officer/mediation/tab_notary.html"), notary_tab),
    listing.KEY: RoomTab(Section("listing", "名单与告知", "officer/credit/tab_listing.html"), listing_tab),
    "arbitration": RoomTab(Section("arbitration", "仲裁办案", "officer/arbitration/tab.html"), arbitration),
    **dict.fromkeys(KEYS, RoomTab(Section("legs", "各环节", "officer/justice/tab_legs.html"), legs_tab)),
    "wage_suit": RoomTab(Section("recovered", "执行到位", "officer/justice/tab_recovered.html"), recovered_tab),
}
