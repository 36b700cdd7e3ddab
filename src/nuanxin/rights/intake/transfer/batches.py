"""What a bulk act leaves: the batch, and for each of its clues what came of it. Rows are added to, never taken away."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.models import Clue, ClueEvent


class Reassignment(models.Model):
    """Many clues given to one officer in one go; may be taken back once, for a while."""

    officer = models.ForeignKey(Staff, verbose_name="分派给", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("理由", max_length=300)
    made_by = models.ForeignKey(Staff, verbose_name="分派人", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("办理日期")
    made_at = models.DateTimeField("录入时间", default=occasion.now)
    undone_by = models.ForeignKey(Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量分派"
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True, undone_at__isnull=True)
                | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="reassignment_undone_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.made_on} 批量分派给{self.officer.name}"


class ReassignedClue(models.Model):
    """One clue of a batch: its own event, or why it stayed where it was; the same for taking it back."""

    batch = models.ForeignKey(Reassignment, verbose_name="批次", on_delete=models.PROTECT, related_name="rows")
    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    before = models.ForeignKey(Staff, verbose_name="原责任人", on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(
        ClueEvent, verbose_name="分派记录", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    why_not = models.CharField("未分派原因", max_length=300, blank=True)
    undone_event = models.ForeignKey(
        ClueEvent, verbose_name="撤销记录", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    why_kept = models.CharField("未撤销原因", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "批量分派的线索"
        constraints = [
            models.UniqueConstraint(fields=["batch", "clue"], name="reassigned_once_a_batch"),
            models.CheckConstraint(
                condition=Q(event__isnull=False, why_not="") | (Q(event__isnull=True) & ~Q(why_not="")),
                name="reassigned_or_why_not",
            ),
        ]
