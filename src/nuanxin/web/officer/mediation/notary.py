"""失信公证当事人名单: what stands on it, with the local basis of every line; where the place has not switched it on, why it is empty."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.disputes.notary.keeping_order import LIST_MISSING
from nuanxin.rights.disputes.notary.models import NotaryListEntry
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page


def _employer(row: Any) -> str:
    return str(row.employer.name if row.employer else row.case.clue.employer_said)


LISTING = Listing(
    "notary_list",
    "失信公证当事人名单",
    (
        Column("employer", "用人单位", _employer, "link", frozen=True),
        Column("entered_on", "列入日期", kind="day", sortable="entered_on"),
        Column("case", "公证案卷", lambda row: str(row.case)),
        Column("basis", "本地依据"),
        Column("removed_on", "移出日期", kind="day", sortable="removed_on"),
        Column("removed_why", "移出理由"),
        Column("by", "办理人", "by.name"),
    ),
    (Filter("q", "用人单位", lookup=("employer__name", "case__clue__employer_said")),),
    default_order=("-entered_on", "-pk"),
    row_url=lambda row: reverse("officer:case", args=[row.case_id]),
    unit="户",
    empty=f"名单是空的。{LIST_MISSING}。",
)


@officer_page(Permission.FILE_HANDLE)
def notary_list(request: HttpRequest) -> HttpResponseBase:
    """The entries of the person's own desks."""
    rows = NotaryListEntry.objects.select_related("employer", "case__clue", "case__unit", "by")
    seen = visible(
        rows, me(request), Permission.FILE_HANDLE, region="case__clue__region", unit="case__unit", owner="by"
    )
    return listing_page(request, LISTING, seen)
