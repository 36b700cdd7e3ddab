"""Joins of items, each with its reasons; one that was undone stays with the reason."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.opinion.models import OpinionItem


class OpinionJoin(models.Model):
    """舆情归并: `item` was joined into the file of `into`; `moved` are the items that came along with it.

    score: 0–100 where the house joined by itself, blank where a person did.
    """

    item = models.ForeignKey(OpinionItem, verbose_name="舆情", on_delete=models.PROTECT, related_name="joins")
    into = models.ForeignKey(OpinionItem, verbose_name="归并于", on_delete=models.PROTECT, related_name="joined")
    moved = models.JSONField("随同归并", default=list, blank=True)
    score = models.PositiveSmallIntegerField("相似度", null=True, blank=True)
    reasons = models.JSONField("理由", default=list)
    at = models.DateTimeField("归并时间")
    by = models.ForeignKey(
        Staff, verbose_name="归并人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undone_by = models.ForeignKey(
        Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_why = models.CharField("撤销理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "舆情归并"
        verbose_name_plural = "舆情归并"
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_why="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_why="")),
                name="opinion_join_undone_whole",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(undone_at__isnull=True), name="opinion_join_stands_once"
            ),
        ]
