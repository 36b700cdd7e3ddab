"""How fast removals reached the consumers: the figure, and every consumer behind it, those late or not yet told first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.credit.listing.arrivals import Arrival, arrivals, overdue_arrivals
from nuanxin.rights.credit.listing.reaching import PROMISED, measured
from nuanxin.web.officer.credit.listings import seen_listings
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light

SHOWN = 300
SHOW: dict[str, tuple[str, Callable[[Arrival], bool]]] = {
    "": ("全部", lambda row: True),
    "overdue": ("超期未告知", lambda row: row.reach.overdue),
    "late": ("超期告知", lambda row: row.reach.late),
    "in_time": ("按时告知", lambda row: row.reach.in_time),
    "told": ("已经告知", lambda row: row.reach.told_on is not None),
}


def light(row: Arrival) -> Light:
    """The row in a word."""
    reach = row.reach
    if reach.lapsed:
        return Light("none", "移出已撤销，不再告知")
    if reach.told_on is None:
        return Light("overdue", "超期未告知") if reach.overdue else Light("today", "待告知")
    return Light("overdue", "超期告知") if reach.late else Light("done", "按时告知")


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def credit_removals(request: HttpRequest) -> HttpResponse:
    """Every consumer at every removal that the person may see; `?show=` one of SHOW."""
    staff, today = me(request), occasion.today()
    rows = arrivals(seen_listings(request).exclude(decided_on=None), today)
    show = request.GET.get("show", "")
    chosen, fits = SHOW.get(show, SHOW[""])
    picked = [row for row in rows if fits(row)]
    figures = measured(row.reach for row in rows)
    context = {
        "figures": figures,
        "share": "" if figures.share is None else f"{figures.share:.1f}%",
        "median": "" if figures.median_days is None else f"{figures.median_days:g}",
        "told": sum(row.reach.told_on is not None for row in rows),
        "promised": PROMISED,
        "rows": [(row, light(row)) for row in picked[:SHOWN]],
        "total": len(picked),
        "shown": SHOWN,
        "choices": [(key, word, key == show) for key, (word, _) in SHOW.items()],
        "chosen": chosen,
        "manages": holds(staff, Permission.CREDIT_MANAGE),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("失信名单", reverse("officer:credit_list")),
            ("移出告知时效", ""),
        ],
    }
    return render(request, "officer/credit/removals.html", context)


def waiting_consumers(staff: Staff) -> int:
    """The number at the menu line: consumers that should know of a removal by now and do not."""
    return overdue_arrivals(staff, occasion.today()) if holds(staff, Permission.CREDIT_MANAGE) else 0
