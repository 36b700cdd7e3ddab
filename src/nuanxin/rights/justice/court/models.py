"""Which payments of the per-worker ledger an entry of recovered money made."""

from __future__ import annotations

from django.db import models

from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.cases.money import Payment


class RecoveredShare(models.Model):
    """执行到位明细: one worker's share of money recovered; the payment in the ledger is the money itself."""

    step = models.ForeignKey(CaseStep, verbose_name="执行到位登记", on_delete=models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, verbose_name="逐人支付", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "执行到位明细"
        verbose_name_plural = "执行到位明细"
