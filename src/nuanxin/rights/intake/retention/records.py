"""A clue that must be kept whatever its period says: a suit, an inspection, a review of the file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue


class LegalHold(models.Model):
    """留存: since when and why the clue is kept; ended by a later entry of day, person and reason, never erased."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("留存理由", max_length=200)
    since = models.DateField("自")
    by = models.ForeignKey(Staff, verbose_name="决定人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    lifted_on = models.DateField("解除日期", null=True, blank=True)
    lifted_by = models.ForeignKey(
        Staff, verbose_name="解除人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_for = models.CharField("解除理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "档案留存"
        verbose_name_plural = "档案留存"
        constraints = [
            models.UniqueConstraint(
                fields=["clue"], condition=Q(lifted_on__isnull=True), name="legal_hold_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_for="")
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_for="")),
                name="legal_hold_lifted_whole",
            ),
        ]
