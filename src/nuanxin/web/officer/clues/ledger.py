"""The ledger of clues: the list declared once, filtered by everything an officer asks for, exported under audit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import areas, holds, posts_of, within
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.channels import OPEN_STATES, Channel, ClueKind, ClueState, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.reassigning import MOST
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.rights.intake.words import said
from nuanxin.web.officer import queues
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter, Option
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.listing.watched import watch
from nuanxin.web.patterns.listing.workbook import Export

DUE = (("overdue", "已超期"), ("today", "今日到期"), ("week", "本周到期"), ("later", "本周以后"), ("none", "无期限"))


def visible_regions(request: HttpRequest) -> Iterable[Option]:
    """The regions that the person oversees, townships indented below their county."""
    staff = me(request)
    codes = {post.region_id for post in posts_of(staff)} | set(areas(staff, Permission.CLUE_VIEW))
    rows = Region.objects.filter(within__area__in=codes).distinct().order_by("code")
    depth = {"city": 0, "county": 1, "town": 2}
    return [
        (code, "　" * depth.get(level, 0) + name) for code, level, name in rows.values_list("code", "level", "name")
    ]


def visible_units(request: HttpRequest) -> Iterable[Option]:
    """Units within the person's areas."""
    codes = {post.region_id for post in posts_of(me(request))}
    rows = Unit.objects.filter(region__within__area__in=codes).distinct().order_by("region_id", "code")
    return [(str(row.pk), row.short_name) for row in rows[:300]]


def visible_officers(request: HttpRequest) -> Iterable[Option]:
    """Who may hold a clue in the person's areas: own unit first."""
    staff = me(request)
    codes = {post.region_id for post in posts_of(staff)}
    rows = Staff.objects.filter(unit__region__within__area__in=codes).distinct()
    found = rows.values_list("pk", "name", "unit_id", "unit__short_name")[:500]
    ordered = sorted(found, key=lambda one: (one[2] != staff.unit_id, one[2], one[0]))
    return [(str(key), f"{name}（{unit}）") for key, name, _, unit in ordered]


def due_condition(values: list[str]) -> Q:
    """Open clues by where their due day lies."""
    today = occasion.today()
    week = queues.end_of_week(today)
    parts = {
        "overdue": Q(due_on__lt=today),
        "today": Q(due_on=today),
        "week": Q(due_on__gte=today, due_on__lte=week),
        "later": Q(due_on__gt=week),
        "none": Q(due_on__isnull=True),
    }
    wanted = Q()
    for value in values:
        wanted |= parts[value]
    return Q(state__in=OPEN_STATES) & wanted


def light_of(clue: Clue) -> Light:
    """The light of an open clue, or whether a closed one was in time."""
    return due_light(due_on=clue.due_on, today=occasion.today(), done_on=clue.closed_on)


def _pressed(wanted: bool) -> Q:
    return Q(state__in=OPEN_STATES, pk__in=queues.pressed())


def _yes_no(value: bool | None) -> str:
    return "" if value is None else ("是" if value else "否")


def open_clue(row: Any) -> str:
    return reverse("officer:clue", args=[row.number])


COLUMNS = (
    Column("number", "线索编号", kind="link", frozen=True, sortable="number", clustered=True),
    Column("state", "状态", "get_state_display"),
    Column("light", "时限", light_of, "light", sortable="due_on"),
    Column("received_on", "收到日期", kind="day", sortable="received_on"),
    Column("employer", "用人单位", queues.title_of),
    Column("project_said", "项目（标段）"),
    Column("persons", "人数", kind="int", sum=True),
    Column("amount_fen", "欠薪金额", kind="money", sortable="amount_fen", sum=True),
    Column("officer", "责任人", "officer.name"),
    Column("region", "区划", "region.name"),
    Column("sector", "行业领域", "get_sector_display", default=False),
    Column("channel", "渠道", "get_channel_display", default=False),
    Column("unit", "承办单位", "unit.short_name", default=False),
    Column("kind", "性质", "get_kind_display", default=False),
    Column("migrant_persons", "其中农民工", kind="int", sum=True, default=False),
    Column("migrant_amount_fen", "农民工金额", kind="money", sum=True, default=False),
    Column("place", "地点", default=False),
    Column("owed", "欠薪时段", lambda row: " 至 ".join(filter(None, (row.owed_from, row.owed_to))), default=False),
    Column("government", "政府投资", lambda row: _yes_no(row.government), default=False),
    Column("state_firm", "国企项目", lambda row: _yes_no(row.state_firm), default=False),
    Column("accepted_on", "受理日期", kind="day", default=False),
    Column("closed_on", "办结日期", kind="day", default=False),
    Column("conclusion", "办结结论", "get_conclusion_display", default=False),
    Column("external_number", "外部编号", default=False),
)
FILTERS = (
    Filter(
        "q",
        "单位、项目、地点、编号",
        lookup=said,
        placeholder="任意几个字",
    ),
    Filter("state", "状态", "choice", choices=ClueState.choices),
    Filter("due", "时限", "choice", due_condition, DUE),
    Filter("region", "区划", "region", lambda code: Q(region__in=list(within(code))), visible_regions),
    Filter("officer", "责任人", "choice", choices=visible_officers),
    Filter("pressed", "督办中", "bool", _pressed),
    Filter("channel", "渠道", "choice", choices=Channel.choices, first=False),
    Filter("sector", "行业领域", "choice", choices=Sector.choices, first=False),
    Filter("unit", "承办单位", "choice", choices=visible_units, first=False),
    Filter("kind", "性质", "choice", choices=ClueKind.choices, first=False),
    Filter("conclusion", "办结结论", "choice", choices=Conclusion.choices, first=False),
    Filter("received_on", "收到日期", "day_range", first=False),
    Filter("closed_on", "办结日期", "day_range", first=False),
    Filter("amount_fen", "欠薪金额", "money_range", first=False),
)
LISTING = Listing(
    "clues",
    "线索台账",
    COLUMNS,
    FILTERS,
    default_order=("-received_on",),
    row_url=open_clue,
    empty="没有符合条件的线索。可以放宽或清除筛选条件；看不到的线索可能不在您的辖区或单位。",
)


@officer_page(Permission.CLUE_VIEW)
def clues(request: HttpRequest) -> HttpResponseBase:
    """The list of everything the person may see."""
    staff = me(request)
    rows = seen_clues(staff)
    actions = []
    if holds(staff, Permission.CLUE_REGISTER):
        actions.append(Action("登记线索", reverse("officer:clue_new"), primary=True))
    if holds(staff, Permission.CLUE_IMPORT):
        actions.append(Action("导入", reverse("officer:import"), "upload"))
    actions.append(Action("识读准确率", reverse("officer:text_reader"), "chart"))
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    assigns = holds(staff, Permission.CLUE_ASSIGN)
    template = "officer/clues/ledger.html" if assigns else "patterns/listing.html"
    return listing_page(
        request, LISTING, rows, on_export=on_export, actions=actions, template=template, context={"most": MOST}
    )


def seen_clues(staff: Staff) -> QuerySet[Clue]:
    """What the ledger shows this person at all."""
    rows = clues_for(staff).filter(merged_into__isnull=True)
    return rows.select_related("employer", "region", "officer", "unit")


def export_recorded(request: HttpRequest, made: Export) -> None:
    """An export leaves its trace before the file leaves the house."""
    record(
        "export_list",
        about=("listing", made.listing),
        by=me(request),
        details={"title": made.title, "rows": made.rows, "columns": made.columns, "conditions": made.conditions},
    )


watch(LISTING, "officer:clues", seen_clues)
