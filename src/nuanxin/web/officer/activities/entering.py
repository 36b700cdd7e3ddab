"""One activity entered on a phone: kind from tiles, place as the last time, numbers by steps, photos, one button."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.services.events.kinds import families, kinds
from nuanxin.services.events.models import ActivityPhoto
from nuanxin.services.events.photos import store_photo
from nuanxin.services.events.recording import Recorded, record_activity
from nuanxin.services.events.resembling import Answer, MayBeSame, Resembling
from nuanxin.services.events.usual import usual_of
from nuanxin.services.events.versions import series_key
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.activities.forms import EntryForm, beginning
from nuanxin.web.officer.gate import me, officer_page

FIRST_TILES = 6
MORE = ("begins", "ends", "unit", "partners", "audience", "viewers", "note")


@dataclass(frozen=True)
class Question:
    """A record that this may be, with what was answered so far."""

    about: Resembling
    answer: str
    why: str


@officer_page(P.ACTIVITY_RECORD)
def activity_new(request: HttpRequest) -> HttpResponse:
    """The form; what it may be a second entry of is shown beside before anything is saved."""
    staff = me(request)
    usual = usual_of(staff, occasion.today())
    sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
    form = EntryForm(initial=beginning(usual, staff), staff=staff, usual=usual, **sent)
    asked: list[Resembling] = []
    if request.method == "POST" and form.is_valid():
        try:
            done = attempt(form, lambda _: _record(request, form))
        except _Asked as question:
            done, asked = None, question.found
        if done is not None:
            return _done(request, done)
    return _page(request, form, asked)


class _Asked(Exception):
    """Goes past what turns refusals into words of the form."""

    def __init__(self, found: list[Resembling]) -> None:
        super().__init__()
        self.found = found


def _record(request: HttpRequest, form: EntryForm) -> Recorded:
    staff, key = me(request), form.cleaned_data["key"]
    for picture in form.cleaned_data["photos"]:
        store_photo(form=key, content=picture.read(), by=staff)
    try:
        return record_activity(
            facts=form.facts(), key=key, by=staff, on=occasion.today(), answers=answers_of(request), given=form.given()
        )
    except MayBeSame as asked:
        raise _Asked(asked.found) from None


def answers_of(request: HttpRequest) -> dict[UUID, Answer]:
    """same_<series>: "same", "other", "crowd" (another, the same people); why_<series>."""
    found = {}
    for name, said in request.POST.items():
        series = series_key(name.removeprefix("same_")) if name.startswith("same_") else None
        if series and said in ("same", "other", "crowd"):
            why = str(request.POST.get(f"why_{series}", ""))
            found[series] = Answer(same=said == "same", why=why, same_people=said == "crowd")
    return found


def _done(request: HttpRequest, done: Recorded) -> HttpResponse:
    words = "已登记" if done.new else "这份表单已经登记过，没有再登记一次；内容有改动的请点“更正”"
    if done.joined:
        words = f"已并入{done.activity.number}，只计一次"
    messages.success(request, f"{words}：{done.activity.title}。")
    return HttpResponseRedirect(reverse("officer:activity", args=[done.activity.pk]))


def _page(request: HttpRequest, form: EntryForm, asked: list[Resembling]) -> HttpResponse:
    options = {str(option.data["value"]): option for option in form["kind"]}
    likely = list(options)[:FIRST_TILES]
    rest = [code for code in options if code not in likely]
    order = list(families())
    rest.sort(key=lambda code: order.index(kinds()[code].family))
    groups = [
        (families()[family], [options[code] for code in codes])
        for family, codes in groupby(rest, key=lambda code: kinds()[code].family)
    ]
    key, post = form.form_key(), request.POST
    questions = [
        Question(one, post.get(f"same_{one.activity.series}", ""), post.get(f"why_{one.activity.series}", ""))
        for one in asked
    ]
    context: dict[str, Any] = {
        "form": form,
        "title": "登记活动",
        "likely": [options[code] for code in likely],
        "groups": groups,
        "others_open": form["kind"].value() in rest,
        "questions": questions,
        "waiting": ActivityPhoto.objects.filter(form=key, by=me(request), activity__isnull=True).count(),
        "more": [form[name] for name in MORE],
        "more_open": any(form[name].errors for name in MORE),
        "crumbs": [("工作台", reverse("officer:desk")), ("活动台账", reverse("officer:activities")), ("登记活动", "")],
    }
    status = 409 if asked else 422 if form.errors else 200
    return render(request, "officer/activities/new.html", context, status=status)
