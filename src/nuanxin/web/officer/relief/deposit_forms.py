"""The forms of a deposit's acts, and the acts themselves: one table, one address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.models import Case
from nuanxin.rights.relief.deposit.balance import store_deposit, withdraw_entry
from nuanxin.rights.relief.deposit.drawing import order_drawdown
from nuanxin.rights.relief.deposit.guarantees import Offered, is_bureau, take_guarantee
from nuanxin.rights.relief.deposit.models import DepositEntry, DepositReturn, WageDeposit
from nuanxin.rights.relief.deposit.rates import percent
from nuanxin.rights.relief.deposit.registering import (
    assess_deposit,
    latest_assessment,
    reckon,
    record_completion,
    register_deposit,
)
from nuanxin.rights.relief.deposit.returning import announce_return, answer_return, apply_return, review_return
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.counter.form import YES_NO, yes_no
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.lists import in_places
from nuanxin.web.officer.relief.deposits import deposit_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.record import Fact


class RegisterForm(PatternForm):
    """The works and their general contractor."""

    project = forms.ModelChoiceField(label="项目（标段）", queryset=Project.objects.none())
    contractor = forms.ModelChoiceField(label="施工总承包单位", queryset=Employer.objects.none())
    contract_fen = YuanField(label="施工合同额", least=1, doubtful_from=10**14)
    annual_fen = YuanField(label="年度合同额", required=False, help_text="按年度合同额存储的填写")
    signed_on = DayField(label="合同签订日期", not_after=occasion.today)
    until_on = DayField(label="合同期限至")
    needs_permit = forms.ChoiceField(label="依法须取得施工许可", choices=[("yes", "是"), ("no", "否")])
    permit_on = DayField(label="施工许可证（开工报告批复）日期", required=False, not_after=occasion.today)
    bank = forms.CharField(label="经办银行", max_length=100, required=False)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Project.objects.filter(in_places(staff), merged_into__isnull=True).order_by("name")
        self.fields["project"].queryset = near  # type: ignore[attr-defined]
        firms = Employer.objects.filter(merged_into__isnull=True).order_by("name")
        self.fields["contractor"].queryset = firms  # type: ignore[attr-defined]


class AssessForm(PatternForm):
    projects = forms.IntegerField(
        label="同一地区在建工程数", min_value=1, help_text="含本工程；默认按本系统登记的在建工程"
    )
    real_name = forms.ChoiceField(label="落实实名制", choices=YES_NO, required=False)
    account = forms.ChoiceField(label="落实专用账户", choices=YES_NO, required=False)


class StoreForm(PatternForm):
    amount_fen = YuanField(label="存储金额", least=1, doubtful_from=10**14)
    stored_on = DayField(label="存储日期", initial=occasion.today, not_after=occasion.today)
    voucher = forms.CharField(label="凭证号", max_length=80)


class GuaranteeForm(PatternForm):
    number = forms.CharField(label="保函编号", max_length=60)
    bank = forms.CharField(label="开立机构", max_length=100)
    beneficiary = forms.ModelChoiceField(label="受益人", queryset=Unit.objects.none())
    amount_fen = YuanField(label="保函金额", least=1, doubtful_from=10**14)
    from_on = DayField(label="生效日期")
    to_on = DayField(label="到期日期")
    on_demand = forms.BooleanField(label="不可撤销见索即付", required=False)
    original_kept = forms.BooleanField(label="正本已交人社部门保管", required=False)

    def __init__(self, *args: Any, near: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beneficiary"].queryset = Unit.objects.filter(region=near)  # type: ignore[attr-defined]


class CompleteForm(PatternForm):
    completed_on = DayField(label="完工日期", not_after=occasion.today)


class DrawForm(PatternForm):
    case = forms.ModelChoiceField(label="案件", queryset=Case.objects.none())

    def __init__(self, *args: Any, deposit: WageDeposit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = Case.objects.filter(
            clue__project=deposit.project, procedure="labour_inspection", closed_on__isnull=True
        )
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]


class AnnounceForm(PatternForm):
    announced_on = DayField(label="公示日期", initial=occasion.today, not_after=occasion.today)
    places = forms.CharField(label="公示地点", max_length=200, initial="维权信息告示牌、人社部门网站")
    promise = forms.CharField(label="无拖欠书面承诺", max_length=200, help_text="承诺书日期、编号")


class ApplyForm(PatternForm):
    applied_on = DayField(label="申请日期", initial=occasion.today, not_after=occasion.today)


class ReviewForm(PatternForm):
    agreed = forms.ChoiceField(label="审核结果", choices=[("yes", "同意返还"), ("no", "不予返还")])
    reason = forms.CharField(label="审核意见", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AnswerForm(PatternForm):
    voucher = forms.CharField(
        label="返还（销户）凭证号", max_length=80, required=False, help_text="不予返还或者只有保函的不填"
    )


@dataclass(frozen=True)
class _Way:
    """One act of a deposit: its form, what it does, its words."""

    form: type[PatternForm]
    run: Callable[[WageDeposit, Staff, dict[str, Any]], Any]
    title: str
    intro: str = ""


def _last(row: WageDeposit) -> DepositReturn:
    found = row.returns.filter(answered_on__isnull=True).last()
    if found is None:
        raise Refusal("不能办理返还", why="没有正在办理的返还", remedy="请先公示")
    return found


def _assess(row: WageDeposit, by: Staff, v: dict[str, Any]) -> Any:
    return assess_deposit(
        deposit=row, by=by, on=occasion.today(), projects=v["projects"],
        real_name=yes_no(v["real_name"]), account=yes_no(v["account"]),
    )  # fmt: skip


def _guarantee(row: WageDeposit, by: Staff, v: dict[str, Any]) -> Any:
    names = ("amount_fen", "from_on", "to_on", "on_demand", "original_kept")
    offered = Offered(**{name: v[name] for name in names}, hrss=is_bureau(v["beneficiary"]))
    return take_guarantee(
        deposit=row,
        number=v["number"],
        bank=v["bank"],
        beneficiary=v["beneficiary"],
        offered=offered,
        by=by,
        on=occasion.today(),
    )


def _today(act: Callable[..., Any], key: str = "deposit") -> Callable[[WageDeposit, Staff, dict[str, Any]], Any]:
    """The act on the deposit (or its return under way) with the form's values, today."""

    def run(row: WageDeposit, by: Staff, v: dict[str, Any]) -> Any:
        about = row if key == "deposit" else _last(row)
        return act(**{key: about}, **v, by=by, on=occasion.today())

    return run


WAYS = {
    "assess": _Way(AssessForm, _assess, "核定应存金额", "按本省比例和本系统台账中的欠薪记录计算；依据逐条列明。"),
    "store": _Way(StoreForm, _today(store_deposit), "登记存储"),
    "guarantee": _Way(GuaranteeForm, _guarantee, "接收保函", "原有效保函同时失效。"),
    "complete": _Way(CompleteForm, _today(record_completion), "登记完工"),
    "draw": _Way(
        DrawForm, _today(order_drawdown), "动用保证金",
        "责令支付的行政处理决定期满未履行的，向银行发支付通知书；名单和金额取自逐人台账的尚欠工资，余额不足的按比例分配。",
    ),
    "announce": _Way(AnnounceForm, _today(announce_return), "公示返还", "公示三十日，期满后才能申请。"),
    "apply": _Way(ApplyForm, _today(apply_return, "returning"), "登记返还申请"),
    "review": _Way(
        ReviewForm,
        lambda row, by, v: review_return(
            returning=_last(row), agreed=v["agreed"] == "yes", reason=v["reason"], by=by, on=occasion.today()
        ),
        "审核返还",
    ),
    "answer": _Way(AnswerForm, _today(answer_return, "returning"), "出具返还文书"),
}  # fmt: skip


@officer_page(P.FUND_MANAGE)
def deposit_new(request: HttpRequest) -> HttpResponse:
    """Register the duty of a project's general contractor."""

    def run(v: dict[str, Any]) -> WageDeposit:
        said = {**v, "needs_permit": v["needs_permit"] == "yes"}
        return register_deposit(**said, by=me(request), on=occasion.today())

    return act_page(
        request, RegisterForm, run=run, title="登记工资保证金", back_url=reverse("officer:deposits"), form_kwargs={"staff": me(request)},
        next_url=lambda row: reverse("officer:deposit", args=[row.pk]), done="已登记，请核定应存金额。", save="登记",
    )  # fmt: skip


@officer_page(P.FUND_MANAGE)
def deposit_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """One act on the deposit."""
    row, way = deposit_of(request, number), WAYS.get(act)
    if way is None:
        raise NotFound("没有找到这一页", remedy="请从工资保证金页面打开")
    kwargs: dict[str, Any] = {}
    if act == "guarantee":
        kwargs = {"near": receiving_unit(row.region).region_id}
    elif act == "draw":
        kwargs = {"deposit": row}
    back = reverse("officer:deposit", args=[number])
    return act_page(
        request, way.form, run=lambda v: way.run(row, me(request), v), title=f"{way.title}：{row.project.name}",
        back_url=back, form_kwargs=kwargs, intro=way.intro, initial=_initial(row, act), done=f"已办理：{way.title}。",
        next_url=(lambda drawn: reverse("officer:drawdown", args=[drawn.pk])) if act == "draw" else None,
        context={"about": _about(row, act), "crumbs": [("工作台", "/officer/"), ("工资保证金", reverse("officer:deposits")), (row.project.name, back), (way.title, "")]},
    )  # fmt: skip


def _initial(row: WageDeposit, act: str) -> dict[str, Any]:
    assessed = latest_assessment(row)
    if act == "assess":
        live = WageDeposit.objects.filter(contractor=row.contractor, region=row.region, ended_on__isnull=True)
        return {"projects": live.filter(completed_on__isnull=True).count() or 1}
    if act == "store" and assessed:
        return {"amount_fen": assessed.due_fen}
    if act == "guarantee":
        due = assessed.due_fen if assessed else None
        return {"beneficiary": receiving_unit(row.region).pk, "amount_fen": due, "bank": row.bank}
    return {}


def _about(row: WageDeposit, act: str) -> list[Fact]:
    """Before deciding: what the reckoning would say today, line by line."""
    if act != "assess":
        return [Fact("施工总承包单位", row.contractor.name), Fact("施工合同额", row.contract_fen, kind="money")]
    due = reckon(row, on=occasion.today())
    if due.missing:
        return [Fact("缺少", due.missing, kind="long")]
    shown = [Fact("按现有记录", "免予存储" if due.exempt else f"{percent(due.rate)}，{yuan(due.fen)} 元")]
    return shown + [
        Fact(one.cites, one.text + ("（" + "；".join(one.rows) + "）" if one.rows else ""), kind="long")
        for one in due.reasons
    ]


class WhyForm(PatternForm):
    why = forms.CharField(label="撤下理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(P.FUND_MANAGE)
def deposit_entry(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """A wrong movement is taken back; it stays, marked."""
    found = DepositEntry.objects.filter(deposit=deposit_of(request, number), pk=row).first()
    if found is None:
        raise NotFound("没有找到这笔收支", remedy="请从工资保证金页面打开")
    return act_page(
        request, WhyForm, run=lambda v: withdraw_entry(entry=found, by=me(request), on=occasion.today(), **v),
        title=f"撤下收支：{found.voucher}", back_url=reverse("officer:deposit", args=[number]) + "?tab=account#tab", save="撤下", done="已撤下。",
    )  # fmt: skip
