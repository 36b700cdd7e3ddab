"""What a person keeps about lists: named filters and chosen columns. Private to their owner; not official records."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """A named set of conditions of one list."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="所属人员"
    )
    listing = models.CharField("列表", max_length=60)
    name = models.CharField("名称", max_length=30)
    querystring = models.CharField("查询条件", max_length=2000, blank=True)
    created_at = models.DateTimeField("保存时间", auto_now_add=True)
    tells = models.BooleanField("有新增时提醒", default=False)
    seen = models.BigIntegerField("已提醒到的编号", default=0)
    told_at = models.DateTimeField("上次提醒时间", null=True, blank=True)

    class Meta:
        verbose_name = "常用筛选"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("user", "listing", "name"), name="saved_filter_name_once"),)

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """The columns of one list that a person wants to see, in the list's own order."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="所属人员"
    )
    listing = models.CharField("列表", max_length=60)
    columns = models.JSONField("显示列", default=list)

    class Meta:
        verbose_name = "列设置"
        constraints = (models.UniqueConstraint(fields=("user", "listing"), name="column_choice_once"),)
