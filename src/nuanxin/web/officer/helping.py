"""What one's own unit is asked to do for files of others: open tasks by due day, and those that ended."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.models import HelperTask
from nuanxin.web.officer import queues
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing import Column, Filter, Listing, listing_page


def _light(row: HelperTask) -> Light:
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.done_on)


def _end(row: HelperTask) -> str:
    if row.done_on is None:
        return "待反馈"
    return "已撤回" if row.withdrawn else f"已反馈：{row.reply}"


STANDINGS = (("open", "待反馈"), ("late", "已超期"), ("done", "已结束"))


def _standing(values: list[str]) -> Q:
    parts = {
        "open": Q(done_on__isnull=True),
        "late": Q(done_on__isnull=True, due_on__lt=occasion.today()),
        "done": Q(done_on__isnull=False),
    }
    wanted = Q()
    for value in values:
        wanted |= parts[value]
    return wanted


LISTING = Listing(
    "helping",
    "协办事项",
    (
        Column("clue", "线索编号", "clue.number", kind="link", frozen=True),
        Column("task", "请本单位办理"),
        Column("due_on", "时限", _light, "light", sortable="due_on"),
        Column("asked_on", "交办日期", kind="day", sortable="asked_on"),
        Column("asking", "交办单位", "clue.unit.short_name"),
        Column("officer", "承办人", lambda row: f"{row.clue.officer.name} {row.clue.officer.phone}"),
        Column("end", "结果", _end),
        Column("done_on", "反馈日期", kind="day", sortable="done_on"),
        Column("done_by", "签字人", lambda row: row.signed_by or (row.done_by.name if row.done_by else "")),
        Column("unit", "协办单位", "unit.short_name", default=False),
    ),
    (
        Filter("standing", "进度", "choice", _standing, STANDINGS),
        Filter("q", "事项", lookup="task"),
        Filter("asked_on", "交办日期", "day_range", first=False),
    ),
    default_order=("-asked_on",),
    row_url=lambda row: queues.clue_url(row.clue, "moves"),
    empty="没有请本单位协办的事项。别的单位请协办时，这里和“消息”里会出现。",
)


@officer_page(Permission.CLUE_HANDLE)
def helping(request: HttpRequest) -> HttpResponseBase:
    """The tasks of the person's own units, all signed and unsigned."""
    rows = HelperTask.objects.filter(unit__in=queues.own_units(me(request)))
    return listing_page(request, LISTING, rows.select_related("clue__unit", "clue__officer", "unit", "done_by"))
