"""Working on the publication of a decision: the draft, publishing what was looked at, taking back, not publishing at all."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.credit.disclosure.duties import standing_entry
from nuanxin.rights.credit.disclosure.models import (
    DecisionKind,
    DisclosedDecision,
    DisclosureDuty,
    DisclosureWithdrawal,
    Withholding,
)
from nuanxin.rights.credit.disclosure.publishing import (
    Written,
    draft_disclosure,
    publish_decision,
    withdraw_disclosure,
)
from nuanxin.rights.credit.disclosure.withholding import ask_to_withhold, decide_withholding
from nuanxin.rights.credit.disclosure.wording import looks_like_a_person
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.credit.disclosures import duty_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm

YES_NO = [("no", "单位"), ("yes", "自然人（公示时只留姓氏）")]


def _long(label: str, rows: int = 3, help_text: str = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=4000, widget=widget, help_text=help_text, required=required)


class DraftForm(PatternForm):
    """What will be public, before it is masked."""

    natural = forms.ChoiceField(label="当事人", choices=YES_NO)
    matter = forms.CharField(label="案由", max_length=200)
    facts = _long("主要违法事实", help_text="不写身份证件号码、电话、银行账号、住址")
    basis = _long("处理、处罚依据", 2)
    content = _long("决定内容")
    names = _long("还要隐去的姓名", 2, "每行一个。案卷中的劳动者、反映人、法定代表人自动隐去，不用写", required=False)
    secrets = _long("涉及商业秘密、要略去的内容", 2, "每行一处，公示时以“（略）”代替", required=False)
    reason = _long("更正理由", 2)

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"]


@officer_page(Permission.CREDIT_MANAGE)
def disclosure_draft(request: HttpRequest, number: int) -> HttpResponse:
    """Write the text; it is masked when kept, and then looked at before it is published."""
    duty = duty_of(request, number)
    public, draft = standing_entry(duty), duty.entries.filter(published_on=None).first()

    def run(v: dict[str, Any]) -> DisclosedDecision:
        texts = {key: v[key] for key in ("matter", "facts", "basis", "content")}
        written = Written(
            **texts, natural=v["natural"] == "yes", names=filled_lines(v["names"]), secrets=filled_lines(v["secrets"])
        )
        reason = v.get("reason", "")
        return draft_disclosure(duty=duty, written=written, reason=reason, by=me(request), on=occasion.today())

    return act_page(
        request,
        DraftForm,
        run=run,
        title=f"拟定公示内容：{duty}",
        form_kwargs={"corrects": public is not None},
        initial=_initial(duty, draft or public),
        intro="保存后先看预览，预览的内容就是公众看到的全部内容，确认后再公示。",
        back_url=reverse("officer:disclosure", args=[number]),
        save="保存并预览",
        done="已拟定，请核对预览，然后公示。",
    )


def _initial(duty: DisclosureDuty, kept: DisclosedDecision | None) -> dict[str, Any]:
    """The last text; else what the issued paper says."""
    if kept:
        return {
            **{key: getattr(kept, key) for key in ("matter", "facts", "basis", "content")},
            "natural": "yes" if kept.natural else "no",
            "names": "\n".join(kept.names),
            "secrets": "\n".join(kept.secrets),
        }
    paper = duty.step.paper
    said = paper.fields if paper else {}
    employer = duty.case.clue.employer
    lines = said.get("penalties") if duty.kind == DecisionKind.PENALTY else said.get("decisions")
    person = looks_like_a_person(duty.party, (employer.credit_code or "") if employer else "")
    basis = "违反{provisions}；依据{basis}" if said.get("provisions") and said.get("basis") else "{basis}"
    return {
        "natural": "yes" if person else "no",
        "matter": "拖欠劳动者工资案",
        "facts": said.get("facts", ""),
        "basis": basis.format(provisions=said.get("provisions", ""), basis=said.get("basis", "")),
        "content": "\n".join(lines) if isinstance(lines, list) else "",
    }


@officer_page(Permission.CREDIT_MANAGE)
def disclosure_publish(request: HttpRequest, number: int) -> HttpResponse:
    """The button below the preview."""
    duty = duty_of(request, number)
    back = reverse("officer:disclosure", args=[number])

    def run() -> None:
        draft = duty.entries.filter(published_on=None).first()
        if draft is None:
            raise NotFound("没有拟定公示内容", remedy="请先拟定并预览")
        publish_decision(entry=draft, seen=request.POST.get("seen", ""), by=me(request), on=occasion.today())

    return press(request, run, back_url=back, done="已公示，公众现在可以看到。")


class WithdrawForm(PatternForm):
    cause = forms.ChoiceField(label="原因", choices=DisclosureWithdrawal.Cause.choices)
    reason = _long("理由", 2, "会在原处向社会公开，案卷中的姓名自动隐去")


@officer_page(Permission.CREDIT_MANAGE)
def disclosure_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what is public; the reason is shown in its place."""
    duty = duty_of(request, number)
    entry = standing_entry(duty)
    if entry is None:
        raise NotFound("现在没有公示", remedy="请从公示事项页面打开")
    return act_page(
        request,
        WithdrawForm,
        run=lambda v: withdraw_disclosure(entry=entry, by=me(request), on=occasion.today(), **v),
        title=f"撤回公示：{duty}",
        intro="决定被撤销、变更的，撤回后不再公示；只是公示的信息不准确的，撤回后还须重新公示。",
        back_url=reverse("officer:disclosure", args=[number]),
        done="已撤回，公众不再看到决定内容。",
    )


class AskForm(PatternForm):
    ground = forms.ChoiceField(label="情形", choices=Withholding.Ground.choices)
    reason = _long("理由", help_text="写明为什么隐去、略去以后仍然不能公示")


@officer_page(Permission.CREDIT_MANAGE)
def disclosure_withhold(request: HttpRequest, number: int) -> HttpResponse:
    """Propose not to publish; the head decides, the time limit runs on."""
    duty = duty_of(request, number)
    return act_page(
        request,
        AskForm,
        run=lambda v: ask_to_withhold(duty=duty, by=me(request), on=occasion.today(), **v),
        title=f"提出不予公示：{duty}",
        intro="由机构负责人审批；审批以前公示期限照算。",
        back_url=reverse("officer:disclosure", args=[number]),
        done="已提出，等待审批。",
    )


class DecideForm(PatternForm):
    agreed = forms.ChoiceField(label="审批结论", choices=[("no", "应当公示"), ("yes", "同意不予公示")])
    opinion = _long("审批意见", 2)


@officer_page(Permission.CREDIT_DECIDE)
def disclosure_decide(request: HttpRequest, number: int) -> HttpResponse:
    """The head's answer."""
    duty = duty_of(request, number)
    asked = duty.withholdings.filter(decided_on=None).select_related("duty").first()
    if asked is None:
        raise NotFound("没有等待审批的不予公示", remedy="请从公示事项页面打开")
    return act_page(
        request,
        DecideForm,
        run=lambda v: decide_withholding(
            asked=asked, agreed=v["agreed"] == "yes", opinion=v["opinion"], by=me(request), on=occasion.today()
        ),
        title=f"审批不予公示：{duty}",
        intro=f"{asked.get_ground_display()}：{asked.reason}",
        back_url=reverse("officer:disclosure", args=[number]),
        done="已审批。",
    )
