"""What was taken in at one go, and what became of each line."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.watch.opinion.words import Way


class OpinionTake(models.Model):
    """舆情采集: one file or one reading of a feed: lines, new items, known ones, joined ones, refused with reasons."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    way = models.CharField("收集方式", max_length=10, choices=Way)
    name = models.CharField("文件名（信息源）", max_length=200)
    at = models.DateTimeField("采集时间")
    by = models.ForeignKey(
        Staff, verbose_name="采集人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read = models.PositiveIntegerField("读到", default=0)
    new = models.PositiveIntegerField("新收", default=0)
    known = models.PositiveIntegerField("已有", default=0)
    joined = models.PositiveIntegerField("其中归并", default=0)
    refused = models.PositiveIntegerField("退回", default=0)
    faults = models.JSONField("退回理由", default=list, blank=True)

    class Meta:
        verbose_name = "舆情采集"
        verbose_name_plural = "舆情采集"
        ordering = ["-at", "-pk"]
