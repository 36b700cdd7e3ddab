"""四个当天: today's wage applications not yet decided and assigned; the share done on the day, by period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.legal_aid.registers import own_centre
from nuanxin.rights.disputes.legal_aid.rota import on_duty
from nuanxin.rights.disputes.legal_aid.same_day import WAITS, Applied, applications, share, stragglers
from nuanxin.rights.intake.clocks.office_hours import hours_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.legal_aid.minutes import minutes_line
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

ACTS = {"accept": "accepted", "decide": "grant"}


class PeriodForm(PatternForm):
    """A period of one's own, by the day of application."""

    first = DayField(label="申请日期自", required=False)
    last = DayField(label="至", required=False)

    def clean(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        if told.get("first") and told.get("last") and told["first"] > told["last"]:
            raise forms.ValidationError("开始日期晚于结束日期。")
        return told


@officer_page(Permission.FILE_HANDLE)
def aid_today(request: HttpRequest) -> HttpResponse:
    """The board: who waits for what, that of earlier days first, and how much was done on its own day."""
    centre, today = own_centre(me(request)), occasion.today()
    waiting = stragglers(applications(centre), today)
    cases = Case.objects.select_related("clue__employer", "officer").in_bulk([one.case for one in waiting])
    form = PeriodForm(request.GET if request.GET.get("first") or request.GET.get("last") else None)
    periods, hours = _periods(form, today), hours_of(centre.region_id, today)
    context = {
        "centre": centre,
        "hours": hours,
        "minutes": [minutes_line(centre, hours, *period) for period in periods],
        "rows": [_row(one, cases[one.case], today) for one in waiting],
        "today_count": sum(one.applied_on == today for one in waiting),
        "older_count": sum(one.applied_on < today for one in waiting),
        "shares": [_share(centre, label, first, last) for label, first, last in periods],
        "form": form,
        "duty": on_duty(centre, occasion.now()),
        "crumbs": [("工作台", reverse("officer:desk")), ("四个当天", "")],
    }
    return render(request, "officer/legal_aid/today.html", context)


def _periods(form: PeriodForm, today: date) -> list[tuple[str, date, date]]:
    periods = [
        ("今天", today, today),
        ("最近七天", today - timedelta(days=6), today),
        ("本月", today.replace(day=1), today),
        ("今年", today.replace(month=1, day=1), today),
    ]
    if form.is_bound and form.is_valid():
        first = form.cleaned_data["first"] or date(today.year, 1, 1)
        last = form.cleaned_data["last"] or today
        periods.append((f"{first.isoformat()} 至 {last.isoformat()}", first, last))
    return periods


def _share(centre: Any, label: str, first: date, last: date) -> dict[str, Any]:
    return {"label": label, "share": share(applications(centre, first, last), first, last)}


def _row(one: Applied, case: Case, today: date) -> dict[str, Any]:
    """One line: what is awaited, since when, and the button that does it."""
    if one.waits_for == "assign":
        act = reverse("officer:aid_assign", args=[case.pk])
    elif one.waits_for in ACTS:
        act = reverse("officer:case_step", args=[case.pk, ACTS[one.waits_for]])
    else:
        act = reverse("officer:case", args=[case.pk])
    return {
        "case": case,
        "title": title_of(case.clue),
        "applied": one,
        "days": (today - one.applied_on).days,
        "waits": WAITS[one.waits_for],
        "act": act,
        "url": reverse("officer:case", args=[case.pk]),
    }
