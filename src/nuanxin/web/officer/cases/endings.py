"""Agreement with instalments, closing with exactly what is missing, and ending a case in which nothing is owed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import parse_yuan, yuan
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.agreements import Part, keep_instalment, sign_agreement
from nuanxin.rights.cases.closing import WITHOUT_PAYMENT, close_without_settlement, closing_obstacles, settle_and_close
from nuanxin.rights.cases.confirmation import ask_workers
from nuanxin.rights.cases.filing import change_officers
from nuanxin.rights.cases.money import Instalment
from nuanxin.rights.cases.steps import declared_step
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.clues.acts.forms import StaffField, officers_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class AgreementForm(PatternForm):
    """What both sides agreed, one line an instalment."""

    signed_on = DayField(label="签订日期", not_after=occasion.today)
    parts = forms.CharField(
        label="逐期支付", widget=forms.Textarea(attrs={"rows": 4, "placeholder": "2024-01-31 50000\n2024-02-29 50000"}),
        help_text="每行一期：应付日期 金额（元）；一次付清的只写一行",
    )  # fmt: skip
    text = forms.CharField(label="约定内容", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)

    def clean_parts(self) -> tuple[Part, ...]:
        """Each line as an instalment; a line that cannot be read is named by its number."""
        parts, wrong = [], []
        for row, line in enumerate(self.cleaned_data["parts"].splitlines(), 1):
            if line.strip():
                try:
                    day, amount = half_width(line).replace("，", " ").split(maxsplit=1)
                    parts.append(Part(parse_day(day), parse_yuan(amount)))
                except ValueError as fault:
                    wrong.append(
                        f"第{row}行：{fault if '期' in str(fault) or '金额' in str(fault) else '请写成“2024-01-31 50000”'}"
                    )
        if wrong:
            raise ValidationError(wrong)
        return tuple(parts)


class OfficersForm(PatternForm):
    """Who handles the case from now on."""

    first = StaffField(label="主办人", queryset=Staff.objects.none(), empty_label="请选择")
    second = StaffField(label="协办人", queryset=Staff.objects.none(), empty_label="（协调案件可不填）", required=False)
    reason = forms.CharField(label="理由", max_length=200)
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, unit: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = officers_of(unit)  # type: ignore[attr-defined]


class PaidForm(PatternForm):
    """When a part was paid."""

    paid_on = DayField(label="付清日期", initial=occasion.today, not_after=occasion.today)


class CloseForm(PatternForm):
    """The handler's opinion in the closing report."""

    opinion = forms.CharField(label="结案意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(label="结案日期", initial=occasion.today, not_after=occasion.today)


class NothingOwedForm(PatternForm):
    """Why the case ends without payment."""

    conclusion = forms.ChoiceField(label="结论", choices=[(c.value, c.label) for c in WITHOUT_PAYMENT])
    reason = forms.CharField(label="事实和依据", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)


def _case_url(number: int, tab: str) -> str:
    return reverse("officer:case", args=[number]) + f"?tab={tab}#tab"


@officer_page(Permission.CLUE_HANDLE)
def case_agreement(request: HttpRequest, number: int) -> HttpResponse:
    """Sign an agreement."""
    found = case_of(request, number)
    must_act(me(request), Permission.CLUE_HANDLE, found, doing="签订协议")
    return act_page(
        request,
        AgreementForm,
        run=lambda v: sign_agreement(
            case=found, signed_on=v["signed_on"], text=v["text"], parts=v["parts"], by=me(request), on=v["on"]
        ),
        title=f"签订协议：{found}",
        back_url=_case_url(number, "agreement"),
        intro="须先记录双方同意。到期次日没有付清的，系统自动生成违约任务。",
        done="已登记协议。",
    )


@officer_page(Permission.CASE_APPROVE)
def case_officers(request: HttpRequest, number: int) -> HttpResponse:
    """Another officer for the case, with the reason."""
    found = case_of(request, number)
    must_act(me(request), Permission.CASE_APPROVE, found, doing="变更承办人")

    def run(v: dict[str, Any]) -> None:
        officers = [one for one in (v["first"], v["second"]) if one]
        change_officers(case=found, officers=officers, reason=v["reason"], by=me(request), on=v["on"])

    return act_page(
        request,
        OfficersForm,
        run=run,
        title=f"变更承办人：{found}",
        initial={"first": found.officer_id, "second": found.second_officer_id},
        form_kwargs={"unit": found.unit_id},
        back_url=reverse("officer:case", args=[number]),
        done="已变更承办人，线索责任人一并变更。",
    )


@officer_page(Permission.CLUE_HANDLE)
def case_ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the workers who were paid, by SMS, whether the money came."""
    found = case_of(request, number)
    return press(
        request,
        lambda: ask_workers(clue=found.clue, by=me(request), on=occasion.today()),
        back_url=_case_url(number, "confirm"),
        done="已请有手机号码的劳动者确认；没有手机号码的请电话回访。",
    )


@officer_page(Permission.MONEY_RECORD)
def instalment_paid(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """A part was paid; the money itself is recorded worker by worker."""
    found = case_of(request, number)
    row = Instalment.objects.filter(agreement__case=found, pk=part).first()
    if row is None:
        raise NotFound("没有找到这一期", remedy="请刷新页面")
    return act_page(
        request,
        PaidForm,
        run=lambda v: keep_instalment(instalment=row, paid_on=v["paid_on"], by=me(request), on=occasion.today()),
        title=f"登记付清：{row.due_on} 应付 {yuan(row.amount_fen)} 元",
        back_url=_case_url(number, "agreement"),
        intro="每名劳动者收到的钱，请在“逐人台账”逐人登记凭证。",
        done="已登记付清。",
    )


@officer_page(Permission.CLUE_VIEW)
def case_close(request: HttpRequest, number: int) -> HttpResponse:
    """Close as solved; until nothing is missing the page says exactly what is."""
    found = case_of(request, number)
    must_act(me(request), declared_step(found, "close").permission, found, doing="结案")
    gaps = closing_obstacles(found)
    return act_page(
        request,
        CloseForm,
        run=lambda v: settle_and_close(case=found, opinion=v["opinion"], by=me(request), on=v["on"]),
        title=f"结案：{found}",
        back_url=reverse("officer:case", args=[number]),
        save="结案",
        done="已结案，结案报告已制发，解决情况计入统计。",
        intro="凭证合计与核实金额相符、每名劳动者都已询问，才能结案。",
        template="officer/cases/close.html",
        context={"gaps": gaps, "case": found},
    )


@officer_page(Permission.CASE_APPROVE)
def case_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """End a case in which nothing is owed."""
    found = case_of(request, number)
    must_act(me(request), Permission.CASE_APPROVE, found, doing="撤销立案")

    def run(v: dict[str, Any]) -> None:
        close_without_settlement(
            case=found, conclusion=Conclusion(v["conclusion"]), reason=v["reason"], by=me(request), on=v["on"]
        )

    return act_page(
        request,
        NothingOwedForm,
        run=run,
        title=f"撤销立案：{found}",
        back_url=reverse("officer:case", args=[number]),
        intro="每名劳动者须已撤回主张，或者核实金额为零。",
        save="撤销立案",
        done="已撤销立案。",
    )
