"""Typical practices: the own unit's, and those of others that a second person has checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds
from nuanxin.services.events.practices.models import Practice
from nuanxin.services.events.practices.sharing import (
    PracticeFacts,
    check_practice,
    correct_practice,
    practices_for,
    seen_practice,
    signs_of_persons,
    withdraw_practice,
    write_practice,
)
from nuanxin.services.events.seeing import may_correct, must_correct
from nuanxin.services.events.versions import history
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.activities.acts import WhyForm
from nuanxin.web.officer.activities.listing import may_export
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Owner, Record, Section, record_page

PRACTICES = Listing(
    "practices",
    "典型经验",
    (
        Column("title", "标题", kind="link", frozen=True),
        Column("unit", "单位", "unit.short_name"),
        Column("region", "区划", "region.name"),
        Column("about", "有关活动（行动）"),
        Column("recorded_on", "登记日期", kind="day", sortable="recorded_on"),
        Column("checked", "核对", lambda row: f"已核对 {row.checked_on}" if row.checked_on else "仅本单位可见"),
    ),
    (
        Filter("q", "标题、内容", lookup=("title", "text", "about")),
        Filter("open", "待核对", "bool", "checked_on__isnull"),
    ),
    default_order=("-recorded_on", "-pk"),
    row_url=lambda row: reverse("officer:practice", args=[row.pk]),
    unit="篇",
    empty="还没有典型经验。写明做法和成效，由另一名人员核对没有个人信息后，上级和本地其他单位可见。",
)


class PracticeForm(PatternForm):
    title = short_text("标题", size=100)
    text = forms.CharField(label="做法和成效", max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    about = short_text("有关活动（行动）", required=False, size=200)


class PracticeCorrectForm(PracticeForm):
    reason = short_text("更正理由", size=200)


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作台", reverse("officer:desk")), ("典型经验", reverse("officer:practices")), *last]


@officer_page(P.ACTIVITY_VIEW)
def practices(request: HttpRequest) -> HttpResponseBase:
    new = [Action("登记典型经验", reverse("officer:practice_new"), primary=True)]
    actions = new if holds(me(request), P.ACTIVITY_RECORD) else []
    rows = practices_for(me(request))
    return listing_page(request, PRACTICES, rows, actions=actions, on_export=may_export(request))


@officer_page(P.ACTIVITY_RECORD)
def practice_new(request: HttpRequest) -> HttpResponse:
    return act_page(
        request, PracticeForm, title="登记典型经验", back_url=reverse("officer:practices"), save="登记", done="已登记。",
        run=lambda v: write_practice(facts=PracticeFacts(**v), by=me(request), on=occasion.today()),
        next_url=lambda row: reverse("officer:practice", args=[row.pk]), context={"crumbs": _crumbs(("登记", ""))},
        intro="不写人员姓名全名、身份证号、电话、银行卡号；写“张某”。",
    )  # fmt: skip


@officer_page(P.ACTIVITY_VIEW)
def practice(request: HttpRequest, number: int) -> HttpResponse:
    row = seen_practice(me(request), number)
    context: dict[str, Any] = {"found": row, "versions": history(row), "signs": signs_of_persons(row)}
    state = "已核对，本地可见" if row.checked_on else "待核对，仅本单位可见"
    facts = [Fact("单位", row.unit.name), Fact("登记日期", row.recorded_on)]
    if row.about:
        facts.append(Fact("有关活动（行动）", row.about, kind="long"))
    if row.checked_by:
        facts.append(Fact("核对", f"{row.checked_by.name} {row.checked_on}"))
    record = Record(
        number=f"经验{row.pk}",
        title=row.title,
        state=state,
        owner=Owner(row.recorded_by.name, row.recorded_by.phone, row.unit.short_name),
        acts=tuple(_acts(request, row, context["signs"])),
        facts=tuple(facts),
        sections=(
            Section("text", "内容", "officer/activities/tab_practice.html"),
            Section("versions", "更正记录", "officer/activities/tab_versions.html", len(context["versions"])),
        ),
    )
    return record_page(request, record, crumbs=_crumbs((row.title, "")), context=context)


def _acts(request: HttpRequest, row: Practice, signs: list[str]) -> list[Act]:
    if not may_correct(me(request), region=row.region_id, unit_ids=[row.unit_id]):
        return []

    def act(key: str, label: str, **more: Any) -> Act:
        return Act(label, reverse("officer:practice_act", args=[row.pk, key]), **more)

    found = [act("correct", "更正", icon="edit"), act("withdraw", "撤回", icon="back", more=True)]
    if row.checked_on:
        return found
    why = "本人不能核对自己写的" if row.recorded_by_id == me(request).pk else ""
    why = why or (f"文中有个人信息：{'、'.join(signs)}" if signs else "")
    return [act("check", "核对", primary=not why, enabled=not why, why_not=why, icon="check"), *found]


class CheckForm(PatternForm):
    agreed = forms.BooleanField(label="文中没有人员姓名全名、号码和可以认出个人的内容")


@officer_page(P.ACTIVITY_CORRECT)
def practice_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Correct, check or withdraw a practice."""
    row, staff, today = seen_practice(me(request), number), me(request), occasion.today()
    must_correct(staff, region=row.region_id, unit_id=row.unit_id, doing="更改典型经验")
    back = reverse("officer:practice", args=[row.pk])
    told: dict[str, Any] = {"back_url": back, "context": {"crumbs": _crumbs((row.title, back), ("办理", ""))}}
    if act == "correct":

        def correct(v: dict[str, Any]) -> Practice:
            reason = v.pop("reason")
            return correct_practice(practice=row, facts=PracticeFacts(**v), reason=reason, by=staff, on=today)

        return act_page(
            request, PracticeCorrectForm, run=correct, title=f"更正：{row.title}", save="保存更正", done="已更正，须重新核对。",
            initial={name: getattr(row, name) for name in ("title", "text", "about")},
            next_url=lambda new: reverse("officer:practice", args=[new.pk]), **told,
        )  # fmt: skip
    if act == "check":
        return act_page(
            request, CheckForm, title=f"核对：{row.title}", save="核对无误", done="已核对，本地各单位可见。", intro=row.text,
            run=lambda _: check_practice(practice=row, by=staff, on=today), **told,
        )  # fmt: skip
    if act == "withdraw":
        return act_page(
            request, WhyForm, title=f"撤回：{row.title}", save="撤回", done="已撤回。",
            run=lambda v: withdraw_practice(practice=row, why=v["why"], by=staff, on=today),
            next_url=lambda _: reverse("officer:practices"), **told,
        )  # fmt: skip
    raise NotFound("没有找到这一页", remedy="请从典型经验打开")
