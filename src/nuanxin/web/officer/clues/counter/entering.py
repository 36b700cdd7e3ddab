"""Registering at the telephone, the counter and on a reception day: one page, candidates while typing, two looks at odd sums."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.reading import ComplaintReading
from nuanxin.rights.intake.registration import ClueFacts, admit, register_clue
from nuanxin.rights.intake.taken_text.keeping import keep_reading
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.clues.counter.candidates import likely
from nuanxin.web.officer.clues.counter.form import MOST_TEXT, CounterForm, facts_of
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.clues.reading.pasted import filled, panel_of, read_pasted, settled_of
from nuanxin.web.officer.clues.reception_roster import leaders_on
from nuanxin.web.officer.gate import me, officer_page, only_post

FIRST = ("channel", "kind", "received_on")
REPORTER = ("name", "phone", "id_number", "migrant")
WHERE = ("employer", "project", "sector", "region", "place")
WHAT = ("owed_from", "owed_to", "persons", "migrant_persons", "amount_fen")
MORE = (
    "credit_code",
    "external_number",
    "government",
    "state_firm",
    "new_form",
    "migrant_amount_fen",
)


@officer_page(Permission.CLUE_REGISTER)
def clue_new(request: HttpRequest) -> HttpResponse:
    """The form; on POST the clue is registered, or what is wrong or odd is said with everything typed kept."""
    reception = "reception" in request.GET
    form, reading = _form(request, reception)
    warnings: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        facts = facts_of(form.cleaned_data, on=occasion.today())
        admission = admit(facts, occasion.today())
        warnings = () if admission.faults else admission.warnings
        mark = _mark(warnings)
        if not warnings or form.cleaned_data["checked"] == mark:
            clue = attempt(form, lambda values: _register(request, facts, values, reading))
            if clue is not None:
                _keep_leader(request, form.cleaned_data)
                return _registered(request, clue, reception)
            warnings = ()
        else:
            form.data = {**request.POST.dict(), "checked": mark}
    status = 422 if form.is_bound else 200
    context = {
        "form": form,
        "panel": panel_of(request.POST["text"].strip(), reading, form) if reading else None,
        "warnings": warnings,
        "reception": reception,
        "title": "集中接访登记" if reception else "登记线索",
        "first": [form[name] for name in FIRST],
        "reporter": [form[name] for name in REPORTER],
        "where": [form[name] for name in WHERE],
        "what": [form[name] for name in WHAT],
        "more": [form[name] for name in MORE],
        "more_open": any(form[name].errors or (form.is_bound and form[name].value()) for name in MORE),
        "assist_open": any(form[name].errors or (form.is_bound and form[name].value()) for name in ("assisted_by",)),
        "roster_open": bool(form.is_bound and form["roster"].value()),
        "crumbs": [("工作台", reverse("officer:desk")), ("登记线索", "")],
    }
    return render(request, "officer/clues/counter.html", context, status=status)


def _form(request: HttpRequest, reception: bool) -> tuple[CounterForm, ComplaintReading | None]:
    """The form, and what a pasted message says. “识读” fills blanks and saves nothing: its answer is a form not yet sent."""
    regions, initial = list(visible_regions(request)), _initial(request, reception)
    text = request.POST.get("text", "").strip()[:MOST_TEXT]
    reading = read_pasted(text, _received(request)) if text else None
    if request.POST.get("act") == "read":
        codes = {code for code, _ in regions}
        values = (
            filled(request.POST, reading, home=initial["region"], regions=codes) if reading else request.POST.dict()
        )
        return CounterForm(regions=regions, initial={**initial, **values}), reading
    return CounterForm(request.POST or None, regions=regions, initial=initial), reading


def _received(request: HttpRequest) -> date:
    """The day of the message, for 去年 and 至今; a day that cannot be read is complained of when the form is sent."""
    try:
        return parse_day(request.POST.get("received_on", ""))
    except ValueError:
        return occasion.today()


@transaction.atomic
def _register(request: HttpRequest, facts: ClueFacts, values: dict[str, Any], reading: ComplaintReading | None) -> Clue:
    """The clue, and beside it the message with what the officer made of its reading."""
    by = me(request)
    clue = register_clue(facts=facts, by=by, on=occasion.today())
    if reading is not None:
        settled = settled_of(values)
        keep_reading(clue=clue, text=facts.text, reading=reading, settled=settled, by=by, at=occasion.now())
    return clue


def _initial(request: HttpRequest, reception: bool) -> dict[str, Any]:
    staff = me(request)
    post = next((p for p in posts_of(staff)), None)
    return {
        "channel": Channel.RECEPTION if reception else Channel.P12333,
        "received_on": occasion.today(),
        "region": post.region_id if post else "",
        "migrant": "yes",
        "reception_leader": _leader(request) if reception else "",
    }


def _leader(request: HttpRequest) -> str:
    """The leader typed for the visit before, else the one whose turn it is today."""
    on_duty = leaders_on(request, occasion.today())
    return str(request.session.get("reception_leader") or (on_duty[0].leader if on_duty else ""))


def _mark(warnings: tuple[str, ...]) -> str:
    """Stands for exactly these warnings, so that other ones are shown again."""
    return hashlib.sha256("\n".join(warnings).encode()).hexdigest()[:16] if warnings else ""


def _keep_leader(request: HttpRequest, values: dict[str, Any]) -> None:
    if values.get("reception_leader"):
        request.session["reception_leader"] = values["reception_leader"]


def _registered(request: HttpRequest, clue: Any, reception: bool) -> HttpResponse:
    messages.success(
        request,
        f"已登记 {clue.number}，查询码 {clue.receipt_code}，请告知反映人。首问责任人：{clue.first_officer.name}。",
    )
    if reception and request.POST.get("next") == "another":
        return HttpResponseRedirect(reverse("officer:clue_new") + "?reception=1")
    return HttpResponseRedirect(reverse("officer:clue", args=[clue.number]))


@officer_page(Permission.CLUE_REGISTER)
def clue_candidates(request: HttpRequest) -> HttpResponse:
    """Clues that may be the one being typed. Posted, so that no name or number stands in an address or a log."""
    only_post(request)
    form = CounterForm(request.POST, regions=visible_regions(request))
    form.is_valid()  # half-filled: what can be read is compared, faults are for later
    facts = facts_of(form.cleaned_data, on=occasion.today())
    found = likely(facts, me(request))
    return render(request, "officer/clues/candidates.html", {"candidates": found})
