"""What every merge of two records keeps: who joined them when, and, where it was undone, who parted them when and why."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff


class Merge(models.Model):
    """A merge of two records of one kind. Undone by filling the second half; the row itself is never erased."""

    merged_on = models.DateField("合并日期")
    merged_by = models.ForeignKey(Staff, verbose_name="合并人", on_delete=models.PROTECT, related_name="+")
    undone_on = models.DateField("撤销日期", null=True, blank=True)
    undone_by = models.ForeignKey(
        Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_for = models.CharField("撤销理由", max_length=200, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_by__isnull=True, undone_for="")
                | Q(undone_on__isnull=False, undone_by__isnull=False),
                name="%(class)s_undone_pair",
            )
        ]

    def undo(self, *, reason: str, by: Staff, on: date) -> None:
        """Fill the second half."""
        self.undone_on, self.undone_by, self.undone_for = on, by, reason.strip()[:200]
        self.save(update_fields=["undone_on", "undone_by", "undone_for"])
