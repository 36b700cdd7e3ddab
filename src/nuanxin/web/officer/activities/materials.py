"""Publicity material: made, given, left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.services.events.materials.giving import Given, give_material, handouts_for, withdraw_handout
from nuanxin.services.events.materials.making import (
    MaterialFacts,
    correct_material,
    make_material,
    materials_for,
    seen_material,
    with_given,
    withdraw_material,
)
from nuanxin.services.events.materials.models import Handout, Material
from nuanxin.services.events.seeing import may_correct, must_correct, own_regions
from nuanxin.services.events.versions import history, standing
from nuanxin.services.events.words import MaterialKind
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.activities.acts import WhyForm
from nuanxin.web.officer.activities.forms import number
from nuanxin.web.officer.activities.listing import may_export, regions_of
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

MATERIALS = Listing(
    "materials",
    "宣传品台账",
    (
        Column("title", "名称", kind="link", frozen=True),
        Column("kind", "种类", "get_kind_display"),
        Column("unit", "制作单位", "unit.short_name"),
        Column("region", "区划", "region.name", default=False),
        Column("made_on", "制作日期", kind="day", sortable="made_on"),
        Column("made", "制作", kind="int", sortable="made"),
        Column("given", "已发放", kind="int"),
        Column("left", "剩余", lambda row: row.made - row.given, "int"),
        Column("note", "说明", default=False),
    ),
    (
        Filter("q", "名称、说明", lookup=("title", "note")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), regions_of),
        Filter("kind", "种类", "choice", choices=MaterialKind.choices),
        Filter("made_on", "制作日期", "day_range", first=False),
    ),
    default_order=("-made_on", "-pk"),
    row_url=lambda row: reverse("officer:material", args=[row.pk]),
    unit="批",
    empty="还没有宣传品。印好手册、海报后点“登记宣传品”，发放时扣减剩余。",
)
HANDOUTS = Listing(
    "handouts",
    "发放台账",
    (
        Column("title", "宣传品", "material.title", kind="link", frozen=True),
        Column("amount", "数量", kind="int", sortable="amount"),
        Column("given_on", "发放日期", kind="day", sortable="given_on"),
        Column("unit", "发放单位", "unit.short_name"),
        Column("region", "区划", "region.name"),
        Column("place", "地点"),
        Column("activity", "活动", lambda row: row.entry.title if row.entry else ""),
        Column("recorded_by", "登记人", "recorded_by.name"),
    ),
    (
        Filter("q", "地点", lookup="place"),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), regions_of),
        Filter("given_on", "发放日期", "day_range"),
    ),
    default_order=("-given_on", "-pk"),
    row_url=lambda row: reverse("officer:material", args=[row.material_id]),
    unit="笔",
    empty="没有发放记录。",
)


class MaterialForm(PatternForm):
    kind = forms.ChoiceField(label="种类", choices=MaterialKind.choices)
    title = short_text("名称", size=100)
    made = number("制作数量")
    made_on = DayField(label="制作日期", not_after=occasion.today)
    note = short_text("说明", required=False, size=300)


class MaterialCorrectForm(MaterialForm):
    reason = short_text("更正理由", size=200)


class GiveForm(PatternForm):
    amount = number("发放数量")
    region = forms.ModelChoiceField(label="区划", queryset=Region.objects.none(), empty_label=None)
    place = short_text("发放地点", size=100)
    given_on = DayField(label="发放日期", not_after=occasion.today)

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["region"].queryset = regions


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("宣传品", reverse("officer:materials")), *last]


@officer_page(P.ACTIVITY_VIEW)
def materials(request: HttpRequest) -> HttpResponseBase:
    rows = with_given(materials_for(me(request)).filter(withdrawn_on__isnull=True))
    actions = [Action("发放台账", reverse("officer:handouts"), "list")]
    if holds(me(request), P.ACTIVITY_RECORD):
        actions = [Action("登记宣传品", reverse("officer:material_new"), primary=True), *actions]
    return listing_page(request, MATERIALS, rows, actions=actions, on_export=may_export(request))


@officer_page(P.ACTIVITY_VIEW)
def handouts(request: HttpRequest) -> HttpResponseBase:
    rows = handouts_for(me(request)).filter(withdrawn_on__isnull=True)
    return listing_page(request, HANDOUTS, rows, on_export=may_export(request))


@officer_page(P.ACTIVITY_RECORD)
def material_new(request: HttpRequest) -> HttpResponse:
    return act_page(
        request, MaterialForm, title="登记宣传品", back_url=reverse("officer:materials"), save="登记", done="已登记。",
        run=lambda v: make_material(facts=MaterialFacts(**v), by=me(request), on=occasion.today()),
        next_url=lambda row: reverse("officer:material", args=[row.pk]), initial={"made_on": occasion.today()},
        context={"crumbs": _crumbs(("登记宣传品", ""))},
    )  # fmt: skip


@officer_page(P.ACTIVITY_VIEW)
def material(request: HttpRequest, number: int) -> HttpResponse:
    """One batch: what was given where, what is left, every version."""
    row = seen_material(me(request), number)
    now = standing(row)
    rows = Handout.objects.filter(batch=row.series).select_related("unit", "region", "entry", "recorded_by")
    given = list(rows.order_by("-given_on", "-pk"))
    told = sum(one.amount for one in given if one.withdrawn_on is None)
    versions = history(row)
    context = {
        "found": row,
        "handouts": [(one, _may_take_back(request, one)) for one in given],
        "versions": versions,
        "corrects": may_correct(me(request), region=row.region_id, unit_ids=[row.unit_id]),
    }
    facts = (
        Fact("种类", row.get_kind_display()), Fact("制作日期", row.made_on), Fact("制作", row.made),
        Fact("已发放", told), Fact("剩余", row.made - told), Fact("制作单位", row.unit.name),
        *((Fact("说明", row.note, kind="long"),) if row.note else ()),
        *((Fact("最新记录", now.title, reverse("officer:material", args=[now.pk])),) if now and now != row else ()),
    )  # fmt: skip
    record = Record(
        number=f"第{row.pk}批",
        title=row.title,
        state="有效" if row == now else "已更正" if now else "已撤回",
        owner=Owner(row.recorded_by.name, row.recorded_by.phone, row.unit.short_name),
        acts=tuple(_acts(request, row, context["corrects"])) if row == now else (),
        facts=facts,
        sections=(
            Section("given", "发放", "officer/activities/tab_handouts.html", len(given)),
            Section("versions", "更正记录", "officer/activities/tab_versions.html", len(versions)),
        ),
    )
    return record_page(request, record, crumbs=_crumbs((row.title, "")), context=context)


def _may_take_back(request: HttpRequest, row: Handout) -> bool:
    return not row.withdrawn_on and may_correct(me(request), region=row.region_id, unit_ids=[row.unit_id])


def _acts(request: HttpRequest, row: Material, corrects: Any) -> list[Act]:
    def act(key: str, label: str, **more: Any) -> Act:
        return Act(label, reverse("officer:material_act", args=[row.pk, key]), **more)

    found = [act("give", "登记发放", primary=True, icon="send")] if holds(me(request), P.ACTIVITY_RECORD) else []
    if corrects:
        found += [act("correct", "更正", icon="edit"), act("withdraw", "撤回", icon="back", more=True)]
    return found


@officer_page(P.ACTIVITY_RECORD)
def material_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Give, correct or withdraw a batch."""
    row, staff, today = seen_material(me(request), number), me(request), occasion.today()
    back = reverse("officer:material", args=[row.pk])
    if act in ("correct", "withdraw"):
        must_correct(staff, region=row.region_id, unit_id=row.unit_id, doing="更改宣传品记录")
    if act == "give":
        home = staff.unit.region_id if staff.unit else ""

        def give(v: dict[str, Any]) -> Handout:
            given = Given(v["amount"], v["given_on"], v["region"].pk, staff.unit_id or 0, v["place"])
            return give_material(material=row, given=given, by=staff, on=today)

        return act_page(
            request, GiveForm, run=give, title=f"登记发放：{row.title}", back_url=back, save="登记", done="已登记发放。",
            form_kwargs={"regions": own_regions(staff)}, initial={"given_on": today, "region": home},
            context={"crumbs": _crumbs((row.title, back), ("登记发放", ""))},
        )  # fmt: skip
    if act == "correct":
        told = {name: getattr(row, name) for name in ("kind", "title", "made", "made_on", "note")}

        def correct(v: dict[str, Any]) -> Material:
            reason = v.pop("reason")
            return correct_material(material=row, facts=MaterialFacts(**v), reason=reason, by=staff, on=today)

        return act_page(
            request, MaterialCorrectForm, run=correct, title=f"更正：{row.title}", back_url=back, save="保存更正",
            done="已更正。", initial=told, next_url=lambda new: reverse("officer:material", args=[new.pk]),
            context={"crumbs": _crumbs((row.title, back), ("更正", ""))},
        )  # fmt: skip
    if act == "withdraw":
        return act_page(
            request, WhyForm, title=f"撤回：{row.title}", back_url=back, save="撤回", done="已撤回。",
            run=lambda v: withdraw_material(material=row, why=v["why"], by=staff, on=today),
            context={"crumbs": _crumbs((row.title, back), ("撤回", ""))},
        )  # fmt: skip
    raise NotFound("没有找到这一页", remedy="请从宣传品页面打开")


@officer_page(P.ACTIVITY_CORRECT)
def handout_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A handing-out entered by mistake."""
    row = handouts_for(me(request)).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这笔发放", why="可能不在您的辖区", remedy="请从发放台账打开")
    must_correct(me(request), region=row.region_id, unit_id=row.unit_id, doing="撤回发放")
    return act_page(
        request, WhyForm, title=f"撤回发放：{row.material.title} {row.amount}", save="撤回", done="已撤回，剩余数量已恢复。",
        back_url=reverse("officer:material", args=[row.material_id]), context={"crumbs": _crumbs(("撤回发放", ""))},
        run=lambda v: withdraw_handout(handout=row, why=v["why"], by=me(request), on=occasion.today()),
    )  # fmt: skip
