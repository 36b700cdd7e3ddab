"""应急预案 and 突发事件: what is to be done at which level by whom in what time, and what was done when."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.rights.intake.models import Clue


class EmergencyPlan(models.Model):
    """应急预案 of a place, from a day to a day; a revision ends one and begins another."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("预案名称", max_length=100)
    source = models.CharField("印发文件", max_length=200)
    valid_from = models.DateField("施行日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "应急预案"
        verbose_name_plural = "应急预案"

    def __str__(self) -> str:
        return self.title


class PlanLevel(models.Model):
    """响应级别: 1 is the gravest. When it applies is the plan's own word."""

    plan = models.ForeignKey(EmergencyPlan, verbose_name="应急预案", on_delete=models.PROTECT, related_name="levels")
    rank = models.PositiveSmallIntegerField("级别")
    name = models.CharField("级别名称", max_length=20)
    applies = models.CharField("启动条件", max_length=300, blank=True)

    class Meta:
        verbose_name = "响应级别"
        verbose_name_plural = "响应级别"
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["plan", "rank"], name="plan_level_once")]


class PlanMeasure(models.Model):
    """处置措施: what, whose duty, at which levels (this and graver ones), within how many hours; no hours: the plan sets none."""

    plan = models.ForeignKey(EmergencyPlan, verbose_name="应急预案", on_delete=models.PROTECT, related_name="measures")
    place = models.PositiveSmallIntegerField("顺序")
    what = models.CharField("措施", max_length=200)
    duty = models.CharField("责任单位和职责", max_length=200)
    unit_kind = models.CharField("单位类别", max_length=20, choices=UnitKind, blank=True)
    from_rank = models.PositiveSmallIntegerField("适用级别")
    hours = models.PositiveSmallIntegerField("时限（小时）", null=True, blank=True)

    class Meta:
        verbose_name = "处置措施"
        verbose_name_plural = "处置措施"
        ordering = ["place", "id"]


class Incident(models.Model):
    """突发事件: opens the plan of its place, about a clue or not; closed with a report."""

    number = models.CharField("事件编号", max_length=40, unique=True)
    plan = models.ForeignKey(EmergencyPlan, verbose_name="应急预案", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField("事件", max_length=100)
    place = models.CharField("地点", max_length=200)
    persons = models.PositiveIntegerField("涉及人数")
    summary = models.TextField("简要情况")
    happened_on = models.DateField("发生日期")
    opened_at = models.DateTimeField("启动时间")
    rank = models.PositiveSmallIntegerField("当前级别")
    by = models.ForeignKey(Staff, verbose_name="启动人", on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField("终止日期", null=True, blank=True)
    report = models.ForeignKey(
        Paper, verbose_name="处置报告", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "突发事件"
        verbose_name_plural = "突发事件"
        indexes = [models.Index(fields=["region", "closed_on"])]

    def __str__(self) -> str:
        return self.number


class IncidentStep(models.Model):
    """处置事项: a measure of the plan as it started for this incident; done, late or no longer called for."""

    incident = models.ForeignKey(Incident, verbose_name="突发事件", on_delete=models.PROTECT, related_name="steps")
    measure = models.ForeignKey(PlanMeasure, verbose_name="处置措施", on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField("启动时间")
    due_at = models.DateTimeField("时限", null=True, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    done_by = models.CharField("完成人", max_length=60, blank=True)
    recorded_by = models.ForeignKey(
        Staff, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField("完成情况", max_length=500, blank=True)
    dropped_at = models.DateTimeField("不再需要", null=True, blank=True)

    class Meta:
        verbose_name = "处置事项"
        verbose_name_plural = "处置事项"
        ordering = ["started_at", "measure__place", "id"]


class IncidentLevel(models.Model):
    """级别调整: the incident's level from a moment on, by whom, why."""

    incident = models.ForeignKey(Incident, verbose_name="突发事件", on_delete=models.PROTECT, related_name="levels")
    rank = models.PositiveSmallIntegerField("级别")
    since = models.DateTimeField("自")
    by = models.ForeignKey(Staff, verbose_name="决定人", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300)

    class Meta:
        verbose_name = "级别调整"
        verbose_name_plural = "级别调整"
        ordering = ["id"]
