"""Firms of a project as a tree, what each was due and paid, how far the project's money is there, referrals of illegal subcontracts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.watch.monitoring.register.models import MonitoredProject


class FirmRole(models.TextChoices):
    """What a firm is at a project."""

    OWNER = "owner", "建设单位"
    SUPERVISOR = "supervisor", "监理单位"
    GENERAL = "general", "施工总承包单位"
    SPECIALIST = "specialist", "专业分包单位"
    LABOUR = "labour", "劳务分包单位"
    TEAM = "team", "班组（个人承包）"


class ProjectFirm(models.Model):
    """参建单位: one firm in one role at a project, by whom it was given the work. Ended with its reason, never erased."""

    project = models.ForeignKey(
        MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="firms"
    )
    role = models.CharField("角色", max_length=12, choices=FirmRole)
    given_by = models.ForeignKey(
        "self", verbose_name="发包单位", on_delete=models.PROTECT, null=True, blank=True, related_name="gives_to"
    )  # empty: the project's general contractor for those below it, nobody for the owner and the supervisor
    name = models.CharField("名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    qualification = models.CharField("资质证书", max_length=100, blank=True)
    amount_fen = models.PositiveBigIntegerField("合同额（分）", null=True, blank=True)
    contract_on = models.DateField("合同签订日期", null=True, blank=True)
    starts_on = models.DateField("进场日期", null=True, blank=True)
    ends_on = models.DateField("退场日期", null=True, blank=True)
    contact = models.CharField("负责人", max_length=60, blank=True)
    source = models.CharField("依据", max_length=200)
    entered_on = models.DateField("登记日期")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, verbose_name="撤下人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_for = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参建单位"
        indexes = [models.Index(fields=["credit_code"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
                | (Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_for="")),
                name="project_firm_withdrawn_whole",
            ),
            models.UniqueConstraint(
                fields=["project", "role", "name", "credit_code"],
                condition=Q(withdrawn_on__isnull=True),
                name="project_firm_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.name}"


class FirmMoney(models.Model):
    """工程款支付情况: what a firm was due from its giver of work up to a day, and what it got. The latest day stands."""

    firm = models.ForeignKey(ProjectFirm, verbose_name="参建单位", on_delete=models.PROTECT, related_name="money")
    as_of = models.DateField("截至日期")
    due_fen = models.PositiveBigIntegerField("应付工程款（分）")
    paid_fen = models.PositiveBigIntegerField("已付工程款（分）")
    proof = models.CharField("佐证", max_length=300)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "工程款支付情况"

    @property
    def owed_fen(self) -> int:
        """拖欠的工程款; nought where more was paid than was due."""
        return max(0, self.due_fen - self.paid_fen)


class FundingKind(models.TextChoices):
    GOVERNMENT = "government", "财政资金"
    STATE_FIRM = "state_firm", "国有企业自筹"
    BORROWED = "borrowed", "银行贷款、专项债券"
    PRIVATE = "private", "社会资本"


class ProjectFunding(models.Model):
    """项目资金到位情况: of one kind of money, how much is planned, has come, and was paid out, up to a day. The latest stands."""

    project = models.ForeignKey(
        MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="funding"
    )
    kind = models.CharField("资金来源", max_length=12, choices=FundingKind)
    as_of = models.DateField("截至日期")
    planned_fen = models.PositiveBigIntegerField("计划资金（分）")
    arrived_fen = models.PositiveBigIntegerField("到位资金（分）")
    paid_fen = models.PositiveBigIntegerField("已拨付（分）")
    proof = models.CharField("佐证", max_length=300)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "项目资金到位情况"


class ReferralAnswer(models.TextChoices):
    TAKEN = "taken", "已受理"
    REFUSED = "refused", "不予受理"


class ReferralResult(models.TextChoices):
    FOUND = "found", "查实违法"
    NOT_FOUND = "not_found", "未发现违法"


class SubcontractReferral(models.Model):
    """违法分包移送: a suspected illegal subcontract handed to the department of the trade; sent, answered, ended with its result."""

    firm = models.ForeignKey(ProjectFirm, verbose_name="参建单位", on_delete=models.PROTECT, related_name="referrals")
    to_unit = models.ForeignKey(Unit, verbose_name="移送单位", on_delete=models.PROTECT, related_name="+")
    facts = models.TextField("涉嫌事实")
    number = models.CharField("移送函号", max_length=80)
    sent_on = models.DateField("移送日期")
    sent_by = models.ForeignKey(Staff, verbose_name="移送人", on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answer = models.CharField("答复", max_length=10, choices=ReferralAnswer, blank=True)
    answer_text = models.CharField("答复内容", max_length=500, blank=True)
    result_on = models.DateField("结果日期", null=True, blank=True)
    result = models.CharField("处理结果", max_length=10, choices=ReferralResult, blank=True)
    result_text = models.CharField("结果内容", max_length=500, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "违法分包移送"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answer__in=["taken", "refused"])),
                name="referral_answer_pair",
            ),
            models.CheckConstraint(
                condition=Q(result_on__isnull=True, result="")
                | Q(result_on__isnull=False, result__in=["found", "not_found"], answer="taken"),
                name="referral_result_after_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}：{self.firm.name}"

    @property
    def ended(self) -> bool:
        """Answered with no, or its result is there."""
        return bool(self.result) or self.answer == ReferralAnswer.REFUSED

    @property
    def state(self) -> str:
        return self.get_result_display() or self.get_answer_display() or "已移送，未答复"
