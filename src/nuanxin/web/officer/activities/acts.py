"""The acts on a record: correct, more photos, join, part, withdraw, take a photo down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.services.events.facts import CONTENT
from nuanxin.services.events.joining import join_activity, part_activity
from nuanxin.services.events.models import Activity, ActivityPartner, ActivityPhoto
from nuanxin.services.events.photos import add_photos, withdraw_photo
from nuanxin.services.events.recording import correct_activity, withdraw_activity
from nuanxin.services.events.seeing import activities_for, may_correct, must_correct, seen_activity
from nuanxin.services.events.usual import usual_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.activities.forms import CorrectForm, PicturesField
from nuanxin.web.officer.activities.page import crumbs
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm


class WhyForm(PatternForm):
    why = short_text("理由", size=200)


class JoinForm(PatternForm):
    into = forms.ChoiceField(label="并入哪一条", widget=forms.RadioSelect)
    why = short_text("理由", size=200)

    def __init__(self, *args: Any, activity: Activity, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = activities_for(staff).filter(held_on=activity.held_on, withdrawn_on__isnull=True)
        near = near.exclude(series=activity.series).order_by("pk")[:50]
        fields: dict[str, Any] = self.fields
        fields["into"].choices = [
            (str(one.pk), f"{one.number} {one.title}（{one.region.name}，{one.unit.short_name}，{one.persons}人次）")
            for one in near
        ]


class PhotosForm(PatternForm):
    photos = PicturesField(label="照片", required=True)


def _correct(request: HttpRequest, row: Activity, back: str) -> HttpResponse:
    staff, usual = me(request), usual_of(me(request), row.held_on)
    told: dict[str, Any] = {name: getattr(row, name) for name in CONTENT}
    told |= {"region": row.region_id, "unit": row.unit_id}
    holder: list[CorrectForm] = []

    class Kept(CorrectForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            holder[:] = [self]

    def run(v: dict[str, Any]) -> Activity:
        return correct_activity(
            activity=row, facts=holder[0].facts(), reason=v["reason"], apart_why=v["apart_why"], by=staff,
            on=occasion.today(),
        )  # fmt: skip

    return act_page(
        request, Kept, run=run, title=f"更正：{row.title}", back_url=back, save="保存更正", done="已更正，原记录保留。",
        initial=told, form_kwargs={"staff": staff, "usual": usual, "keep": (row.kind, row.kind_name)},
        next_url=lambda new: reverse("officer:activity", args=[new.pk]), context={"crumbs": crumbs(row, "更正")},
    )  # fmt: skip


def _photos(request: HttpRequest, row: Activity, back: str) -> HttpResponse:
    def run(v: dict[str, Any]) -> int:
        contents = [one.read() for one in v["photos"]]
        return add_photos(activity=row, form=uuid4(), contents=contents, by=me(request))

    return act_page(
        request, PhotosForm, run=run, title=f"补充照片：{row.title}", back_url=back, save="上传",
        done=lambda made: f"已补充{made}张照片。", context={"crumbs": crumbs(row, "补充照片")},
    )  # fmt: skip


def _join(request: HttpRequest, row: Activity, back: str) -> HttpResponse:
    staff = me(request)

    def run(v: dict[str, Any]) -> Any:
        into = seen_activity(staff, int(v["into"]))
        join_activity(activity=row, into=into, why=v["why"], by=staff, on=occasion.today())
        return into

    return act_page(
        request, JoinForm, run=run, title=f"并入另一记录：{row.title}", back_url=back, save="并入",
        intro="同一活动只计一次。并入后本条不再计数，本单位列为联合承办；可以撤销。",
        done="已并入，只计一次。", form_kwargs={"activity": row, "staff": staff},
        next_url=lambda into: reverse("officer:activity", args=[into.pk]), context={"crumbs": crumbs(row, "并入")},
    )  # fmt: skip


def _withdraw(request: HttpRequest, row: Activity, back: str) -> HttpResponse:
    return act_page(
        request, WhyForm, title=f"撤回：{row.title}", back_url=back, save="撤回", done="已撤回，记录保留，不再计数。",
        run=lambda v: withdraw_activity(activity=row, why=v["why"], by=me(request), on=occasion.today()),
        intro="没有举办或者重复登记的可以撤回；当场发放的宣传品一并撤回。内容有误的请更正。",
        context={"crumbs": crumbs(row, "撤回")},
    )  # fmt: skip


ACTS: dict[str, Callable[[HttpRequest, Activity, str], HttpResponse]] = {
    "correct": _correct, "photos": _photos, "join": _join, "withdraw": _withdraw,
}  # fmt: skip


@officer_page(P.ACTIVITY_CORRECT)
def activity_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on a record that stands, for its own unit and who looks after the area."""
    row = seen_activity(me(request), number)
    if act not in ACTS:
        raise NotFound("没有找到这一页", remedy="请从活动页面打开")
    if not may_correct(me(request), region=row.region_id, unit_ids=[row.unit_id]):
        raise NotAllowed("您不能更改这条记录", why="由登记单位更正", remedy=f"请联系{row.unit.short_name}")
    if row.withdrawn_on:
        raise Refusal("不能更改这条记录", why="已经更正、并入或者撤回", remedy="请在最新的记录上办理")
    return ACTS[act](request, row, reverse("officer:activity", args=[row.pk]))


@officer_page(P.ACTIVITY_CORRECT)
def activity_part(request: HttpRequest, number: int, partner: int) -> HttpResponse:
    """They are two after all."""
    row = seen_activity(me(request), number)
    found = ActivityPartner.objects.filter(pk=partner, series=row.series).select_related("unit").first()
    if found is None:
        raise NotFound("没有找到这次并入", remedy="请从活动页面打开")
    must_correct(me(request), region=row.region_id, unit_id=found.unit_id, doing="撤销并入")
    return act_page(
        request, WhyForm, title=f"撤销并入：{found.unit.short_name}", save="撤销并入", done="已撤销并入，恢复为单独一场。",
        back_url=reverse("officer:activity", args=[row.pk]), context={"crumbs": crumbs(row, "撤销并入")},
        run=lambda v: part_activity(partner=found, why=v["why"], by=me(request), on=occasion.today()),
        next_url=lambda made: reverse("officer:activity", args=[made.pk]),
    )  # fmt: skip


@officer_page(P.ACTIVITY_CORRECT)
def activity_photo_withdraw(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """A picture that should not be shown."""
    row = seen_activity(me(request), number)
    found = ActivityPhoto.objects.filter(pk=photo, activity__series=row.series, withdrawn_on__isnull=True).first()
    if found is None:
        raise NotFound("没有找到这张照片", remedy="请从活动页面打开")
    must_correct(me(request), region=row.region_id, unit_id=row.unit_id, doing="撤下照片")
    return act_page(
        request, WhyForm, title="撤下照片", save="撤下", done="已撤下照片。",
        back_url=reverse("officer:activity", args=[row.pk]), context={"crumbs": crumbs(row, "撤下照片")},
        run=lambda v: withdraw_photo(photo=found, why=v["why"], by=me(request), on=occasion.today()),
    )  # fmt: skip
