"""What a person must see at once, and who has seen it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.models import Clue


class UrgentFlag(models.Model):
    """Signs of self-harm, violence, a group of ten or a petition in a new clue. It stands until somebody has seen it."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="urgent_flags")
    signs = models.JSONField("迹象")  # sign → the words that it stands on
    raised_at = models.DateTimeField("提示时间", default=occasion.now)
    seen_at = models.DateTimeField("确认时间", null=True, blank=True)
    seen_by = models.ForeignKey(
        Staff, verbose_name="确认人", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "紧急提示"
        indexes = [models.Index(fields=["raised_at"], condition=Q(seen_at__isnull=True), name="urgent_flag_unseen")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
                name="urgent_flag_seen_pair",
            )
        ]
