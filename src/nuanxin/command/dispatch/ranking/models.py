"""A ranking frozen on a day, and what a ranked area had to say against it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class RankingSheet(models.Model):
    """排名表: one or more shares, weighted, of the areas below one; `formula` and `lines` stand as they were published."""

    unit = models.ForeignKey(Unit, verbose_name="发布单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="范围", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField("名称", max_length=120)
    start = models.DateField("起")
    end = models.DateField("止")
    as_of = models.DateField("数据截至")
    formula = models.JSONField("算法")
    lines = models.JSONField("结果")
    smallest_base = models.PositiveIntegerField("最小分母", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", default=occasion.now)
    published_by = models.ForeignKey(Staff, verbose_name="发布人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "排名表"
        verbose_name_plural = "排名表"
        ordering = ["-published_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(start__lte=F("end")), name="ranking_ends_after_start")]

    def __str__(self) -> str:
        return self.title


class RankingAppeal(models.Model):
    """排名申诉: what a ranked area says against its line, and the answer. Once a day's ranking is published it is not changed."""

    sheet = models.ForeignKey(RankingSheet, verbose_name="排名表", on_delete=models.PROTECT, related_name="appeals")
    region = models.ForeignKey(Region, verbose_name="申诉地区", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="申诉单位", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("申诉内容")
    made_at = models.DateTimeField("申诉时间", default=occasion.now)
    made_by = models.ForeignKey(Staff, verbose_name="申诉人", on_delete=models.PROTECT, related_name="+")
    upheld = models.BooleanField("采纳", null=True, blank=True)
    answer = models.TextField("答复", blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, verbose_name="答复人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "排名申诉"
        verbose_name_plural = "排名申诉"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld__isnull=True, answer="", answered_at__isnull=True, answered_by__isnull=True)
                | (Q(upheld__isnull=False, answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="ranking_appeal_answer_whole",
            ),
            models.UniqueConstraint(
                fields=["sheet", "region"], condition=Q(upheld__isnull=True), name="one_open_appeal_per_area"
            ),
        ]
