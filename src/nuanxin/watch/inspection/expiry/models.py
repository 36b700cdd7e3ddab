"""The list of rows to be destroyed and its lines: themselves the record of the destruction, and never destroyed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.documents.destruction import WitnessedDestruction, never_alone
from nuanxin.foundation.organisations.models import Region


class ExpiredLot(WitnessedDestruction):
    """期满台账销毁清册: proposed with a reason, decided by somebody else, carried out before two witnesses (监销人)."""

    class Kind(models.TextChoices):
        WAGES = "wages", "工资支付台账"
        INTERVIEWS = "interviews", "工人访谈"

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审批"
        APPROVED = "approved", "已批准待销毁"
        REFUSED = "refused", "不批准"
        DONE = "done", "已销毁"

    kind = models.CharField("台账种类", max_length=10, choices=Kind)
    state = models.CharField("清册状态", max_length=8, choices=State, default=State.PROPOSED)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("鉴定情况和销毁理由", max_length=300)
    settled_on = models.DateField("完工并结清工资日期", null=True, blank=True)
    opinion = models.CharField("审批意见", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "期满台账销毁清册"
        ordering = ["-id"]
        constraints = never_alone("expired_lot")

    def __str__(self) -> str:
        return f"期满台账销毁清册{self.pk}号"


class ExpiredLine(models.Model):
    """期满台账销毁条目: one month's pay ledger or one interview. Once destroyed: what went is counted and digested."""

    class State(models.TextChoices):
        LISTED = "listed", "已列入"
        REFUSED = "refused", "不批准"
        KEPT = "kept", "销毁日仍须保存"
        DESTROYED = "destroyed", "已销毁"

    lot = models.ForeignKey(ExpiredLot, verbose_name="销毁清册", on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField("台账种类", max_length=10, choices=ExpiredLot.Kind)
    subject = models.PositiveBigIntegerField("台账编号")  # number of the wage sheet or of the interview
    named = models.CharField("台账名称", max_length=200)  # project and month, or day and place of a visit: no person
    state = models.CharField("状态", max_length=10, choices=State, default=State.LISTED)
    kept_until = models.DateField("保管至")
    source = models.CharField("期限依据", max_length=200)
    why_not = models.CharField("不销毁的理由", max_length=300, blank=True)
    destroyed_at = models.DateTimeField("销毁时间", null=True, blank=True)
    digest = models.CharField("销毁内容校验值", max_length=64, blank=True)  # HMAC-SM3, keyed
    texts = models.PositiveIntegerField("清除的文字", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "期满台账销毁条目"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["listed", "destroyed"]),
                name="expired_line_one_list_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="destroyed") | (Q(destroyed_at__isnull=False) & ~Q(digest="")),
                name="expired_line_says_what_went",
            ),
        ]
