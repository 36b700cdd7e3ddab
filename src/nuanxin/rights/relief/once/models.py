"""What an officer found when he asked the next payer in the order of the law."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue


class SourceTried(models.Model):
    """来源核查: a payer was asked and cannot or will not pay, with the reason; a later row replaces nothing."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("支付来源", max_length=12)
    result = models.CharField("核查结果", max_length=300)
    asked_on = models.DateField("核查日期")
    by = models.ForeignKey(Staff, verbose_name="核查人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "支付来源核查"
        ordering = ["id"]
