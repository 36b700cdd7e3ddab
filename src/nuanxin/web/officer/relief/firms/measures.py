"""Putting a measure forward, its end, its withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, FirmPlanPart, MeasureKind, ReliefPolicy
from nuanxin.rights.relief.firms.planning import Meant, add_measure, drop_measure, finish_measure
from nuanxin.rights.relief.firms.policies import matches
from nuanxin.rights.relief.firms.running import may_finish, must_work
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.firms.forms import StaffChoice, crumbs_of, long_text, staff_near
from nuanxin.web.officer.relief.firms.page import plan_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact


class MeasureForm(PatternForm):
    """What, who, by when: common to every kind."""

    what = long_text("措施内容", 500, rows=2)
    due_on = DayField(label="完成期限")
    owner = StaffChoice(label="责任人（系统内人员）", queryset=Staff.objects.none(), required=False)
    owner_name = forms.CharField(
        label="责任人（系统外的写单位、姓名）",
        max_length=80,
        required=False,
        help_text="两项填一项；系统内人员可以自己登记完成",
    )

    def __init__(self, *args: Any, plan: FirmPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = staff_near(codes_of(plan.region_id))  # type: ignore[attr-defined]


class PayFirstForm(MeasureForm):
    """Wages first: who pays, out of what, how much."""

    payer = forms.CharField(label="由谁支付", max_length=100, help_text="例如：施工总承包单位名称、建设单位名称")
    source = forms.ChoiceField(label="支付来源", choices=[("", "请选择"), *PaymentSource.choices])
    amount_fen = YuanField(label="金额", least=1, doubtful_from=10**12)
    field_order = ["what", "payer", "source", "amount_fen", "due_on", "owner", "owner_name"]


class ReliefForm(MeasureForm):
    """A policy of the register that fits this firm."""

    policy = forms.ModelChoiceField(label="适用的纾困政策", queryset=ReliefPolicy.objects.none())
    field_order = ["policy", "what", "due_on", "owner", "owner_name"]

    def __init__(self, *args: Any, plan: FirmPlan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        fitting = [policy.pk for policy, found in matches(plan, occasion.today()) if found.fits]
        self.fields["policy"].queryset = ReliefPolicy.objects.filter(pk__in=fitting)  # type: ignore[attr-defined]
        if not fitting:
            self.fields["policy"].help_text = "没有适用的政策：先在“纾困政策”中按文件登记，适用条件相符的才能选择"


FORMS: dict[str, tuple[type[MeasureForm], str]] = {
    MeasureKind.PAY_FIRST: (PayFirstForm, "先付工资：写明由谁、从哪里、付多少、什么时候付。支付后在线索的逐人台账登记，专案数字自动更新。"),
    MeasureKind.STABILISE: (MeasureForm, "稳岗：复工、转岗、不裁员等能稳住岗位的措施。"),
    MeasureKind.RELIEF: (ReliefForm, "纾困政策：从本地政策登记中选择适用的，适用理由随措施保存。"),
}  # fmt: skip


def _part_of(plan: FirmPlan, part: int) -> FirmPlanPart:
    found = plan.parts.select_related("project", "plan__employer").filter(pk=part).first()
    if found is None:
        raise NotFound("没有找到这个项目的计划", remedy="请从专案页面打开")
    return found


@officer_page(P.CLUE_VIEW)
def firm_measure_new(request: HttpRequest, number: int, part: int, kind: str) -> HttpResponse:
    """A measure for one project or the firm."""
    plan = plan_of(request, number)
    found, way = _part_of(plan, part), FORMS.get(kind)
    if way is None:
        raise NotFound("没有找到这一类措施", remedy="请从专案页面打开")
    must_work(me(request), plan, doing="提出措施")
    form, intro = way
    title = f"{MeasureKind(kind).label}：{found}"

    def run(v: dict[str, Any]) -> Any:
        return add_measure(part=found, meant=Meant(kind=kind, **v), by=me(request), on=occasion.today())

    return act_page(
        request, form, run=run, title=title, intro=intro, form_kwargs={"plan": plan}, save="提出", done="已提出，报批后生效。",
        back_url=reverse("officer:firm_plan", args=[number]),
        context={"about": [Fact("现状和欠薪风险", found.situation, kind="long")], "crumbs": crumbs_of(plan, title)},
    )  # fmt: skip


class DoneForm(PatternForm):
    done_on = DayField(label="完成日期", initial=occasion.today, not_after=occasion.today)
    note = long_text("完成情况和凭据", 500, rows=2, help_text="写明凭证号、文件名称文号、照片编号等")


class DropForm(PatternForm):
    why = long_text("撤销理由", 300, rows=2)


@officer_page(P.CLUE_VIEW)
def firm_measure(request: HttpRequest, number: int, measure: int, act: str) -> HttpResponse:
    """A measure is done, or no longer pursued."""
    plan = plan_of(request, number)
    rows = FirmPlanMeasure.objects.select_related("part__project", "part__plan__employer")
    found = rows.filter(part__plan=plan, pk=measure).first()
    if found is None or act not in ("done", "drop"):
        raise NotFound("没有找到这项措施", remedy="请从专案页面打开")
    done = act == "done"
    if not (done and may_finish(me(request), found)):
        must_work(me(request), plan, doing="办理这项措施")
    title = "登记完成" if done else "撤销措施"
    do = finish_measure if done else drop_measure
    facts = [Fact("措施", str(found), kind="long"), Fact("项目", str(found.part)), Fact("责任人", found.owner_name)]
    if found.amount_fen:
        facts.append(Fact("先付工资", f"{found.payer} {yuan(found.amount_fen)} 元（{found.get_source_display()}）"))
    return act_page(
        request, DoneForm if done else DropForm, title=f"{title}：{found.what[:20]}", done=f"已{title}。",
        run=lambda v: do(measure=found, by=me(request), on=occasion.today(), **v),
        back_url=reverse("officer:firm_plan", args=[number]) + f"#measure-{found.pk}",
        intro="撤销的措施保留在专案中，标明理由，不再计算期限；登记有误的撤销后重新提出。" if not done else "",
        context={"about": facts, "crumbs": crumbs_of(plan, title)},
    )  # fmt: skip
