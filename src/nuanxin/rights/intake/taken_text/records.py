"""What a reader made of a message and a person left of that; and who was told another door."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue


class TextReading(models.Model):
    """A message as it came, beside the clue: what was read out of it, and what stood in each field once a person answered."""

    class Source(models.TextChoices):
        COUNTER = "counter", "登记时粘贴"
        CLUE = "clue", "在线索页面核对"

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="readings")
    source = models.CharField("来源", max_length=8, choices=Source)
    text = EncryptedTextField("原文", purpose="reporter")
    reading = models.JSONField("识读结果")  # field → what the reader found
    settled = models.JSONField("人工结果")  # field → what the person left or wrote
    spans = models.JSONField("依据", default=dict)  # field → [start, end] in the text
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="核对人", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "诉求识读"


class ToldElsewhere(models.Model):
    """Somebody asked about what is no wage arrears and was told where to go. Nothing personal is kept of the message."""

    unit = models.ForeignKey(Unit, verbose_name="受理单位", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    door = models.CharField("去向", max_length=30)
    about = models.CharField("问什么", max_length=100, blank=True)
    answer = models.CharField("答复", max_length=600)
    told_on = models.DateField("答复日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="答复人", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        verbose_name = verbose_name_plural = "告知去向"
        indexes = [models.Index(fields=["unit", "-told_on"])]
