"""The wage deposit of a project: what it must be, what lies there, what stands in its place, what it paid, how it went back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.models import Claim


class WageDeposit(models.Model):
    """工资保证金 of one project, owed by its general contractor (65号 第二、三条); hangs on the project, on no clue."""

    project = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="+")
    contractor = models.ForeignKey(Employer, verbose_name="施工总承包单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    contract_fen = models.PositiveBigIntegerField("施工合同额（分）")
    annual_fen = models.PositiveBigIntegerField("年度合同额（分）", null=True, blank=True)
    signed_on = models.DateField("施工合同签订日期")
    until_on = models.DateField("施工合同期限至")
    needs_permit = models.BooleanField("依法须取得施工许可", default=True)
    permit_on = models.DateField("施工许可证（开工报告批复）日期", null=True, blank=True)
    due_on = models.DateField("存储期限", null=True, blank=True, db_index=True)
    due_why = models.JSONField("存储期限的推算", default=list)
    bank = models.CharField("经办银行", max_length=100, blank=True)
    completed_on = models.DateField("完工日期", null=True, blank=True)
    ended_on = models.DateField("返还（销户）日期", null=True, blank=True)
    registered_on = models.DateField("登记日期")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "工资保证金"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "contractor"], condition=Q(ended_on__isnull=True), name="one_live_deposit"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project.name}工资保证金"


class DepositAssessment(models.Model):
    """What must be stored, by which rate and why; a later row replaces an earlier one, which stays."""

    deposit = models.ForeignKey(
        WageDeposit, verbose_name="工资保证金", on_delete=models.PROTECT, related_name="assessments"
    )
    assessed_on = models.DateField("核定日期")
    rate_ppm = models.PositiveIntegerField("存储比例（百万分之）")
    due_fen = models.PositiveBigIntegerField("应存金额（分）")
    exempt = models.BooleanField("免存", default=False)
    reasons = models.JSONField("理由", default=list)
    by = models.ForeignKey(Staff, verbose_name="核定人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "保证金核定"
        ordering = ["id"]


class Guarantee(models.Model):
    """保函 in place of a deposit: for the local bureau, irrevocable and on demand, as much and as long as the law wants."""

    deposit = models.ForeignKey(
        WageDeposit, verbose_name="工资保证金", on_delete=models.PROTECT, related_name="guarantees"
    )
    number = models.CharField("保函编号", max_length=60)
    bank = models.CharField("开立机构", max_length=100)
    beneficiary = models.ForeignKey(Unit, verbose_name="受益人", on_delete=models.PROTECT, related_name="+")
    amount_fen = models.PositiveBigIntegerField("保函金额（分）")
    from_on = models.DateField("生效日期")
    to_on = models.DateField("到期日期", db_index=True)
    on_demand = models.BooleanField("不可撤销见索即付")
    original_kept = models.BooleanField("正本由人社部门保管")
    received_on = models.DateField("收到日期")
    reminded_on = models.DateField("到期提醒日期", null=True, blank=True)
    ended_on = models.DateField("失效日期", null=True, blank=True)
    ended_why = models.CharField("失效原因", max_length=100, blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "保证金保函"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="guarantee_number_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="guarantee_ended_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank}保函{self.number}"


class DrawDown(models.Model):
    """动用: by the payment notice to the bank after a decision to pay was not obeyed in time (65号 第十九条)."""

    deposit = models.ForeignKey(
        WageDeposit, verbose_name="工资保证金", on_delete=models.PROTECT, related_name="drawdowns"
    )
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(CaseStep, verbose_name="行政处理决定", on_delete=models.PROTECT, related_name="+")
    guarantee = models.ForeignKey(
        Guarantee, verbose_name="兑付的保函", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    total_fen = models.PositiveBigIntegerField("通知支付金额（分）")
    noticed_on = models.DateField("支付通知日期")
    paper = models.ForeignKey(Paper, verbose_name="支付通知书", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField("银行收到日期", null=True, blank=True)
    bank_due_on = models.DateField("银行支付期限", null=True, blank=True)
    paid_on = models.DateField("支付完毕日期", null=True, blank=True)
    topup_due_on = models.DateField("补足期限", null=True, blank=True)
    topup_paper = models.ForeignKey(
        Paper, verbose_name="补足通知书", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topped_up_on = models.DateField("补足日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "保证金动用"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.paper.number or f"动用{self.pk}"


class DrawDownLine(models.Model):
    """One worker on the notice: how much, and the receipt; or why he was taken off (paid otherwise meanwhile)."""

    drawdown = models.ForeignKey(DrawDown, verbose_name="保证金动用", on_delete=models.PROTECT, related_name="lines")
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    amount_fen = models.PositiveBigIntegerField("通知金额（分）")
    payment = models.OneToOneField(
        Payment, verbose_name="逐人支付", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_on = models.DateField("撤出日期", null=True, blank=True)
    dropped_why = models.CharField("撤出理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "保证金支付名单"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["drawdown", "claim"], name="drawdown_worker_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="drawdown_line_is_money"),
        ]


class EntryKind(models.TextChoices):
    STORED = "stored", "存储"
    TOPUP = "topup", "补足"
    DRAWN = "drawn", "动用支付"
    RETURNED = "returned", "返还"


class DepositEntry(models.Model):
    """One movement of the principal of the account (interest belongs to the contractor, 65号 第十四条)."""

    deposit = models.ForeignKey(
        WageDeposit, verbose_name="工资保证金", on_delete=models.PROTECT, related_name="entries"
    )
    kind = models.CharField("收支", max_length=8, choices=EntryKind)
    amount_fen = models.PositiveBigIntegerField("金额（分）")
    occurred_on = models.DateField("日期")
    voucher = models.CharField("凭证号", max_length=80)
    payment = models.ForeignKey(
        Payment, verbose_name="逐人支付", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "保证金收支"
        ordering = ["occurred_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="deposit_entry_is_money"),
            models.UniqueConstraint(
                fields=["deposit", "kind", "voucher"],
                condition=Q(withdrawn_on__isnull=True, payment__isnull=True),
                name="deposit_voucher_once",
            ),
        ]


class DepositReturn(models.Model):
    """返还: announced for thirty days, promised, applied for, reviewed, confirmed or refused in writing (65号 第二十二条)."""

    deposit = models.ForeignKey(
        WageDeposit, verbose_name="工资保证金", on_delete=models.PROTECT, related_name="returns"
    )
    announced_on = models.DateField("公示日期")
    places = models.CharField("公示地点（维权告示牌、人社部门网站）", max_length=200)
    promise = models.CharField("无拖欠承诺书", max_length=200)
    notice_until = models.DateField("公示期满")
    applied_on = models.DateField("申请日期", null=True, blank=True)
    review_due_on = models.DateField("审核期限", null=True, blank=True)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    agreed = models.BooleanField("同意返还", null=True, blank=True)
    reason = models.CharField("审核意见", max_length=300, blank=True)
    answer_due_on = models.DateField("出具期限", null=True, blank=True)
    answered_on = models.DateField("出具日期", null=True, blank=True)
    paper = models.ForeignKey(
        Paper, verbose_name="返还（销户）确认书", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "保证金返还"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["deposit"], condition=Q(answered_on__isnull=True), name="one_return_under_way"
            )
        ]
