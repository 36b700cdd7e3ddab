"""One activity: its facts, photos, what was given there, who joined in, every version."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.services.events.kinds import kinds
from nuanxin.services.events.materials.models import Handout
from nuanxin.services.events.models import Activity, ActivityPartner, ActivityPhoto
from nuanxin.services.events.photos import open_photo, photos_of
from nuanxin.services.events.seeing import may_correct, seen_activity
from nuanxin.services.events.versions import history, standing
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.record import Act, Event, Fact, Owner, Record, Section, record_page


def crumbs(row: Activity, last: str = "") -> list[tuple[str, str]]:
    here = reverse("officer:activity", args=[row.pk]) if last else ""
    found = [("工作台", reverse("officer:desk")), ("活动台账", reverse("officer:activities")), (row.number, here)]
    return [*found, (last, "")] if last else found


@officer_page(P.ACTIVITY_VIEW)
def activity(request: HttpRequest, number: int) -> HttpResponse:
    """The record page; of an earlier version the way to the one that stands."""
    staff = me(request)
    row = seen_activity(staff, number)
    now = standing(row)
    corrects = now is not None and may_correct(staff, region=row.region_id, unit_ids=[row.unit_id])
    handouts = Handout.objects.filter(activity=row.series, withdrawn_on__isnull=True)
    crowd = Activity.objects.filter(people=row.people, held_on=row.held_on, region=row.region_id)
    context: dict[str, Any] = {
        "found": row,
        "now": now,
        "corrects": corrects,
        "photos": list(photos_of(row)),
        "handouts": handouts.select_related("material", "unit").order_by("pk"),
        "partners": _partners(row, staff),
        "versions": history(row),
        "crowd": crowd.filter(withdrawn_on__isnull=True).exclude(series=row.series).select_related("unit"),
        "kind": kinds().get(row.kind),
    }
    return record_page(request, _record(row, now, staff, context), crumbs=crumbs(row), context=context)


def _partners(row: Activity, staff: Staff) -> list[tuple[ActivityPartner, bool]]:
    """Each with whether the person may undo it."""
    rows = ActivityPartner.objects.filter(series=row.series).select_related("unit", "by", "entry", "parted_by")
    return [
        (one, not one.parted_on and may_correct(staff, region=row.region_id, unit_ids=[one.unit_id]))
        for one in rows.order_by("pk")
    ]


def _record(row: Activity, now: Activity | None, staff: Staff, context: dict[str, Any]) -> Record:
    state = "有效" if row == now else "已更正" if now else "已并入" if row.joined_into_id else "已撤回"
    marks = [
        mark for mark, holds in (("联合承办", context["partners"]), ("同一批人只计一次", context["crowd"])) if holds
    ]
    return Record(
        number=row.number,
        title=row.title,
        state=state,
        owner=Owner(row.recorded_by.name, row.recorded_by.phone, row.unit.short_name),
        acts=tuple(_acts(row, context["corrects"])) if row == now else (),
        facts=_facts(row, now),
        events=_events(context["versions"]),
        sections=(
            Section("photos", "照片", "officer/activities/tab_photos.html", len(context["photos"])),
            Section("given", "发放宣传品", "officer/activities/tab_given.html", len(context["handouts"])),
            Section("joined", "联合承办", "officer/activities/tab_joined.html", len(context["partners"])),
            Section("versions", "更正记录", "officer/activities/tab_versions.html", len(context["versions"])),
        ),
        marks=tuple(marks),
    )


def _acts(row: Activity, corrects: bool) -> list[Act]:
    def act(key: str, label: str, **more: Any) -> Act:
        return Act(label, reverse("officer:activity_act", args=[row.pk, key]), **more)

    if not corrects:
        return []
    return [
        act("correct", "更正", primary=True, icon="edit"),
        act("photos", "补充照片", icon="camera"),
        act("join", "并入另一记录", icon="merge", more=True),
        act("withdraw", "撤回", icon="back", more=True),
    ]


def _facts(row: Activity, now: Activity | None) -> tuple[Fact, ...]:
    hours = "—".join(one.strftime("%H:%M") for one in (row.begins, row.ends) if one)
    kind = kinds().get(row.kind)
    migrants = f"{row.migrants}人" if row.migrants is not None else "未说明"
    facts = [
        Fact("种类", row.kind_name),
        Fact("活动时间", f"{row.held_on} {hours}".strip()),
        Fact("地点", f"{row.region.name} {row.get_place_kind_display()} {row.place}".strip()),
        Fact("主办单位", row.unit.name),
        Fact("到场人次", f"{row.persons}（{row.get_basis_display()}）"),
        Fact("其中农民工", migrants),
        Fact("面向", row.get_audience_display()),
    ]
    if kind:
        facts.append(Fact("对应通知条款", kind.clause, kind="long"))
    if row.viewers is not None:
        facts.append(Fact("线上观看人次", f"{row.viewers}（不计入到场人次）"))
    for label, said in (("协办单位", row.partners), ("情况", row.note), ("不是同一活动的理由", row.apart_why)):
        if said:
            facts.append(Fact(label, said, kind="long"))
    if row.withdrawn_on:
        facts.append(Fact("撤下", f"{row.withdrawn_on} {row.withdrawn_why}", kind="long"))
    if now and now != row:
        facts.append(Fact("最新记录", f"{now.number} {now.title}", reverse("officer:activity", args=[now.pk])))
    if row.joined_into:
        into = standing(row.joined_into) or row.joined_into
        facts.append(Fact("并入", f"{into.number} {into.title}", reverse("officer:activity", args=[into.pk])))
    return tuple(facts)


def _events(versions: list[Activity]) -> tuple[Event, ...]:
    found = []
    for one in versions:
        what = "更正" if one.corrects_id else "登记"
        found.append(
            Event(one.recorded_at, what, one.recorded_by.name, one.reason, icon="edit" if one.corrects_id else "plus")
        )
    return tuple(found)


@officer_page(P.ACTIVITY_VIEW)
def activity_photo(request: HttpRequest, number: int, photo: int) -> HttpResponse:
    """One picture, for whoever sees the activity."""
    row = seen_activity(me(request), number)
    found = ActivityPhoto.objects.filter(pk=photo, activity__series=row.series).first()
    if found is None:
        raise NotFound("没有找到这张照片", remedy="请从活动页面打开")
    response = HttpResponse(open_photo(photo=found, by=me(request)), content_type=found.media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
