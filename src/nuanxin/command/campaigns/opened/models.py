"""A campaign and what it orders. What stands here is what was ordered; what was done stands with the shares."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class Campaign(models.Model):
    """专项行动: opened by a unit for its area. One that carries out another's names it in `above` and never changes it."""

    unit = models.ForeignKey(Unit, verbose_name="牵头单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="行动范围", on_delete=models.PROTECT, related_name="+")
    above = models.ForeignKey(
        "self", verbose_name="上级行动", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )
    within = models.ForeignKey(
        "self", verbose_name="所属行动", on_delete=models.PROTECT, null=True, blank=True, related_name="drives"
    )  # a drive of its own period and goals inside another campaign, counted there once
    notice = models.ForeignKey(
        "campaigns.Notice", verbose_name="来文", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ready = models.CharField("预置行动", max_length=40, blank=True)  # key of the ready campaign that it was made from
    title = models.CharField("名称", max_length=300)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issuer = models.JSONField("发文机关", default=list)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    received_on = models.DateField("收文日期", null=True, blank=True)
    basis = models.JSONField("依据", default=list)
    goals = models.JSONField("目标", default=list)
    start = models.DateField("起", null=True, blank=True)
    end = models.DateField("止", null=True, blank=True)
    period_text = models.CharField("行动时间原文", max_length=200, blank=True)
    plan = models.JSONField("计划原样")  # the plan that it was opened from, kept as it came
    plan_digest = models.CharField("计划摘要", max_length=64)
    opened_at = models.DateTimeField("启动时间", default=occasion.now)
    opened_by = models.ForeignKey(Staff, verbose_name="启动人", on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, verbose_name="结束人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "专项行动"
        verbose_name_plural = "专项行动"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "plan_digest"], name="campaign_once_per_plan"),
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(start__lte=F("end")),
                name="campaign_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="campaign_closed_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Origin(models.TextChoices):
    """Whose words a task or date is."""

    ORDERED = "ordered", "通知"
    FORWARDED = "forwarded", "被转发的通知"
    CARRIED = "carried", "上级行动"
    ADDED = "added", "本级补充"


class CampaignTask(models.Model):
    """任务: one piece of ordered work. `kinds`, `levels` say which units it is for; an own addition carries nothing."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveIntegerField("次序")
    section = models.CharField("所在条款", max_length=40, blank=True)
    text = models.TextField("任务")
    bodies = models.JSONField("责任单位原文", default=list)
    kinds = models.JSONField("单位类别", default=list)  # UnitKind codes
    levels = models.JSONField("层级", default=list)  # RegionLevel codes of the places that it orders
    due_on = models.DateField("期限", null=True, blank=True)
    every = models.CharField("间隔", max_length=10, blank=True)  # day, week, month, quarter, half_year, year
    proof = models.CharField("完成的证明", max_length=200, blank=True)
    # A quantity that nothing here counts: what units say of this task is that figure, or that target.
    figure = models.ForeignKey(
        "CampaignFigure",
        verbose_name="计入统计数",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
    )
    target = models.ForeignKey(
        "Target", verbose_name="计入指标", on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    concrete = models.BooleanField("实事", default=False)  # a concrete thing done for workers, on the list of them
    public_text = models.CharField("对外表述", max_length=200, blank=True)
    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.ORDERED)
    carries = models.ForeignKey(
        "self", verbose_name="承接任务", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_by"
    )
    added_by = models.ForeignKey(
        Staff, verbose_name="补充人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, verbose_name="撤回人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "行动任务"
        verbose_name_plural = "行动任务"
        ordering = ["campaign_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="campaign_task_position"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="campaign_task_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | Q(target__isnull=True), name="campaign_task_counts_once"
            ),
        ]


class Milestone(models.Model):
    """时间节点: something due on a day, or so long after an event (`relative`, as the reading has it)."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="milestones")
    text = models.CharField("原文", max_length=300)
    what = models.CharField("做什么", max_length=300, blank=True)
    start = models.DateField("起", null=True, blank=True)
    on = models.DateField("日期", null=True, blank=True)
    relative = models.JSONField("相对期限", null=True, blank=True)
    sender = models.CharField("谁来做", max_length=100, blank=True)
    receiver = models.CharField("报给谁", max_length=100, blank=True)
    origin = models.CharField("来源", max_length=10, choices=Origin, default=Origin.ORDERED)
    carries = models.ForeignKey(
        "self", verbose_name="承接节点", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "时间节点"
        verbose_name_plural = "时间节点"
        ordering = ["campaign_id", F("on").asc(nulls_last=True), "pk"]


class Recurrence(models.Model):
    """定期工作: work repeated at an interval (周调度, 月通报); without a stated interval `every` is empty."""

    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="recurrences"
    )
    text = models.CharField("原文", max_length=300)
    what = models.CharField("做什么", max_length=300, blank=True)
    every = models.CharField("间隔", max_length=10, blank=True)
    until = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "定期工作"
        verbose_name_plural = "定期工作"
        ordering = ["campaign_id", "pk"]


class Target(models.Model):
    """指标要求: what a count has to reach. `counter` names what reporting counts for it; empty: nobody has said yet."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="targets")
    text = models.CharField("原文", max_length=300)
    subject = models.CharField("什么", max_length=200, blank=True)
    comparison = models.CharField("要求", max_length=10)
    value = models.DecimalField("数", max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField("单位", max_length=20, blank=True)
    base = models.CharField("比什么", max_length=60, blank=True)
    by = models.DateField("到", null=True, blank=True)
    counter = models.CharField("计数口径", max_length=60, blank=True)
    where = models.JSONField("口径条件", default=dict, blank=True)

    class Meta:
        verbose_name = "指标要求"
        verbose_name_plural = "指标要求"
        ordering = ["campaign_id", "pk"]


class CampaignFigure(models.Model):
    """行动统计数: a quantity that the notice orders to be counted. `counter` as in Target; without one units report it."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="figures")
    name = models.CharField("名称", max_length=120)
    unit = models.CharField("计量单位", max_length=20, blank=True)
    counter = models.CharField("计数口径", max_length=60, blank=True)
    where = models.JSONField("口径条件", default=dict, blank=True)

    class Meta:
        verbose_name = "行动统计数"
        verbose_name_plural = "行动统计数"
        ordering = ["campaign_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "name"], name="campaign_figure_once")]
