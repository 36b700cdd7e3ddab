"""The chain of audit events. No foreign keys: the log never stands in the way of the rows it speaks about."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """One act or one look: who, what, when, about what, why, from where. Never changed, never deleted."""

    sequence = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("操作人编号", null=True, db_index=True)
    actor = models.CharField("操作人", max_length=100)
    unit = models.CharField("单位代码", max_length=40, blank=True)
    act = models.CharField("事项", max_length=60, db_index=True)
    about_kind = models.CharField("对象类别", max_length=40)
    about_id = models.CharField("对象编号", max_length=64)
    reason = models.TextField("理由", blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    details = models.JSONField("内容", default=dict)
    previous = models.CharField("上一条摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["sequence"]
        indexes = [models.Index(fields=["about_kind", "about_id"])]


class ChainHead(models.Model):
    """The end of the chain: one row, locked while an event is appended, so that the chain never forks."""

    sequence = models.PositiveBigIntegerField("序号", default=0)
    digest = models.CharField("摘要", max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "审计链末端"
        verbose_name_plural = "审计链末端"
