"""One area at the end of one day: its falls, its zero, its weeks; never changed once written."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region


class AreaDay(models.Model):
    """地区日况: the figures of one area from `start` to the end of the day `on`, as known on it. What comes later changes nothing.

    `figures`: {"falls": {key: [this, last, last of the whole window]}, "zero": [clues, visits], "weeks": [[Monday, in, out], …]}.
    """

    region = models.ForeignKey(Region, verbose_name="地区", on_delete=models.PROTECT, related_name="+", db_index=False)
    start = models.DateField("统计时段起")
    end = models.DateField("统计时段止")
    on = models.DateField("截至日期")
    figures = models.JSONField("数据")
    made_at = models.DateTimeField("统计时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "地区日况"
        ordering = ["region", "start", "end", "on"]
        constraints = [
            models.UniqueConstraint(fields=["start", "end", "on", "region"], name="area_day_once"),
            models.CheckConstraint(condition=Q(start__lte=F("end")) & Q(start__lte=F("on")), name="area_day_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.region.name}截至{self.on:%Y-%m-%d}"
