"""The roster: who is on duty now, seven days and nights with their gaps, handing over, planning, changing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.opinion.reminding import overdue_items, places
from nuanxin.watch.opinion.roster.handing_over import hand_over_watch, next_shift, take_over_watch
from nuanxin.watch.opinion.roster.hours import Kind, Span, kinds_in
from nuanxin.watch.opinion.roster.models import WatchHandover, WatchShift
from nuanxin.watch.opinion.roster.planning import change_shift, on_duty, open_hours, plan_shifts, standing
from nuanxin.watch.opinion.seeing import may_decide, must_decide, own_areas
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.acts.forms import StaffField, long_text, short_text
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.opinion.acts import watchers
from nuanxin.web.officer.opinion.figures import crumbs
from nuanxin.web.officer.opinion.listing import RIGHTS, own_regions
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

SHOWN_DAYS = 7
SHOWN_HANDOVERS = 6
USUAL = "白班 08:00-20:00\n夜班 20:00-08:00"


class PlanForm(PatternForm):
    """From when until when, which shifts, and who in turn."""

    first = DayField(label="自", initial=occasion.today)
    last = DayField(label="至")
    kinds = forms.CharField(
        label="班别", initial=USUAL, widget=forms.Textarea(attrs={"rows": 3}), help_text="一行一个班；跨夜的写成 20:00-08:00"
    )  # fmt: skip
    people = forms.ModelMultipleChoiceField(
        label="轮值人员", queryset=Staff.objects.none(), widget=forms.CheckboxSelectMultiple, help_text="按轮次排，班次少的在前；已经排好的不动"
    )  # fmt: skip

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = among  # type: ignore[attr-defined]

    def clean_kinds(self) -> tuple[Kind, ...]:
        """The lines as kinds of shifts; a line that cannot be read is named."""
        try:
            return kinds_in(self.cleaned_data["kinds"])
        except BadInput as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class ChangeForm(PatternForm):
    """Who takes it, and why."""

    to = StaffField(label="改由", queryset=Staff.objects.none(), empty_label="请选择")
    why = short_text("理由")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = among  # type: ignore[attr-defined]


class HandoverForm(PatternForm):
    """To whom, and what the other must know."""

    to = StaffField(label="接班人", queryset=Staff.objects.none(), empty_label="请选择")
    text = long_text("交接事项", help_text="正在发酵的、等待答复的、已经答应几点回复的；没有的写“无待办”")

    def __init__(self, *args: Any, among: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = among  # type: ignore[attr-defined]


def _here(request: HttpRequest) -> Region:
    """The place that was asked for, else the own area, where the own area has none the first below that keeps a roster."""
    asked, codes = request.GET.get("region", ""), [code for code, _ in own_regions(request)]
    if asked in codes:
        return Region.objects.get(pk=asked)
    areas = own_areas(me(request))
    kept = places(areas)
    return next((one for one in kept if one.pk in areas), None) or kept.first() or Region.objects.get(pk=areas[0])


@officer_page(*RIGHTS)
def opinion_roster(request: HttpRequest) -> HttpResponse:
    """Who is on duty now, seven days by shift, hours with nobody, the last hand-overs."""
    staff, region, now = me(request), _here(request), occasion.now()
    begin = datetime.combine(occasion.today(), datetime.min.time(), BEIJING)
    window = Span(begin, begin + timedelta(days=SHOWN_DAYS))
    shifts = list(
        standing(region.pk).filter(starts_at__lt=window.end, ends_at__gt=window.start).prefetch_related("handovers__to")
    )
    ahead = open_hours(region.pk, Span(max(now, window.start), window.end))
    mine = [shift for shift in on_duty(region.pk, now) if shift.staff_id == staff.pk and not shift.handovers.exists()]
    handovers = WatchHandover.objects.filter(shift__region=region).select_related("shift", "to", "given_by")
    context = {
        "region": region,
        "regions": [one for one in own_regions(request) if one[0] in {place.pk for place in places(own_areas(staff))}],
        "now": now,
        "on_duty": on_duty(region.pk, now),
        "days": _days(shifts, ahead, window),
        "gaps": ahead,
        "overdue": overdue_items(region=region.pk, at=now).count(),
        "mine": mine,
        "handovers": handovers[:SHOWN_HANDOVERS],
        "may_plan": may_decide(staff, region.pk),
        "changes": WatchShift.objects.filter(region=region, ends_at__gt=begin, withdrawn_at__isnull=False).select_related("staff"),
        "me": staff,
        "crumbs": crumbs("值守班表"),
    }  # fmt: skip
    return render(request, "officer/opinion/roster.html", context)


def _days(shifts: list[WatchShift], gaps: tuple[Span, ...], window: Span) -> list[dict[str, Any]]:
    """A line a day: the shifts that begin on it (those of the eve too on the first day), and its hours with nobody."""
    lines = []
    for n in range(SHOWN_DAYS):
        day = window.start + timedelta(days=n)
        after = day + timedelta(days=1)
        begun = [one for one in shifts if day <= one.starts_at < after or (n == 0 and one.starts_at < day)]
        none = [Span(max(gap.start, day), min(gap.end, after)) for gap in gaps if gap.start < after and gap.end > day]
        lines.append({"day": day.astimezone(BEIJING).date(), "shifts": begun, "gaps": none})
    return lines


@officer_page(P.OPINION_DECIDE)
def opinion_roster_plan(request: HttpRequest) -> HttpResponse:
    """Fill the free shifts by turn."""
    region = _here(request)
    must_decide(me(request), region, doing="排舆情值守班")
    back = reverse("officer:opinion_roster") + f"?region={region.pk}"
    return act_page(
        request, PlanForm, run=lambda v: plan_shifts(region=region, by=me(request), at=occasion.now(), **v),
        title=f"排值守班：{region.name}", back_url=back, save="排班", form_kwargs={"among": watchers(region.pk)},
        done=lambda rows: f"已排{len(rows)}个班。", context={"crumbs": crumbs("排值守班")},
    )  # fmt: skip


def _shift(request: HttpRequest, number: int) -> WatchShift:
    """A shift of the person's places, or the same answer whether it is out of sight or not there."""
    codes = [code for code, _ in own_regions(request)]
    rows = WatchShift.objects.filter(pk=number, region__in=codes).select_related("region", "staff")
    found = rows.first()
    if found is None:
        raise NotFound("没有找到这一班", remedy="请从值守班表打开")
    return found


@officer_page(P.OPINION_DECIDE)
def opinion_shift(request: HttpRequest, number: int) -> HttpResponse:
    """Another takes the shift."""
    shift = _shift(request, number)
    must_decide(me(request), shift.region, doing="调整舆情值守班")
    return act_page(
        request, ChangeForm, run=lambda v: change_shift(shift=shift, by=me(request), at=occasion.now(), **v),
        title=f"换班：{shift.starts_at.astimezone(BEIJING):%Y-%m-%d} {shift}",
        back_url=reverse("officer:opinion_roster") + f"?region={shift.region_id}",
        form_kwargs={"among": watchers(shift.region_id).exclude(pk=shift.staff_id)},
        done="已换班，原班次保留并标明撤下。", context={"crumbs": crumbs("换班")},
    )  # fmt: skip


@officer_page(P.OPINION_HANDLE)
def opinion_handover(request: HttpRequest, number: int) -> HttpResponse:
    """Hand over one's own shift."""
    shift = _shift(request, number)
    after = next_shift(shift)
    return act_page(
        request, HandoverForm, run=lambda v: hand_over_watch(shift=shift, by=me(request), at=occasion.now(), **v),
        title=f"交班：{shift}", back_url=reverse("officer:opinion_roster") + f"?region={shift.region_id}",
        form_kwargs={"among": watchers(shift.region_id).exclude(pk=me(request).pk)},
        initial={"to": after.staff_id} if after else {}, save="交班",
        intro="未办结和超期未回应的件数自动写入交接记录；接班人确认后完成交接。",
        done="已交班，等待接班人确认。", context={"crumbs": crumbs("交班")},
    )  # fmt: skip


@officer_page(P.OPINION_HANDLE)
def opinion_take_over(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm that the note has been read."""
    codes = [code for code, _ in own_regions(request)]
    found = WatchHandover.objects.filter(pk=number, shift__region__in=codes).select_related("shift").first()
    if found is None:
        raise NotFound("没有找到这次交接", remedy="请从值守班表打开")
    back = reverse("officer:opinion_roster") + f"?region={found.shift.region_id}"
    return press(
        request, lambda: take_over_watch(handover=found, by=me(request), at=occasion.now()), back_url=back, done="已接班。"
    )  # fmt: skip
