"""The element form: what each side says about one worker's claim, what is in dispute, what the panel finds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.rights import may_act, must_act
from nuanxin.rights.disputes.arbitration.answers import WorkerElements, elements_of, final_test, write_answers
from nuanxin.rights.disputes.arbitration.decisions.elements import ELEMENTS, EMPLOYER, PANEL, SIDES, WORKER, Element
from nuanxin.rights.intake.models import Claim
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.arbitration.file import arbitration_case
from nuanxin.web.officer.arbitration.tab import case_url, shown_row
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class AnswerForm(PatternForm):
    """One side's answers, built from the declared list."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, elements: tuple[Element, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elements = elements
        groups: dict[str, list[str]] = {}
        for one in elements:
            self.fields[one.key] = field = _field(one)
            look = "form-select" if one.kind == "choice" else "form-control"
            field.widget.attrs["class"] = look
            groups.setdefault(one.group, []).append(one.key)
        self.fields["on"] = DayField(label="答复日期", initial=occasion.today, not_after=occasion.today)
        self.fields["on"].widget.attrs["class"] = "form-control"
        self.sections = tuple((title, tuple(keys)) for title, keys in groups.items())

    @property
    def answers(self) -> dict[str, Any]:
        """As `write_answers` takes them: an empty field takes the answer back."""
        return {one.key: _stored(self.cleaned_data.get(one.key)) for one in self.elements}


def _field(element: Element) -> forms.Field:
    common: dict[str, Any] = {"label": element.label, "required": False}
    if element.kind == "money":
        return YuanField(**common)
    if element.kind == "day":
        return DayField(**common)
    if element.kind == "number":
        unit = f"（{element.unit}）" if element.unit else ""
        return forms.IntegerField(**{**common, "label": element.label + unit}, min_value=0)
    if element.kind == "choice":
        return forms.ChoiceField(**common, choices=[("", "未说明"), *element.options])
    return forms.CharField(**common, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else None if value in ("", None) else value


def _worker(case: Case, claim: int) -> WorkerElements:
    found = next((one for one in elements_of(case) if one.claim_id == claim), None)
    if found is None:
        raise NotFound("没有找到这名劳动者", remedy="请从案件页面选择")
    return found


def page_url(number: int, claim: int) -> str:
    return reverse("officer:arbitration_elements", args=[number, claim])


@officer_page(Permission.CLUE_VIEW)
def elements(request: HttpRequest, number: int, claim: int) -> HttpResponse:
    """The whole form of one worker side by side: what is agreed, what is heard."""
    found = arbitration_case(request, number)
    worker = _worker(found, claim)
    everyone = list(elements_of(found))
    tested = final_test(found, found.closed_on or occasion.today())
    context = {
        "case": found,
        "worker": worker,
        "everyone": everyone if len(everyone) > 1 else [],
        "rows": [shown_row(row) for row in worker.rows],
        "tested": [one for one in tested.items if one.item.key.startswith(f"{claim}.")],
        "may": found.closed_on is None and may_act(me(request), Permission.FILE_HANDLE, found),
        "back": case_url(number),
        "title": f"要素表：{worker.name}",
        "crumbs": [("工作台", reverse("officer:desk")), (str(found), case_url(number)), (f"要素表：{worker.name}", "")],
    }
    return render(request, "officer/arbitration/elements.html", context)


@officer_page(Permission.CLUE_VIEW)
def answers(request: HttpRequest, number: int, claim: int, side: str) -> HttpResponse:
    """Write down what one side says."""
    found = arbitration_case(request, number)
    must_act(me(request), Permission.FILE_HANDLE, found, doing="登记要素答复")
    if side not in SIDES:
        raise NotFound("没有这一方", remedy="请从要素表选择")
    worker = _worker(found, claim)
    shown = tuple(one for one in ELEMENTS if side == PANEL or not one.panel_only)
    known = {row.element.key: getattr(row, side) for row in worker.rows}
    row = Claim.objects.get(pk=claim)

    def run(v: dict[str, Any]) -> int:
        form = AnswerForm(request.POST, elements=shown)
        form.is_valid()
        return write_answers(
            case=found, claim=row, side=side, answers=form.answers, by=me(request), on=v["on"], seen=v["seen"]
        )

    return act_page(
        request,
        AnswerForm,
        run=run,
        title=f"{SIDES[side]}：{worker.name}的要素",
        back_url=page_url(number, claim),
        initial={**known, "seen": worker.seen},
        form_kwargs={"elements": shown},
        intro="只认定双方有争议的要素；双方一致的不必填写。"
        if side == PANEL
        else "不清楚的可以不填；双方答复一致的不再审理。",
        save="登记",
        done=lambda count: f"已登记{count}项答复。" if count else "没有变化。",
    )


@officer_page(Permission.CLUE_VIEW)
def employer_admits(request: HttpRequest, number: int, claim: int) -> HttpResponse:
    """The employer admits everything that the worker says: his answers are taken over as they stand."""
    found = arbitration_case(request, number)
    worker = _worker(found, claim)
    said = {row.element.key: row.worker for row in worker.rows if row.worker is not None and row.employer is None}
    return press(
        request,
        lambda: write_answers(
            case=found,
            claim=Claim.objects.get(pk=claim),
            side=EMPLOYER,
            answers=said,
            by=me(request),
            on=occasion.today(),
            seen=worker.seen,
        ),
        back_url=page_url(number, claim),
        done=f"已登记被申请人认可{SIDES[WORKER]}的{len(said)}项答复。",
    )
