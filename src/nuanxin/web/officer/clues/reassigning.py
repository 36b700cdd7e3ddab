"""Many clues to one officer: chosen on the ledger, looked over row by row, carried out, and taken back within a day."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.batches import Reassignment
from nuanxin.rights.intake.transfer.loads import loads_of
from nuanxin.rights.intake.transfer.reassigning import (
    MOST,
    UNDO_WITHIN,
    Looked,
    look_over,
    reassign_clues,
    undo_reassignment,
    why_kept,
    why_not_undo,
)
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer import queues
from nuanxin.web.officer.acting import attempt, press
from nuanxin.web.officer.clues.acts.forms import LoadField, officers_of, short_text
from nuanxin.web.officer.clues.ledger import LISTING, light_of, seen_clues
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.query import read_query

LATEST = 10


class ReassignForm(PatternForm):
    """To whom, why, when."""

    officer = LoadField(label="分派给", queryset=Staff.objects.none(), empty_label="请选择")
    reason = short_text("理由", size=300, help_text="例如：轮岗、休假、案件集中办理")
    on = DayField(label="办理日期", not_after=occasion.today)

    def __init__(self, *args: Any, units: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        people = Staff.objects.filter(pk__in=[one.pk for unit in units for one in officers_of(unit)])
        loads = [load for unit in units for load in loads_of(officers_of(unit), unit_id=unit, on=occasion.today())]
        field.words = {load.officer_id: load.words for load in loads}
        field.queryset = people.select_related("unit").order_by("unit_id", "name")


@officer_page(Permission.CLUE_ASSIGN)
def clues_reassign(request: HttpRequest) -> HttpResponse:
    """`pick` names clues; `all` means what the filter in the address finds. POST only shows and looks until `do=carry`."""
    staff = me(request)
    clues, conditions, too_many = _chosen(request)
    form = ReassignForm(
        request.POST if request.POST.get("do") else None,
        units=own_units(staff),
        initial={"on": occasion.today()},
    )
    looked: list[Looked] = []
    if request.POST.get("do") and clues and form.is_valid():
        values = form.cleaned_data
        if request.POST["do"] == "carry" and request.POST.get("looked") == str(values["officer"].pk):
            batch = attempt(form, lambda v: _carry(request, clues, v))
            if batch is not None:
                return HttpResponseRedirect(reverse("officer:reassignment", args=[batch.pk]))
        looked = look_over(clues=clues, officer=values["officer"], by=staff, on=values["on"])
    why_not = {row.clue.pk: row.why_not for row in looked}
    rows = [
        {"clue": clue, "title": queues.title_of(clue), "light": light_of(clue), "why_not": why_not.get(clue.pk)}
        for clue in clues
    ]
    context = {
        "form": form,
        "rows": rows,
        "good": sum(not row.why_not for row in looked),
        "bad": sum(bool(row.why_not) for row in looked),
        "officer": form.cleaned_data["officer"] if looked else None,
        "conditions": conditions,
        "too_many": too_many,
        "most": MOST,
        "hours": int(UNDO_WITHIN.total_seconds() // 3600),
        "back_url": reverse("officer:clues") + (f"?{request.GET.urlencode()}" if request.GET else ""),
        "latest": batches_for(staff)[:LATEST],
        "crumbs": [("工作台", reverse("officer:desk")), ("线索台账", reverse("officer:clues")), ("批量分派", "")],
    }
    return render(request, "officer/clues/reassign.html", context, status=422 if form.errors else 200)


def own_units(staff: Staff) -> list[int]:
    """The units in which the person assigns."""
    return sorted({post.unit_id for post in posts_of(staff) if Permission.CLUE_ASSIGN in DUTIES[post.duty].grants})


def batches_for(staff: Staff) -> QuerySet[Reassignment]:
    """Batches that the person made, or of units in which he assigns; the newest first."""
    rows = Reassignment.objects.filter(Q(made_by=staff) | Q(unit__in=own_units(staff)))
    return rows.select_related("officer", "made_by", "undone_by").order_by("-pk")


def _chosen(request: HttpRequest) -> tuple[list[Clue], list[str], int]:
    """(the clues, the filter in words, how many it finds where these are too many)."""
    seen = seen_clues(me(request))
    picked = list(dict.fromkeys(request.POST.getlist("pick")))
    if picked:
        rows, conditions = seen.filter(number__in=picked[: MOST + 1]), []
    elif request.POST.get("all"):
        query = read_query(LISTING, seen, request, ())
        if query.complaints:
            raise Refusal("批量分派没有办理", why=query.complaints[0], remedy="请返回台账改正筛选条件")
        rows, conditions = query.rows, query.conditions
    else:
        return [], [], 0
    if len(picked) > MOST or rows[: MOST + 1].count() > MOST:
        return [], conditions, len(picked) if picked else rows.count()
    return list(rows.order_by("due_on", "pk")), conditions, 0


def _carry(request: HttpRequest, clues: list[Clue], values: dict[str, Any]) -> Reassignment:
    return reassign_clues(
        clues=clues, officer=values["officer"], reason=values["reason"], by=me(request), on=values["on"]
    )


def _batch(request: HttpRequest, number: int) -> Reassignment:
    found = batches_for(me(request)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次批量分派", remedy="请从批量分派页面打开")
    return found


@officer_page(Permission.CLUE_ASSIGN)
def reassignment(request: HttpRequest, number: int) -> HttpResponse:
    """What came of each clue, and whether it can still be taken back."""
    batch = _batch(request, number)
    rows = list(batch.rows.select_related("clue__employer", "clue__officer", "before").order_by("pk"))
    given = sum(bool(row.event_id) for row in rows)
    barred = why_not_undo(batch, at=occasion.now())
    visible = set(clues_for(me(request)).filter(pk__in=[row.clue_id for row in rows]).values_list("pk", flat=True))
    lines = []
    can_go_back = 0
    for row in rows:
        row.batch = batch
        stays = "" if barred or not row.event_id else why_kept(row)
        can_go_back += bool(row.event_id) and not barred and not stays
        lines.append({"row": row, "title": queues.title_of(row.clue), "stays": stays, "open": row.clue_id in visible})
    context = {
        "batch": batch,
        "lines": lines,
        "given": given,
        "not_given": len(rows) - given,
        "back": sum(bool(row.undone_event_id) for row in rows),
        "can_go_back": can_go_back,
        "barred": barred,
        "until": batch.made_at + UNDO_WITHIN,
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("线索台账", reverse("officer:clues")),
            ("批量分派", reverse("officer:clues_reassign")),
            (str(batch), ""),
        ],
    }
    return render(request, "officer/clues/reassignment.html", context)


@officer_page(Permission.CLUE_ASSIGN)
def reassignment_undo(request: HttpRequest, number: int) -> HttpResponse:
    """The button 撤销."""
    batch = _batch(request, number)
    return press(
        request,
        lambda: undo_reassignment(batch=batch, by=me(request), on=occasion.today()),
        back_url=reverse("officer:reassignment", args=[number]),
        done="已撤销；新责任人已经办理的，仍由其负责。",
    )
