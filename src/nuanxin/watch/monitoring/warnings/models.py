"""A warning and its thread: who answers for it, what the employer said, what was found, how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.declared import GRADE_NAMES, WARNED
from nuanxin.watch.monitoring.risk.grading import Reason
from nuanxin.watch.monitoring.risk.models import RuleSet


class WarningState(models.TextChoices):
    """Where a warning stands; the way is raised → told → answered → checked → inspection or clue → ended."""

    RAISED = "raised", "已预警"
    TOLD = "told", "已告知企业"
    ANSWERED = "answered", "企业已答复"
    CHECKED = "checked", "已核查"
    INSPECTION = "inspection", "已转检查"
    CLUE = "clue", "已转线索"
    ENDED = "ended", "已销号"


class Outcome(models.TextChoices):
    """How it ended: this is what the accuracy is counted from."""

    CONFIRMED = "confirmed", "属实"
    FALSE = "false", "误报"


class RiskWarning(models.Model):
    """监测预警: one project, one month, one set of rules — once. Never without a person who answers for it.

    Blue is watched only: the firm is asked nothing, and there is no day, unless the place set days for blue.
    """

    project = models.ForeignKey(MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    rule_set = models.ForeignKey(RuleSet, verbose_name="预警规则集", on_delete=models.PROTECT, related_name="+")
    month = models.DateField("工资月份")
    grade = models.CharField("级别", max_length=6, choices=[(one, GRADE_NAMES[one]) for one in WARNED])
    score = models.PositiveSmallIntegerField("风险分")
    reasons = models.JSONField(
        "理由", default=list
    )  # [{"rule","name","points","workers","amount_fen","cites","note"}, …]
    rules = models.CharField("参与规则", max_length=1000)  # their keys, each between blanks, so that a list can filter
    workers = models.PositiveIntegerField("涉及人数")
    amount_fen = models.PositiveBigIntegerField("涉及金额（分）")
    raised_on = models.DateField("预警日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    owner = models.ForeignKey(Staff, verbose_name="责任人", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("处置期限", null=True, blank=True)
    due_why = models.CharField("期限依据", max_length=300)  # or what is missing where there is none
    state = models.CharField("状态", max_length=12, choices=WarningState, default=WarningState.RAISED)
    told_on = models.DateField("告知企业日期", null=True, blank=True)
    answered_on = models.DateField("企业答复日期", null=True, blank=True)
    checked_on = models.DateField("核查日期", null=True, blank=True)
    inspection_on = models.DateField("转检查日期", null=True, blank=True)
    inspect_by = models.DateField("要求检查完成", null=True, blank=True)
    inspected_on = models.DateField("检查完成日期", null=True, blank=True)
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField("预警结论", max_length=10, choices=Outcome, blank=True)
    outcome_reason = models.CharField("结论理由", max_length=500, blank=True)
    ended_on = models.DateField("销号日期", null=True, blank=True)
    ended_by = models.ForeignKey(
        Staff, verbose_name="销号人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminded = models.PositiveSmallIntegerField("已提醒级次", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "监测预警"
        indexes = [
            models.Index(fields=["region", "state"]),
            models.Index(fields=["employer", "-raised_on"]),
            models.Index(fields=["due_on"], condition=Q(ended_on__isnull=True), name="warning_open_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "rule_set", "month"], name="warning_once"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, outcome="", outcome_reason="")
                | (
                    Q(ended_on__isnull=False, ended_by__isnull=False, outcome__in=["confirmed", "false"])
                    & ~Q(outcome_reason="")
                ),
                name="warning_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_on__isnull=False) | (~Q(state="ended") & Q(ended_on__isnull=True)),
                name="warning_state_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.name}{self.month:%Y年%m月}{self.get_grade_display()}色预警"

    @property
    def only_watched(self) -> bool:
        """Blue without a day: nobody is asked anything."""
        return self.grade == "blue" and self.due_on is None

    @property
    def reason_words(self) -> list[str]:
        """Each reason without its points."""
        return [Reason(**one).short for one in self.reasons]


class WarningEvent(models.Model):
    """预警经过: one line of the thread. `said_by` and `phone`: where no member of staff did it (the employer's answer)."""

    warning = models.ForeignKey(RiskWarning, verbose_name="监测预警", on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("事项", max_length=30)
    occurred_on = models.DateField("发生日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, related_name="+")
    said_by = models.CharField("由谁", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    text = models.TextField("内容", blank=True)
    proof = models.CharField("佐证", max_length=500, blank=True)
    paid_fen = models.PositiveBigIntegerField("称已支付（分）", null=True, blank=True)
    details = models.JSONField("明细", default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预警经过"
        ordering = ["occurred_on", "id"]
