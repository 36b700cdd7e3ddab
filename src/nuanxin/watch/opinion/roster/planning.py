"""Planning shifts by turn, changing one, and who is on duty at a moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.opinion.roster.hours import Kind, Place, Span, gaps, lay_out
from nuanxin.watch.opinion.roster.models import WatchShift
from nuanxin.watch.opinion.seeing import may_handle, must_decide

MOST_DAYS = 62  # a roster is laid out for two months at most; the house's choice


def standing(region: str) -> QuerySet[WatchShift]:
    """The shifts of a place that stand."""
    return WatchShift.objects.filter(region=region, withdrawn_at__isnull=True).select_related("staff__unit")


def on_duty(region: str, moment: datetime) -> list[WatchShift]:
    """Whose shift it is at that moment; empty where it is nobody's."""
    return list(standing(region).filter(starts_at__lte=moment, ends_at__gt=moment))


def open_hours(region: str, window: Span) -> tuple[Span, ...]:
    """The hours of the window for which nobody is down."""
    rows = standing(region).filter(starts_at__lt=window.end, ends_at__gt=window.start)
    return gaps((Span(row.starts_at, row.ends_at) for row in rows), window)


@transaction.atomic
def plan_shifts(
    *, region: Region, first: date, last: date, kinds: Sequence[Kind], people: Sequence[Staff], by: Staff, at: datetime
) -> list[WatchShift]:
    """Fill the free shifts from day to day by turn; those that stand are not touched."""
    must_decide(by, region, doing="排舆情值守班")
    Region.objects.select_for_update().get(pk=region.pk)
    today = at.astimezone(BEIJING).date()
    if first < today or last < first or (last - first).days > MOST_DAYS:
        raise Refusal("不能排班", why=f"起止日期应当从今天起、不超过{MOST_DAYS}天", remedy="请核对起止日期")
    barred = [one.name for one in people if not may_handle(one, region.pk)]
    if barred or not people:
        why = f"{'、'.join(barred)}不是本辖区的舆情值守、处置人员" if barred else "没有选择人员"
        raise Refusal("不能排班", why=why, remedy="请核对人员的岗位")
    named = {one.pk: one for one in people}
    rows = standing(region.pk)
    begin = datetime.combine(first, datetime.min.time(), BEIJING)
    taken = [
        Place(Span(row.starts_at, row.ends_at), row.name, row.staff_id)
        for row in rows.filter(ends_at__gt=begin - timedelta(days=1))
    ]
    had = Counter(rows.filter(ends_at__lte=begin - timedelta(days=1)).values_list("staff", flat=True))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    free = [place for place in lay_out(days, kinds, list(named), taken, had) if place.span.end > at]
    made = [
        WatchShift.objects.create(
            region=region, name=place.name, starts_at=place.span.start, ends_at=place.span.end, staff=named[place.who],
            made_by=by, made_at=at,
        )
        for place in free
    ]  # fmt: skip
    record("plan_opinion_watch", about=region, by=by, details={"first": first, "last": last, "shifts": len(made)})
    return made


@transaction.atomic
def change_shift(*, shift: WatchShift, to: Staff, why: str, by: Staff, at: datetime) -> WatchShift:
    """Another takes the shift; from now on where it has begun. The row of the one before stays, withdrawn with the reason."""
    must_decide(by, shift.region, doing="调整舆情值守班")
    row = WatchShift.objects.select_for_update(of=("self",)).select_related("region", "staff").get(pk=shift.pk)
    reason = ""
    if row.withdrawn_at:
        reason = "这一班已经调整过"
    elif row.ends_at <= at:
        reason = "这一班已经过去"
    elif not may_handle(to, row.region_id):
        reason = f"{to.name}不是本辖区的舆情值守、处置人员"
    elif to.pk == row.staff_id or not why.strip():
        reason = "没有换人，或者没有写明理由"
    elif standing(row.region_id).filter(staff=to, starts_at__lt=row.ends_at, ends_at__gt=row.starts_at).exists():
        reason = f"{to.name}这段时间已经有班"
    if reason:
        raise Refusal("不能换班", why=reason, remedy="请核对后办理")
    begun = row.starts_at < at
    row.withdrawn_at, row.withdrawn_why = at, why.strip()[:200]
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    if begun:  # who was there until now was there
        WatchShift.objects.create(
            region=row.region,
            name=row.name,
            starts_at=row.starts_at,
            ends_at=at,
            staff=row.staff,
            made_by=by,
            made_at=at,
        )
    new = WatchShift.objects.create(
        region=row.region, name=row.name, starts_at=max(row.starts_at, at), ends_at=row.ends_at, staff=to, made_by=by,
        made_at=at,
    )  # fmt: skip
    record("change_opinion_watch", about=new, by=by, reason=why, details={"instead_of": row.pk})
    return new
