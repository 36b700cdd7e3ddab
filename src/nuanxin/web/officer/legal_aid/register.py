"""The register of lawyers and volunteers, and the stations: lists, entries, and what changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import holds
from nuanxin.rights.disputes.legal_aid.models import (
    AidAssignment,
    AidLawyer,
    AidLawyerKind,
    AidStanding,
    AidStation,
)
from nuanxin.rights.disputes.legal_aid.registers import (
    LawyerSaid,
    change_standing,
    close_station,
    enter_lawyer,
    open_station,
    own_centre,
)
from nuanxin.rights.disputes.legal_aid.suggesting import LANGUAGES, SKILLS
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.acts.forms import long_text, short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact


def _named(keys: list[str], names: dict[str, str]) -> str:
    return "、".join(names[key] for key in keys if key in names)


LAWYERS = Listing(
    "aid_lawyers",
    "援助律师名册",
    (
        Column("name", "姓名", "name", "link", frozen=True),
        Column("kind", "类别", "get_kind_display"),
        Column("firm", "执业机构"),
        Column("licence", "执业证号"),
        Column("region", "服务地", "region.name"),
        Column("skills", "专长", lambda row: _named(row.skills, SKILLS)),
        Column("languages", "语言", lambda row: _named(row.languages, LANGUAGES)),
        Column("load", "在办", "load", "int"),
        Column("most", "上限", "most_files", "int"),
        Column("standing", "状态", "get_standing_display"),
        Column("phone", "联系电话", default=False),
    ),
    (
        Filter("q", "姓名、机构、证号", lookup=("name", "firm", "licence")),
        Filter("standing", "状态", "choice", choices=AidStanding.choices),
        Filter("kind", "类别", "choice", choices=AidLawyerKind.choices),
    ),
    default_order=("pk",),
    row_url=lambda row: reverse("officer:aid_lawyer", args=[row.pk]),
    unit="人",
    empty="名册中还没有人。请登记律师、基层法律服务工作者和志愿者。",
)
STATIONS = Listing(
    "aid_stations",
    "工作站（联络点）",
    (
        Column("name", "名称", "name", "link", frozen=True),
        Column("kind", "类别", "get_kind_display"),
        Column("region", "区划", "region.name"),
        Column("address", "地址"),
        Column("phone", "联系电话"),
        Column("hours", "服务时间"),
        Column("opened_on", "设立日期", kind="day", sortable="opened_on"),
        Column("closed_on", "撤销日期", kind="day", sortable="closed_on"),
    ),
    (Filter("q", "名称、地址", lookup=("name", "address")),),
    default_order=("pk",),
    row_url=lambda row: reverse("officer:aid_station", args=[row.pk]),
    unit="处",
    empty="还没有登记工作站（联络点）。",
)


class PlaceForm(PatternForm):
    """Something within the area of the centre."""

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class LawyerForm(PlaceForm):
    """One person of the register."""

    name = short_text("姓名", size=40)
    kind = forms.ChoiceField(label="人员类别", choices=AidLawyerKind.choices)
    licence = short_text("执业证号", required=False, size=40, help_text="律师、基层法律服务工作者必填")
    firm = short_text("执业机构", required=False, size=100)
    phone = short_text("联系电话", required=False, size=30)
    region = forms.ChoiceField(label="服务地")
    skills = forms.MultipleChoiceField(
        label="专长", choices=list(SKILLS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label="语言", choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    most_files = forms.IntegerField(label="同时承办上限（件）", required=False, min_value=1, help_text="不限的不填")


class StandingForm(PatternForm):
    """From now on."""

    standing = forms.ChoiceField(label="变更为", choices=AidStanding.choices)
    reason = short_text("理由")


class StationForm(PlaceForm):
    """One place where workers can apply."""

    name = short_text("名称", size=100)
    kind = forms.ChoiceField(
        label="类别", choices=[("window", "专门窗口"), ("station", "工作站"), ("contact", "联络点")]
    )
    region = forms.ChoiceField(label="所在区划")
    address = short_text("地址")
    phone = short_text("联系电话", required=False, size=30)
    hours = short_text("服务时间", required=False, size=100)


class CloseForm(PatternForm):
    reason = long_text("撤销理由", rows=2)


def regions_of(staff: Staff) -> list[tuple[str, str]]:
    """The region of the centre and all within it."""
    rows = Region.objects.filter(within__area=own_centre(staff).region_id).distinct().order_by("code")
    return list(rows.values_list("code", "name"))


def _heads(request: HttpRequest) -> bool:
    return holds(me(request), Permission.FILE_APPROVE)


@officer_page(Permission.FILE_HANDLE)
def aid_lawyers(request: HttpRequest) -> HttpResponseBase:
    """The register of the own centre, each with the files he carries."""
    carried = AidAssignment.objects.filter(
        lawyer=OuterRef("pk"), until__isnull=True, case__closed_on__isnull=True
    ).order_by()
    load = carried.values("lawyer").annotate(n=Count("pk")).values("n")
    rows = AidLawyer.objects.filter(unit=own_centre(me(request))).select_related("region")
    rows = rows.annotate(load=Coalesce(Subquery(load), 0))
    add = [Action("登记人员", reverse("officer:aid_lawyer_new"), primary=True)] if _heads(request) else []
    return listing_page(request, LAWYERS, rows, actions=add)


@officer_page(Permission.FILE_APPROVE)
def aid_lawyer_new(request: HttpRequest) -> HttpResponse:
    """Put a person on the register."""
    staff = me(request)

    def run(v: dict[str, Any]) -> AidLawyer:
        region = Region.objects.get(pk=v.pop("region"))
        return enter_lawyer(unit=own_centre(staff), region=region, said=LawyerSaid(**v), by=staff, on=occasion.today())

    return act_page(
        request,
        LawyerForm,
        run=run,
        title="登记法律援助人员",
        back_url=reverse("officer:aid_lawyers"),
        form_kwargs={"regions": regions_of(staff)},
        done="已登记入册。",
    )


@officer_page(Permission.FILE_HANDLE)
def aid_lawyer(request: HttpRequest, number: int) -> HttpResponse:
    """One person: what he does, his standing over time, and a change of it."""
    centre = own_centre(me(request))
    row = AidLawyer.objects.filter(unit=centre, pk=number).select_related("region", "unit").first()
    if row is None:
        raise NotFound("没有找到这个人", remedy="请从名册打开")
    files = AidAssignment.objects.filter(lawyer=row).select_related("case__clue").order_by("-pk")[:50]
    return act_page(
        request,
        StandingForm,
        run=lambda v: change_standing(lawyer=row, by=me(request), on=occasion.today(), **v),
        title=f"{row.name}（{row.get_standing_display()}）",
        back_url=reverse("officer:aid_lawyers"),
        save="变更状态",
        intro="暂停指派或者退出后不再推荐，今后的值班一并撤下；在办案件请逐件更换承办人员。",
        done="状态已变更。",
        template="officer/legal_aid/lawyer.html",
        context={
            "lawyer": row,
            "changes": row.changes.select_related("by"),
            "files": files,
            "skills": _named(row.skills, SKILLS),
            "languages": _named(row.languages, LANGUAGES),
            "may_change": _heads(request),
        },
    )


@officer_page(Permission.FILE_HANDLE)
def aid_stations(request: HttpRequest) -> HttpResponseBase:
    """Where workers can apply."""
    rows = AidStation.objects.filter(unit=own_centre(me(request))).select_related("region")
    add = [Action("登记", reverse("officer:aid_station_new"), primary=True)] if _heads(request) else []
    return listing_page(request, STATIONS, rows, actions=add)


@officer_page(Permission.FILE_APPROVE)
def aid_station_new(request: HttpRequest) -> HttpResponse:
    """Enter a station or contact point."""
    staff = me(request)

    def run(v: dict[str, Any]) -> AidStation:
        region = Region.objects.get(pk=v.pop("region"))
        return open_station(unit=own_centre(staff), region=region, by=staff, on=occasion.today(), **v)

    return act_page(
        request,
        StationForm,
        run=run,
        title="登记工作站（联络点）",
        back_url=reverse("officer:aid_stations"),
        form_kwargs={"regions": regions_of(staff)},
        done="已登记。",
    )


@officer_page(Permission.FILE_APPROVE)
def aid_station(request: HttpRequest, number: int) -> HttpResponse:
    """Close a station; the line stays."""
    row = AidStation.objects.filter(unit=own_centre(me(request)), pk=number).first()
    if row is None:
        raise NotFound("没有找到这处工作站", remedy="请从列表打开")
    return act_page(
        request,
        CloseForm,
        run=lambda v: close_station(station=row, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"{row.get_kind_display()}：{row.name}",
        back_url=reverse("officer:aid_stations"),
        save="撤销",
        done="已撤销。",
        context={"about": [Fact("地址", row.address), Fact("联系电话", row.phone), Fact("服务时间", row.hours)]},
    )
