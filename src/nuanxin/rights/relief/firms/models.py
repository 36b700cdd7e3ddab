"""Firms in difficulty: the plan of a firm, its parts by project, measures, notes, what the head decided, and the local relief policies."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.money import PaymentSource


class FirmTrouble(models.TextChoices):
    """What kind of difficulty; relief policies say which of these they are for."""

    OPERATING = "operating", "生产经营困难"
    REALTY = "realty", "房地产企业债务违约、出险"
    UNPAID_WORKS = "unpaid_works", "工程款被拖欠、垫资施工"
    STOPPED = "stopped", "停工停产、歇业"
    BANKRUPT = "bankrupt", "破产、重整、清算"
    OTHER = "other", "其他"


class PlanState(models.TextChoices):
    REGISTERED = "registered", "已登记待拟订"
    DRAFT = "draft", "拟订中"
    SUBMITTED = "submitted", "待批准"
    APPROVED = "approved", "实施中"
    CLOSED = "closed", "已销号"


class FirmPlan(models.Model):
    """企业专案 of one firm in difficulty in one place; one open at a time, opened anew as a new plan after the closing."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    trouble = models.CharField("困难情形", max_length=14, choices=FirmTrouble)
    how_known = models.CharField("发现途径和情况", max_length=500)
    known_on = models.DateField("发现日期")
    registered_on = models.DateField("登记日期")
    leader = models.CharField("包保领导（姓名、职务）", max_length=80)
    responsible = models.ForeignKey(Staff, verbose_name="包保责任人", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    state = models.CharField("专案状态", max_length=12, choices=PlanState, default=PlanState.REGISTERED)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    ended_on = models.DateField("销号日期", null=True, blank=True)
    previous = models.ForeignKey(
        "self", verbose_name="上一次专案", on_delete=models.PROTECT, null=True, blank=True, related_name="later"
    )

    class Meta:
        verbose_name = verbose_name_plural = "企业专案"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "region"], condition=Q(ended_on__isnull=True), name="one_open_firm_plan"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", ended_on__isnull=False) | (~Q(state="closed") & Q(ended_on__isnull=True)),
                name="firm_plan_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer.name}专案"


class FirmPlanPart(models.Model):
    """一项目一策: one project of the plan, or (without a project) the firm as a whole."""

    plan = models.ForeignKey(FirmPlan, verbose_name="企业专案", on_delete=models.PROTECT, related_name="parts")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    situation = models.CharField("现状和欠薪风险", max_length=1000)
    added_on = models.DateField("列入日期")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "专案分策"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "project"], name="one_part_per_project"),
            models.UniqueConstraint(fields=["plan"], condition=Q(project__isnull=True), name="one_part_for_the_firm"),
        ]

    def __str__(self) -> str:
        return self.project.name if self.project else "企业整体"


class DecisionKind(models.TextChoices):
    PLAN = "plan", "批准计划"
    CLOSING = "closing", "批准销号"


class FirmPlanDecision(models.Model):
    """What was put before the head and what he decided: the measures put forward, or the closing with its conclusion."""

    plan = models.ForeignKey(FirmPlan, verbose_name="企业专案", on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField("事项", max_length=8, choices=DecisionKind)
    asked_on = models.DateField("报批日期")
    asked_by = models.ForeignKey(Staff, verbose_name="报批人", on_delete=models.PROTECT, related_name="+")
    text = models.CharField("报批说明（销号结论）", max_length=1000)
    unpaid_why = models.CharField("仍有欠薪的销号理由", max_length=500, blank=True)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="审批人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed = models.BooleanField("同意", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=500, blank=True)
    figures = models.JSONField("审批时的数据", default=dict)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "专案审批"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(decided_on__isnull=True), name="one_waiting_firm_decision"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="firm_decision_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, agreed__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False, agreed__isnull=False),
                name="firm_decision_whole",
            ),
        ]


class MeasureKind(models.TextChoices):
    PAY_FIRST = "pay_first", "先付工资"
    STABILISE = "stabilise", "稳岗"
    RELIEF = "relief", "纾困政策"


class ReliefPolicy(models.Model):
    """A relief policy as the place entered it from its document. Ships empty; no policy is ever supplied."""

    region = models.ForeignKey(Region, verbose_name="适用区划", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("政策名称", max_length=200)
    document = models.CharField("文号", max_length=100)
    troubles = models.JSONField("适用的困难情形", default=list)  # keys of FirmTrouble; empty = every kind
    sectors = models.JSONField("适用的行业领域", default=list)  # keys of Sector; empty = every sector
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("有效期至", null=True, blank=True)
    text = models.TextField("条款原文")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "纾困政策"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "document", "name"],
                condition=Q(withdrawn_on__isnull=True),
                name="relief_policy_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="relief_policy_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.document}）"


class FirmPlanMeasure(models.Model):
    """One measure of a part: what, who answers for it, by when. It counts from the head's approval on."""

    part = models.ForeignKey(FirmPlanPart, verbose_name="专案分策", on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField("措施类别", max_length=10, choices=MeasureKind)
    what = models.CharField("措施内容", max_length=500)
    payer = models.CharField("由谁支付", max_length=100, blank=True)
    source = models.CharField("支付来源", max_length=12, choices=PaymentSource, blank=True)
    amount_fen = models.PositiveBigIntegerField("金额（分）", null=True, blank=True)
    policy = models.ForeignKey(
        ReliefPolicy, verbose_name="纾困政策", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    matched = models.JSONField("政策适用理由", default=list)
    due_on = models.DateField("完成期限")
    owner = models.ForeignKey(
        Staff, verbose_name="责任人（系统内）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_name = models.CharField("责任人（单位、姓名）", max_length=80)
    added_on = models.DateField("提出日期")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    decision = models.ForeignKey(
        FirmPlanDecision, verbose_name="批准", on_delete=models.PROTECT, null=True, blank=True, related_name="measures"
    )
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.CharField("完成情况和凭据", max_length=500, blank=True)
    done_by = models.ForeignKey(
        Staff, verbose_name="完成登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_on = models.DateField("撤销日期", null=True, blank=True)
    dropped_why = models.CharField("撤销理由", max_length=300, blank=True)
    dropped_by = models.ForeignKey(
        Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "专案措施"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="pay_first", amount_fen__gt=0) & ~Q(payer="") & ~Q(source=""))
                | (~Q(kind="pay_first") & Q(amount_fen__isnull=True, payer="", source="")),
                name="pay_first_names_payer_and_money",
            ),
            models.CheckConstraint(
                condition=Q(kind="relief", policy__isnull=False) | (~Q(kind="relief") & Q(policy__isnull=True)),
                name="relief_measure_names_policy",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, done_note="")
                | (Q(done_on__isnull=False, done_by__isnull=False, decision__isnull=False) & ~Q(done_note="")),
                name="firm_measure_done_whole",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_by__isnull=True, dropped_why="")
                | (Q(dropped_on__isnull=False, dropped_by__isnull=False) & ~Q(dropped_why="")),
                name="firm_measure_dropped_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.what}"


class FirmPlanNote(models.Model):
    """How the plan goes on: a note at least every week (features CP-13)."""

    plan = models.ForeignKey(FirmPlan, verbose_name="企业专案", on_delete=models.PROTECT, related_name="notes")
    noted_on = models.DateField("进展日期")
    text = models.CharField("进展", max_length=1000)
    automatic = models.BooleanField("系统记载（不算进展）", default=False)  # a change of who answers is no progress
    by = models.ForeignKey(Staff, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "专案进展"
        ordering = ["-noted_on", "-id"]
