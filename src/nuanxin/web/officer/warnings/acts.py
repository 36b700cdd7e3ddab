"""The acts on a warning, one form each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.watch.monitoring.warnings.checking import (
    check_warning,
    correct_outcome,
    end_warning,
    hand_over_warning,
    record_inspected,
    turn_to_clue,
    turn_to_inspection,
)
from nuanxin.watch.monitoring.warnings.employer import HOW, answer_warning, tell_employer
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning
from nuanxin.watch.monitoring.warnings.thread import Answerer, why_not
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.officer.warnings.page import ACTS, may_do
from nuanxin.web.officer.warnings.seeing import named, warning_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


def _words(label: str, most: int = 1000, *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": 3}))


class TellForm(PatternForm):
    how = forms.ChoiceField(label="告知方式", choices=HOW.items())
    name = forms.CharField(label="联系人", max_length=40)
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text="短信告知的填手机号码")
    text = _words("说明", 500, required=False)


class AnswerForm(PatternForm):
    name = forms.CharField(label="答复人", max_length=40)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    text = _words("答复内容")
    paid_fen = YuanField(label="称已支付", required=False)
    proof = forms.CharField(label="凭证", max_length=300, required=False, help_text="称已支付的，写明银行回单编号等")


class CheckForm(PatternForm):
    text = _words("核查情况")


class InspectionForm(PatternForm):
    inspect_by = DayField(label="要求检查完成")
    text = _words("检查要点")


class InspectedForm(PatternForm):
    inspected_on = DayField(label="检查日期", initial=occasion.today, not_after=occasion.today)
    text = _words("检查情况")


class EndForm(PatternForm):
    outcome = forms.ChoiceField(label="结论", choices=[("", "请选择"), *Outcome.choices])
    reason = _words("理由", 500)


class HandOverForm(PatternForm):
    to = forms.ChoiceField(label="接收人")
    why = forms.CharField(label="移交理由", max_length=200)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = people  # type: ignore[attr-defined]


FORMS: dict[str, type[PatternForm]] = {
    "tell": TellForm, "answer": AnswerForm, "check": CheckForm, "inspection": InspectionForm,
    "inspected": InspectedForm, "end": EndForm, "hand_over": HandOverForm, "correct": EndForm,
}  # fmt: skip


def _answer(row: RiskWarning, v: dict[str, Any], by: Staff) -> Any:
    """Taken down by an officer for the firm: the words say who spoke."""
    said = Answerer(v["name"], v["phone"])
    text = f"{said.name}{said.phone}答复：{v['text']}"
    return answer_warning(warning=row, text=text, proof=v["proof"], paid_fen=v["paid_fen"], by=by, on=occasion.today())


def _hand_over(row: RiskWarning, v: dict[str, Any], by: Staff) -> Any:
    to = Staff.objects.get(pk=v["to"])
    return hand_over_warning(warning=row, to=to, why=v["why"], by=by, on=occasion.today())


def _plain(act: Callable[..., Any]) -> Callable[[RiskWarning, dict[str, Any], Staff], Any]:
    return lambda row, v, by: act(warning=row, **v, by=by, on=occasion.today())


RUN: dict[str, Callable[[RiskWarning, dict[str, Any], Staff], Any]] = {
    "tell": _plain(tell_employer), "answer": _answer, "check": _plain(check_warning),
    "inspection": _plain(turn_to_inspection), "inspected": _plain(record_inspected), "end": _plain(end_warning),
    "hand_over": _hand_over, "correct": _plain(correct_outcome),
}  # fmt: skip


@officer_page(P.WATCH_VIEW)
def warning_act(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One act on a warning; refused where it is not the person's or not open now."""
    row, staff = warning_of(request, number), me(request)
    label = next((label for known, label, _ in ACTS if known == key), "")
    if not label:
        raise NotFound("没有找到这一步", remedy="请从预警页面办理")
    if not may_do(staff, row, key):
        raise NotAllowed(
            f"您没有权限{label}", why="需要监测预警的办理职责，并且预警属于您的辖区", remedy="请转给责任人"
        )
    if why := why_not(row, key):
        raise Refusal(f"不能{label}", why=why, remedy="请核对该预警的经过")
    kwargs = {"people": _people(row)} if key == "hand_over" else {}
    site = row.project.project
    initial = {"name": site.wage_clerk, "phone": site.wage_clerk_phone} if key == "tell" else {}
    return act_page(
        request,
        FORMS[key],
        run=lambda v: RUN[key](row, v, staff),
        title=f"{label}：{row}",
        back_url=reverse("officer:warning", args=[number]),
        form_kwargs=kwargs,
        initial=initial,
        done=f"已办理：{label}。",
    )


def _people(row: RiskWarning) -> list[tuple[str, str]]:
    """Those who can take the warning over: in the unit of its owner, and those with a post at its place."""
    rows = Staff.objects.filter(is_active=True, posts__region=row.region_id).exclude(pk=row.owner_id)
    facts = FileFacts(region=row.region_id)
    found = rows.select_related("unit").distinct().order_by("pk")[:200]
    return named(one for one in found if may(one, P.WATCH_HANDLE, facts))


@officer_page(P.WATCH_VIEW)
def warning_clue(request: HttpRequest, number: int) -> HttpResponse:
    """The warning becomes a clue, once."""
    only_post(request)
    row = warning_of(request, number)
    return press(
        request,
        lambda: turn_to_clue(warning=row, by=me(request), on=occasion.today()),
        back_url=reverse("officer:warning", args=[number]),
        done="已转为线索（监测预警），见线索台账。",
    )
