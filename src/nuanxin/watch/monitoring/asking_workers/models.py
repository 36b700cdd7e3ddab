"""Whom we asked whether the wages came, by what draw, and what each said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.register.models import MonitoredProject


class Said(models.TextChoices):
    """What a worker said of his wages of the month."""

    PAID = "paid", "足额发了"
    SHORT = "short", "发了一部分"
    NOT_PAID = "not_paid", "没有发"


class AskRound(models.Model):
    """工资抽查批次: so many workers of an area drawn by risk from a list of contacts, the same for the same seed."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    month = models.DateField("工资月份")
    seed = models.PositiveIntegerField("抽样种子")
    size = models.PositiveIntegerField("抽样人数")
    contacts = models.PositiveIntegerField("名单人数")
    drawn_from = models.CharField("名单摘要", max_length=64)  # SM3 of the list: a second draw can be checked
    opened_on = models.DateField("抽样日期")
    opened_by = models.ForeignKey(Staff, verbose_name="抽样人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "工资抽查批次"

    def __str__(self) -> str:
        return f"{self.region.name}{self.month:%Y年%m月}工资抽查（{self.pk}号）"


class AskedWorker(models.Model):
    """抽查对象: one worker of a round; he answers once by his code, or on the telephone through an officer."""

    round = models.ForeignKey(AskRound, verbose_name="工资抽查批次", on_delete=models.PROTECT, related_name="asked")
    project = models.ForeignKey(MonitoredProject, verbose_name="监测项目", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=60)
    phone = EncryptedTextField("联系电话", purpose="worker", blank=True, default="")
    code = models.CharField("答复码", max_length=16, unique=True)
    calls = models.PositiveSmallIntegerField("已拨打次数", default=0)
    said = models.CharField("答复", max_length=10, choices=Said, blank=True)
    missing_fen = models.PositiveBigIntegerField("称少发（分）", null=True, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    taken_by = models.ForeignKey(  # empty: he answered himself
        Staff, verbose_name="电话记录人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "抽查对象"
        constraints = [
            models.CheckConstraint(
                condition=Q(said="", answered_on__isnull=True) | (~Q(said="") & Q(answered_on__isnull=False)),
                name="asked_answered_pair",
            )
        ]
