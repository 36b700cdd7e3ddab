"""The money ledger: per worker what was claimed (intake), verified, agreed, paid, from which source, and confirmed by himself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Claim


class PaymentSource(models.TextChoices):
    """Who paid (条例 第二十九、三十、三十二、六十三条): the default order of law.md §14."""

    EMPLOYER = "employer", "用人单位支付"
    CONTRACTOR = "contractor", "施工总承包单位先行清偿"
    OWNER = "owner", "建设单位垫付"
    DEPOSIT = "deposit", "工资保证金（保函）"
    FUND = "fund", "应急周转金"
    COURT = "court", "法院执行"


class Verification(models.Model):
    """What an officer found to be owed to one worker; a later row replaces an earlier one, nothing is overwritten."""

    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    verified_fen = models.PositiveBigIntegerField("核实金额（分）")
    basis = models.CharField("依据", max_length=200)
    verified_on = models.DateField("核实日期")
    by = models.ForeignKey(Staff, verbose_name="核实人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    replaced_by = models.OneToOneField(
        "self", verbose_name="被替换为", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        verbose_name = "逐人核实"
        verbose_name_plural = "逐人核实"
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(replaced_by__isnull=True), name="one_standing_verification"
            )
        ]


class Payment(models.Model):
    """Money that reached one worker, with its voucher. Additional compensation (加付赔偿金) is kept apart from wages."""

    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, null=True, related_name="payments")
    source = models.CharField("支付来源", max_length=12, choices=PaymentSource)
    kind = models.CharField(
        "性质", max_length=12, choices=[("wage", "工资"), ("compensation", "加付赔偿金")], default="wage"
    )
    amount_fen = models.PositiveBigIntegerField("金额（分）")
    paid_on = models.DateField("支付日期")
    voucher = models.CharField("凭证号", max_length=80)
    explained = models.CharField("超出核实金额的说明", max_length=200, blank=True)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, verbose_name="撤下人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "逐人支付"
        verbose_name_plural = "逐人支付"
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "voucher", "kind"],
                condition=Q(withdrawn_on__isnull=True),
                name="voucher_once_per_worker",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_is_money"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
                name="payment_withdrawn_pair",
            ),
        ]


class Confirmation(models.Model):
    """What the worker himself says when asked whether the money came; or why he could not be asked."""

    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        "答复",
        max_length=12,
        choices=[("received", "已收到"), ("short", "没有足额"), ("not_paid", "没有收到"), ("unreachable", "未能联系")],
    )
    method = models.CharField(
        "方式", max_length=10, choices=[("page", "手机页面"), ("call", "电话回访"), ("visit", "当面")]
    )
    asked_on = models.DateField("询问日期")
    note = models.CharField("说明", max_length=300, blank=True)
    by = models.ForeignKey(Staff, verbose_name="询问人", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "本人确认"
        verbose_name_plural = "本人确认"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(answer="unreachable") | ~Q(note=""), name="unreachable_has_reason")
        ]


class Agreement(models.Model):
    """和解协议: both sides consent; paid at once or by instalments, whose default opens a task the next day."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="agreements")
    worker_consent_on = models.DateField("劳动者同意日期")
    employer_consent_on = models.DateField("用人单位同意日期")
    signed_on = models.DateField("签订日期")
    text = models.TextField("约定内容")
    by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "和解协议"
        verbose_name_plural = "和解协议"


class Instalment(models.Model):
    """One part of an agreement: how much by when; kept, or in default since."""

    agreement = models.ForeignKey(
        Agreement, verbose_name="和解协议", on_delete=models.PROTECT, related_name="instalments"
    )
    due_on = models.DateField("应付日期", db_index=True)
    amount_fen = models.PositiveBigIntegerField("应付金额（分）")
    paid_on = models.DateField("付清日期", null=True, blank=True)
    default_task_on = models.DateField("违约任务日期", null=True, blank=True)

    class Meta:
        verbose_name = "分期"
        verbose_name_plural = "分期"
        ordering = ["due_on", "id"]


class Referral(models.Model):
    """移送公安: from the threshold to the police decision and what came of it; does not close the case."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="referrals")
    police_unit = models.CharField("公安机关", max_length=100)
    threshold = models.JSONField("数额标准", default=dict)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.ForeignKey(
        Staff, verbose_name="批准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_on = models.DateField("移送日期", null=True, blank=True)
    received_on = models.DateField("公安回执日期", null=True, blank=True)
    police_answer = models.CharField(
        "公安决定", max_length=10, blank=True, choices=[("filed", "立案"), ("refused", "不予立案")]
    )
    police_answer_on = models.DateField("公安决定日期", null=True, blank=True)
    reconsider_on = models.DateField("提请复议日期", null=True, blank=True)
    reconsider_answer = models.CharField("复议结果", max_length=40, blank=True)
    supervision_on = models.DateField("建议检察监督日期", null=True, blank=True)

    class Meta:
        verbose_name = "移送公安"
        verbose_name_plural = "移送公安"


# What else stands before a payment: rooms above the cases may refuse it, in the same transaction.
@dataclass(frozen=True)
class Coming:
    """A payment about to be written: the claim is locked, the ledger's own checks have passed."""

    claim: Claim
    source: str
    kind: str
    fen: int
    on: date
    voucher: str
    explained: str = ""


Gate = Callable[[Coming], None]
_GATES: list[Gate] = []


def before_payments(gate: Gate) -> None:
    """Register a gate; it raises Refusal where the money may not be recorded."""
    if gate not in _GATES:
        _GATES.append(gate)


def ask_gates(coming: Coming) -> None:
    """Ask every gate; the first that objects raises Refusal."""
    for gate in _GATES:
        gate(coming)
