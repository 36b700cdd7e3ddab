"""The ledger of warnings."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of, within
from nuanxin.watch.monitoring.risk.declared import GRADE_NAMES, WARNED
from nuanxin.watch.monitoring.risk.house import rule_names
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning, WarningState
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.seeing import warnings_for
from nuanxin.web.patterns.lights import Level, Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.listing.watched import watch

_LEVELS: dict[str, Level] = {"red": "overdue", "orange": "today", "yellow": "near", "blue": "watch", "none": "none"}


def grade_light(grade: str, score: int) -> Light:
    """The grade as icon, word and colour."""
    return Light(_LEVELS[grade], f"{GRADE_NAMES[grade]}色 {score}分")


def clock_light(row: RiskWarning) -> Light:
    """How near the day is; a warning without a day says so."""
    if row.due_on is None:
        return Light("none", "只作关注" if row.only_watched else "期限未设置")
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.ended_on)


def _overdue(wanted: bool) -> Q:
    late = Q(due_on__lt=occasion.today(), ended_on__isnull=True)
    return late if wanted else ~late


def _mine(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(me(request).pk), "本人")]


def _own_units(request: HttpRequest) -> list[tuple[str, str]]:
    units = {post.unit_id: post.unit for post in posts_of(me(request))}
    return [(str(number), unit.short_name or unit.name) for number, unit in units.items()]


def _rules(keys: list[str]) -> Q:
    """Warnings to which any of these rules gave points."""
    found = Q(pk__in=[])
    for key in keys:
        found |= Q(rules__contains=f" {key} ")
    return found


LISTING = Listing(
    "warnings",
    "监测预警",
    (
        Column("project", "项目", "project.name", "link", frozen=True),
        Column("grade", "级别", lambda row: grade_light(row.grade, row.score), "light", sortable="score"),
        Column("due", "处置期限", clock_light, "light", sortable="due_on"),
        Column("state", "状态", "get_state_display"),
        Column("owner", "责任人", "owner.name"),
        Column("month", "工资月份", lambda row: f"{row.month:%Y-%m}", sortable="month"),
        Column("why", "首要理由", lambda row: row.reasons[0]["name"] if row.reasons else ""),
        Column("workers", "涉及人数", kind="int"),
        Column("amount_fen", "涉及金额", kind="money", sortable="amount_fen"),
        Column("employer", "用人单位", "employer.name"),
        Column("region", "区划", "region.name"),
        Column("outcome", "结论", "get_outcome_display"),
        Column("raised_on", "预警日期", kind="day", sortable="raised_on", default=False),
    ),
    (
        Filter("q", "项目、单位", lookup=("project__name", "project__code", "employer__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("grade", "级别", "choice", choices=[(one, GRADE_NAMES[one]) for one in WARNED]),
        Filter("state", "状态", "choice", choices=WarningState.choices),
        Filter("open", "未销号", "bool", lambda wanted: Q(ended_on__isnull=wanted)),
        Filter("overdue", "已超期", "bool", _overdue),
        Filter("rule", "规则", "choice", _rules, choices=lambda request: rule_names().items(), first=False),
        Filter("outcome", "结论", "choice", choices=Outcome.choices, first=False),
        Filter("raised_on", "预警日期", "day_range", first=False),
        Filter("whose", "由谁负责", "choice", lambda values: Q(owner__in=values), _mine, first=False),
        Filter("unit", "负责单位", "choice", lambda values: Q(owner__unit__in=values), _own_units, first=False),
        Filter("owner", "责任人姓名", lookup=("owner__name",), first=False),
    ),
    default_order=("-raised_on", "-score", "-pk"),
    row_url=lambda row: reverse("officer:warning", args=[row.pk]),
    unit="条",
    empty="没有符合条件的预警。启用规则集并导入工资监测数据以后，由系统自动产生。",
)


@officer_page(P.WATCH_VIEW)
def warnings(request: HttpRequest) -> HttpResponseBase:
    """Warnings of the person's areas."""
    rows = seen_warnings(me(request))
    actions = [
        Action("预警规则", reverse("officer:rule_sets"), "scale"),
        Action("准确率", reverse("officer:accuracy"), "chart"),
    ]
    staff, open_ones = me(request), rows.filter(ended_on__isnull=True)
    context = {
        "open": open_ones.count(), "late": open_ones.filter(_overdue(True)).count(),
        "mine": open_ones.filter(owner=staff).count(), "me": staff,
    }  # fmt: skip
    return listing_page(
        request, LISTING, rows, actions=actions, on_export=export_recorded if holds(staff, P.EXPORT) else None,
        template="officer/warnings/warnings.html", context=context,
    )  # fmt: skip


def seen_warnings(staff: Staff) -> QuerySet[RiskWarning]:
    """What the ledger shows this person at all."""
    return warnings_for(staff).select_related("project", "employer", "region", "owner")


watch(LISTING, "officer:warnings", seen_warnings)
