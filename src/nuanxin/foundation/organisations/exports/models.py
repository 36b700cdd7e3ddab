"""A request to take a list of whole identities out of the house, and what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Region, Staff


class ExportRequest(models.Model):
    """导出申请: which part of the ledger, how much of it, what for; decided by another, used once."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    start = models.DateField("收到日期起", null=True, blank=True)
    end = models.DateField("收到日期止", null=True, blank=True)
    rows = models.PositiveIntegerField("申请时条数")
    reason = models.CharField("用途", max_length=300)
    asked_by = models.ForeignKey(Staff, verbose_name="申请人", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("申请时间")
    approved = models.BooleanField("同意", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="批准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    note = models.CharField("批准意见", max_length=300, blank=True)
    used_at = models.DateTimeField("导出时间", null=True, blank=True)

    class Meta:
        verbose_name = "导出申请"
        verbose_name_plural = "导出申请"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved__isnull=True, decided_by__isnull=True, decided_at__isnull=True)
                | Q(approved__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="export_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(approved=True), name="export_used_only_with_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"导出申请{self.pk}"
