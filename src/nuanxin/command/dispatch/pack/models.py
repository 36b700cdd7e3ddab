"""A frozen week, and what units promised on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class WeeklyPack(models.Model):
    """调度包: one week of an area in a campaign, frozen. `contents` is what was shown; nothing that comes later changes it."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="调度范围", on_delete=models.PROTECT, related_name="+")
    start = models.DateField("起")
    end = models.DateField("止")
    contents = models.JSONField("内容")
    digest = models.CharField("SM3摘要", max_length=64)
    made_at = models.DateTimeField("生成时间", default=occasion.now)
    made_by = models.ForeignKey(Staff, verbose_name="生成人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "调度包"
        verbose_name_plural = "调度包"
        ordering = ["-start", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "region", "start"], name="weekly_pack_once"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="weekly_pack_ends_after_start"),
        ]

    def __str__(self) -> str:
        days = "至".join(f"{day.month}月{day.day}日" for day in (self.start, self.end))
        return f"{self.region.name}{days}调度包"


class DispatchPromise(models.Model):
    """调度承诺: what a unit promised to do by a day; kept or not, and if not, why. Never changed, only settled once."""

    campaign = models.ForeignKey(Campaign, verbose_name="专项行动", on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey(
        WeeklyPack, verbose_name="调度包", on_delete=models.PROTECT, null=True, blank=True, related_name="promises"
    )
    unit = models.ForeignKey(Unit, verbose_name="承诺单位", on_delete=models.PROTECT, related_name="+")
    text = models.CharField("承诺事项", max_length=300)
    due_on = models.DateField("完成日期")
    made_on = models.DateField("承诺日期")
    made_at = models.DateTimeField("录入时间", default=occasion.now)
    made_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    kept = models.BooleanField("兑现", null=True, blank=True)
    settled_on = models.DateField("核定日期", null=True, blank=True)
    settled_by = models.ForeignKey(
        Staff, verbose_name="核定人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("情况说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "调度承诺"
        verbose_name_plural = "调度承诺"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["campaign", "due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept__isnull=True, settled_on__isnull=True, settled_by__isnull=True)
                | Q(kept__isnull=False, settled_on__isnull=False, settled_by__isnull=False),
                name="dispatch_promise_settled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kept=False) | ~Q(reason=""), name="dispatch_promise_broken_with_reason"
            ),
        ]
