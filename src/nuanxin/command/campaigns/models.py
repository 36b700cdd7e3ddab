"""A notice that came in, what the reader made of it, and every correction that a person made to that."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit


class Notice(models.Model):
    """来文: the file as it came, its text, and the reading. `reading` stays what the reader said; corrections lie beside it.

    `reading` has the keys of the plan that `nuanxin read_notice` prints; spans in it count characters of `text`.
    """

    unit = models.ForeignKey(Unit, verbose_name="收文单位", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=300)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("SM3摘要", max_length=64)
    path = models.CharField("存放", max_length=200)
    text = models.TextField("正文")
    reading = models.JSONField("识读结果")
    received_on = models.DateField("收文日期")
    taken_at = models.DateTimeField("录入时间", default=occasion.now)
    taken_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Staff, verbose_name="确认人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "来文"
        verbose_name_plural = "来文"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "digest"], name="notice_once_per_unit"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="notice_confirmed_pair",
            ),
        ]


class Correction(models.Model):
    """识读更正: one value set, one entry added or left out by a person; never changed, a later one stands over it."""

    class Kind(models.TextChoices):
        SET = "set", "改"
        ADD = "add", "补"
        DROP = "drop", "删"

    notice = models.ForeignKey(Notice, verbose_name="来文", on_delete=models.PROTECT, related_name="corrections")
    inner = models.BooleanField("被转发的通知", default=False)
    field = models.CharField("字段", max_length=30)
    entry = models.CharField("条目", max_length=20, blank=True)  # empty for a value that stands alone
    kind = models.CharField("更正", max_length=4, choices=Kind)
    before = models.JSONField("原为", null=True)
    after = models.JSONField("改为", null=True)
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="更正人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "识读更正"
        verbose_name_plural = "识读更正"
        ordering = ["pk"]
