"""The record of what a clue said before an act changed it. Written by acts, never changed, never deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.channels import Channel, Conclusion
from nuanxin.rights.intake.models import Clue


class EarlierClue(models.Model):
    """What tables count of a clue, as it was known from one day until the day before another."""

    clue = models.ForeignKey(  # found by the constraint
        Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="earlier", db_index=False
    )
    since = models.DateField("自")
    until = models.DateField("至（不含）", db_index=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    sector = models.CharField("行业领域", max_length=15, choices=Sector)
    received_on = models.DateField("收到日期")
    recorded_on = models.DateField("登记日期")
    persons = models.PositiveIntegerField("涉及人数", null=True, blank=True)
    amount_fen = models.PositiveBigIntegerField("欠薪金额（分）", null=True, blank=True)
    government = models.BooleanField("政府投资项目", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    conclusion = models.CharField("办结结论", max_length=16, choices=Conclusion, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "线索变动前"
        constraints = [
            models.UniqueConstraint(name="earlier_clue_once_a_day", fields=["clue", "until"]),
            models.CheckConstraint(name="earlier_clue_lasted", condition=Q(since__lt=F("until"))),
        ]

    def __str__(self) -> str:
        return f"{self.clue}（{self.since}至{self.until}）"
