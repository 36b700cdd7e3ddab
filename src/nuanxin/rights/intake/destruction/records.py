"""The list of files to be destroyed and its lines: themselves the record of the destruction, and never destroyed."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Q

from nuanxin.foundation.documents.destruction import WitnessedDestruction, never_alone
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.intake.models import Clue


class DestructionList(WitnessedDestruction):
    """销毁清册: proposed with a reason, decided by somebody else, carried out on a day before two witnesses (监销人)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准待销毁"
        REFUSED = "refused", "不批准"
        RUNNING = "running", "正在销毁"
        DONE = "done", "已销毁"

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("清册状态", max_length=8, choices=State, default=State.PROPOSED)
    reason = models.CharField("销毁理由", max_length=300)

    class Meta:
        verbose_name = verbose_name_plural = "销毁清册"
        ordering = ["-id"]
        constraints = never_alone("destruction")

    def __str__(self) -> str:
        return f"销毁清册{self.pk}号"


class DestructionLine(models.Model):
    """One file of a list. Once destroyed: what went is counted and digested, what is left of its register row stays."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "不批准"
        KEPT = "kept", "销毁日仍须保存"
        DESTROYED = "destroyed", "已销毁"

    lot = models.ForeignKey(DestructionList, verbose_name="销毁清册", on_delete=models.PROTECT, related_name="lines")
    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    kept_until = models.DateField("保管至")
    source = models.CharField("期限依据", max_length=200)
    why_not = models.CharField("不销毁的理由", max_length=300, blank=True)
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)
    digest = models.CharField(
        "销毁内容校验值", max_length=64, blank=True
    )  # HMAC-SM3: keyed, so that nothing can be guessed from it
    counts = models.JSONField("销毁数量", default=dict, blank=True)
    files_left = models.JSONField("待清除的文件", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "销毁清册条目"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clue"],
                condition=Q(state__in=["proposed", "approved", "destroyed"]),
                name="destruction_one_list_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="destroyed") | (Q(destroyed_at__isnull=False) & ~Q(digest="")),
                name="destruction_says_what_went",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "kept"]) | ~Q(why_not=""), name="destruction_says_why_not"
            ),
        ]


STANDING = (DestructionLine.State.PROPOSED, DestructionLine.State.APPROVED, DestructionLine.State.DESTROYED)


def destroyed_line(clue_id: int) -> DestructionLine | None:
    """The line by which the content of the clue went; None while it is there."""
    rows = DestructionLine.objects.filter(clue=clue_id, state=DestructionLine.State.DESTROYED)
    return rows.select_related("lot").first()


def destroyed_among(clues: Collection[int]) -> list[int]:
    """Those of these clues whose content went."""
    rows = DestructionLine.objects.filter(clue__in=list(clues), state=DestructionLine.State.DESTROYED)
    return list(rows.values_list("clue", flat=True))
