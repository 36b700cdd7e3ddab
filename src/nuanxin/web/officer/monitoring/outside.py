"""Signals from other offices: the list, a file taken whole or refused whole, and what stands about one firm or project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.foundation.parties.models import Employer
from nuanxin.watch.monitoring.chain.models import FirmRole, ProjectFirm
from nuanxin.watch.monitoring.outside.counting import codes_of, standing
from nuanxin.watch.monitoring.outside.kinds import kinds
from nuanxin.watch.monitoring.outside.models import OutsideSignal, OutsideTake
from nuanxin.watch.monitoring.outside.reading import HEADINGS, read_signals
from nuanxin.watch.monitoring.outside.taking import take_signals
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.seeing import codes_in, places
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

SHOWN = 50


def state_of(row: OutsideSignal) -> Light:
    """Whether it stands, was lifted, or no longer counts by its age."""
    today, kind = occasion.today(), row.declared
    if row.until and row.until <= today:
        return Light("done", f"{row.until}解除")
    if kind and not kind.counts_in(today.replace(day=1), row.happened_on, row.until):
        return Light("none", "已过计分期")
    return Light("near", "有效")


def _lifted(wanted: bool) -> Q:
    gone = Q(until__lte=occasion.today())
    return gone if wanted else ~gone


LISTING = Listing(
    "outside_signals",
    "外部信号",
    (
        Column("subject_name", "企业或项目", "subject_name", frozen=True),
        Column("kind", "信号", "kind_name"),
        Column("shown", "数值"),
        Column("happened_on", "信号日期", kind="day", sortable="happened_on"),
        Column("state", "状态", state_of, "light"),
        Column("office", "来源单位"),
        Column("document", "文号", default=False),
        Column("credit_code", "统一社会信用代码"),
        Column("region", "区划", "region.name"),
        Column("taken_on", "导入日期", "take.taken_on", "day", default=False),
        Column("by", "导入人", "take.by.name", default=False),
    ),
    (
        Filter("q", "名称、代码、项目编号", lookup=("subject_name", "credit_code", "project__code")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("kind", "信号", "choice", choices=[(one.key, one.name) for one in kinds().values()]),
        Filter("lifted", "已解除", "bool", _lifted),
        Filter("happened_on", "信号日期", "day_range", first=False),
    ),
    default_order=("-happened_on", "-pk"),
    unit="条",
    empty="没有外部信号。供电、供水、税务、社保、法院、市场监管等部门提供的名单和数据，点“导入”。",
)


class TakeForm(PatternForm):
    """One file for one place."""

    file = forms.FileField(label="文件（.xlsx 或 .csv，10 MB 以内）", help_text="第一行为表头：" + "、".join(HEADINGS))
    region = forms.ChoiceField(label="区划")

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


def signals_for(staff: Staff) -> QuerySet[OutsideSignal]:
    """Standing signals of the person's areas."""
    return standing().filter(region__in=codes_in(staff, P.WATCH_VIEW))


@officer_page(P.WATCH_VIEW)
def outside_signals(request: HttpRequest) -> HttpResponseBase:
    """Signals of the person's areas."""
    staff = me(request)
    actions = []
    if holds(staff, P.WATCH_MANAGE):
        actions.append(Action("导入", reverse("officer:outside_take"), "upload", primary=True))
    rows = signals_for(staff).select_related("region", "take__by", "project")
    return listing_page(
        request, LISTING, rows, actions=actions, on_export=export_recorded if holds(staff, P.EXPORT) else None
    )


@officer_page(P.WATCH_MANAGE)
def outside_take(request: HttpRequest) -> HttpResponse:
    """A file of signals: whole or not at all. Beside it what each kind means and the last files."""

    def run(v: dict[str, Any]) -> OutsideTake:
        today = occasion.today()
        lines = read_signals(v["file"].read(), v["file"].name, today)
        region = Region.objects.get(pk=v["region"])
        return take_signals(region=region, name=v["file"].name, lines=lines, by=me(request), on=today)

    regions = places(me(request), P.WATCH_MANAGE)
    takes = OutsideTake.objects.filter(region__in=codes_in(me(request), P.WATCH_MANAGE)).select_related("region", "by")
    return act_page(
        request, TakeForm, run=run, title="导入外部信号", back_url=reverse("officer:outside_signals"), save="导入",
        form_kwargs={"regions": regions}, done=_said, template="officer/monitoring/outside_take.html",
        intro="有一行不对，整个文件都不导入，并逐行列出原因；改好后重新导入。同一文件再导入不会重复；同一天数值不同的作为更正，原记录保留。",
        context={
            "kinds": kinds().values(), "takes": takes.order_by("-pk")[:10],
            "crumbs": [("工作台", "/officer/"), ("外部信号", reverse("officer:outside_signals")), ("导入", "")],
        },
    )  # fmt: skip


def _said(take: OutsideTake) -> str:
    return f"已导入：新增{take.made}条，更正{take.changed}条，已有{take.unchanged}条。"


@officer_page(P.WATCH_MANAGE)
def outside_template(request: HttpRequest) -> HttpResponse:
    """The headings as a text table that Excel and WPS open."""
    answer = HttpResponse(("\ufeff" + ",".join(HEADINGS) + "\r\n").encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="outside-signals.csv"'
    return answer


def lines_of(rows: Iterable[OutsideSignal]) -> list[dict[str, Any]]:
    """For the page of a firm or a project: each with its state."""
    return [{"row": one, "state": state_of(one)} for one in rows]


def employer_signals(employer: Employer, staff: Staff) -> list[dict[str, Any]]:
    """What stands about a firm, for those who watch the place."""
    rows = signals_for(staff).filter(credit_code__in=codes_of(employer)).order_by("-happened_on", "-pk")
    return lines_of(rows[:SHOWN])


def project_signals(project: MonitoredProject, staff: Staff) -> list[dict[str, Any]]:
    """What stands about a project, its general contractor and its owner."""
    owners = ProjectFirm.objects.filter(project=project, role=FirmRole.OWNER, withdrawn_on__isnull=True)
    codes = codes_of(project.employer) | set(owners.exclude(credit_code="").values_list("credit_code", flat=True))
    rows = signals_for(staff).filter(Q(project=project) | Q(credit_code__in=codes)).order_by("-happened_on", "-pk")
    return lines_of(rows[:SHOWN])
