"""The emergency revolving fund of a place: what was put in, what was advanced to whom, what came back from the employer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.models import Claim, Clue


class EmergencyFund(models.Model):
    """应急周转金 of one place (条例 第六十三条); one a region."""

    region = models.OneToOneField(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="管理单位", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField("设立依据", max_length=200)
    opened_on = models.DateField("设立日期")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "应急周转金"

    def __str__(self) -> str:
        return f"{self.region.name}应急周转金"


class FundAllocation(models.Model):
    """拨款 into the fund by the treasury, with its document."""

    fund = models.ForeignKey(
        EmergencyFund, verbose_name="应急周转金", on_delete=models.PROTECT, related_name="allocations"
    )
    amount_fen = models.PositiveBigIntegerField("金额（分）")
    allocated_on = models.DateField("拨款日期")
    document = models.CharField("拨款文号、凭证", max_length=100)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "周转金拨款"
        ordering = ["allocated_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="allocation_is_money"),
            models.UniqueConstraint(
                fields=["fund", "document"], condition=Q(withdrawn_on__isnull=True), name="allocation_document_once"
            ),
        ]


class FundAdvance(models.Model):
    """垫付 on a clue: applied, decided by somebody else, paid worker by worker, recovered from the employer."""

    class Ground(models.TextChoices):
        CANNOT = "cannot", "用人单位一时难以支付"
        FLED = "fled", "用人单位拖欠后逃匿"

    class State(models.TextChoices):
        APPLIED = "applied", "待审批"
        APPROVED = "approved", "已批准待支付"
        REFUSED = "refused", "不批准"
        PAID = "paid", "已支付"

    fund = models.ForeignKey(
        EmergencyFund, verbose_name="应急周转金", on_delete=models.PROTECT, related_name="advances"
    )
    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, verbose_name="立案案件", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("垫付情形", max_length=8, choices=Ground)
    found = models.CharField("查明的情况", max_length=300)
    state = models.CharField("垫付状态", max_length=8, choices=State, default=State.APPLIED)
    applied_on = models.DateField("申请日期")
    applied_by = models.ForeignKey(Staff, verbose_name="申请人", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Paper, verbose_name="垫付申请表", on_delete=models.PROTECT, related_name="+")
    caps = models.JSONField("上限的推算", default=list)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="审批人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("审批意见", max_length=300, blank=True)
    approval = models.ForeignKey(
        Paper, verbose_name="垫付审批书", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_on = models.DateField("还款协议签订日期", null=True, blank=True)
    repay_by = models.DateField("约定还款日期", null=True, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "周转金垫付"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("applied_by")), name="advance_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False),
                name="advance_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.application.number or f"垫付{self.pk}"


class FundAdvanceLine(models.Model):
    """One worker of an advance: part of his wages, or living cost, which is kept apart from wages."""

    advance = models.ForeignKey(FundAdvance, verbose_name="周转金垫付", on_delete=models.PROTECT, related_name="lines")
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    nature = models.CharField("垫付性质", max_length=8, choices=[("wage", "部分工资"), ("living", "基本生活费")])
    amount_fen = models.PositiveBigIntegerField("垫付金额（分）")
    paid_on = models.DateField("垫付日期", null=True, blank=True)
    voucher = models.CharField("凭证号", max_length=80, blank=True)
    payment = models.OneToOneField(
        Payment, verbose_name="逐人支付", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "周转金垫付名单"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["advance", "claim", "nature"], name="advance_worker_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="advance_line_is_money"),
            models.CheckConstraint(
                condition=~Q(nature="living") | Q(payment__isnull=True), name="living_cost_is_no_wage"
            ),
        ]


class RecoveryKind(models.TextChoices):
    DEMAND = "demand", "发函追偿"
    SUIT = "suit", "起诉、申请执行"
    RECOVERED = "recovered", "收回"
    NOTE = "note", "其他追偿措施"


class FundRecovery(models.Model):
    """追偿 against the employer: what was done, what came back (垫付后有权追偿, 条例 第六十三条)."""

    advance = models.ForeignKey(
        FundAdvance, verbose_name="周转金垫付", on_delete=models.PROTECT, related_name="recoveries"
    )
    kind = models.CharField("追偿方式", max_length=10, choices=RecoveryKind)
    amount_fen = models.PositiveBigIntegerField("收回金额（分）", default=0)
    done_on = models.DateField("日期")
    voucher = models.CharField("凭证号", max_length=80, blank=True)
    note = models.CharField("情况", max_length=300, blank=True)
    paper = models.ForeignKey(
        Paper, verbose_name="追偿函", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "周转金追偿"
        ordering = ["done_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="recovered", amount_fen__gt=0) | (~Q(kind="recovered") & Q(amount_fen=0)),
                name="recovery_money_only_recovered",
            )
        ]
