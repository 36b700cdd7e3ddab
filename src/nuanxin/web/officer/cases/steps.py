"""Taking a step, and putting a wrong one right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.sealing.keeping import seal_standing
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.procedures.versions import procedure, with_branches
from nuanxin.rights.cases.steps import (
    correct_service,
    declared_step,
    last_step_id,
    paper_prefill,
    standing_rows,
    strike_step,
    take_step,
)
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.web.officer.acting import act_page, attempt
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.cases.step_form import StepForm
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.page import STAMPED_ON_PAPER
from nuanxin.web.patterns.forms import PatternForm, form_page
from nuanxin.web.patterns.record import Fact


class StrikeForm(PatternForm):
    """Why the recorded step was wrong."""

    reason = forms.CharField(label="记录有误的地方和理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@officer_page(Permission.CLUE_VIEW)
def case_step(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The form of one step; the case as the page saw it goes along, so that nobody overwrites a colleague's step."""
    found = case_of(request, number)
    step = declared_step(found, key)
    back = reverse("officer:case", args=[number])
    if step.own_act:
        return HttpResponseRedirect(back)
    must_act(me(request), step.permission, found, doing=f"办理“{step.name}”")
    posted = request.POST if request.method == "POST" else None
    initial = {"seen": last_step_id(found), "fact_unsealed": STAMPED_ON_PAPER}
    form = StepForm(posted, step=step, known=paper_prefill(found, step, {}), initial=initial)
    seal_about = _seal_of(found, step, form)
    if posted is not None and form.is_valid():
        row = attempt(form, lambda values: _take(request, number, key, form, values))
        if row is not None:
            messages.success(request, _done(row))
            return HttpResponseRedirect(back)
    about = [
        Fact("案件", str(found)),
        Fact("依据", step.cites),
        Fact("需要的人员", f"{step.officers} 人" if step.officers > 1 else "承办人"),
        *seal_about,
    ]
    crumbs = [("工作台", reverse("officer:desk")), (str(found), back), (step.name, "")]
    return form_page(
        request,
        form,
        title=f"{step.name}：{found}",
        save="办理",
        back_url=back,
        template="officer/act.html",
        context={"about": about, "crumbs": crumbs},
    )


def _seal_of(found: Case, step: Step, form: StepForm) -> tuple[Fact, ...]:
    """Whether the paper to be served carries its seal; the reason is asked only where it does not."""
    if not step.serves:
        return ()
    paper = next((row.paper for row in reversed(standing_rows(found)) if row.step == step.serves), None)
    if paper is None:
        return ()
    standing = seal_standing(paper)
    address = reverse("officer:paper", args=[paper.pk])
    if not standing.needed or standing.sealed or standing.required:
        form.fields.pop("fact_unsealed", None)
    if standing.required and not standing.sealed:
        return (Fact("盖章", f"未盖章：本文书盖章后才能送达（{standing.article}），请先在文书页面办理", address),)
    return (Fact("盖章", standing.text, address),) if standing.needed else ()


def _take(request: HttpRequest, number: int, key: str, form: StepForm, values: dict[str, Any]) -> CaseStep:
    return take_step(
        case=case_of(request, number),
        step=key,
        facts=form.facts,
        paper_fields=form.paper_fields,
        note=values["note"],
        seen_step_id=values["seen"],
        by=me(request),
        on=values["on"],
    )


def _done(row: CaseStep) -> str:
    paper = f"，文书 {row.paper.number or row.paper.title} 已制发" if row.paper else ""
    return f"已办理“{declared_step(row.case, row.step).name}”{paper}。"


@officer_page(Permission.CLUE_VIEW)
def case_strike(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Put a wrong step right; the row stays on file, marked."""
    found = case_of(request, number)
    wrong = CaseStep.objects.filter(case=found, pk=row).first()
    if wrong is None or wrong.strikes_id:
        raise NotFound("没有找到这一步骤", remedy="请从案件页面选择")
    must_act(me(request), declared_step(found, wrong.step).permission, found, doing="更正步骤")
    name = next(
        (
            p.step(wrong.step).name
            for p in with_branches(procedure(found.procedure, found.procedure_version))
            if p.has(wrong.step)
        ),
        "",
    )
    return act_page(
        request,
        StrikeForm,
        run=lambda values: strike_step(row=wrong, reason=values["reason"], by=me(request), on=occasion.today()),
        title=f"更正步骤：{name}（{wrong.done_on}）",
        back_url=reverse("officer:case", args=[number]),
        intro="原记录保留并标明已更正；由它制发的文书作废，由它起算的期限停止。",
        save="更正",
        done="已更正。",
    )


@officer_page(Permission.CLUE_VIEW)
def case_service_correct(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Put a wrong service right without striking the later steps: the right one is registered in its place."""
    found = case_of(request, number)
    wrong = CaseStep.objects.select_related("service").filter(case=found, pk=row).first()
    step = declared_step(found, wrong.step) if wrong and not wrong.strikes_id else None
    if wrong is None or step is None or not step.serves:
        raise NotFound("没有找到这次送达", remedy="请从案件页面选择")
    must_act(me(request), step.permission, found, doing="更正送达")
    posted = request.POST if request.method == "POST" else None
    known = {f"fact_{key}": value for key, value in wrong.facts.items()}
    form = StepForm(posted, step=step, known={}, initial={"seen": last_step_id(found), **known})
    form.fields["note"] = forms.CharField(
        label="原记载有误的地方和理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    back = reverse("officer:case", args=[number])
    if posted is not None and form.is_valid():
        right = attempt(form, lambda values: _correct(request, wrong, form, values))
        if right is not None:
            messages.success(request, "已更正送达；原记录保留并标明作废，有关期限已按更正后的日期重新计算。")
            return HttpResponseRedirect(back)
    return form_page(
        request,
        form,
        title=f"更正：{step.name}",
        save="更正",
        back_url=back,
        intro="原送达保留并标明作废。后面的步骤按更正后的日期重新核对，不能成立的会指出来。",
        template="officer/act.html",
        context={"crumbs": [("工作台", reverse("officer:desk")), (str(found), back), ("更正送达", "")]},
    )


def _correct(request: HttpRequest, wrong: CaseStep, form: StepForm, values: dict[str, Any]) -> CaseStep:
    return correct_service(row=wrong, facts=form.facts, reason=values["note"], by=me(request), on=values["on"])
