"""One step of supervision over a unit, with what it is about."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.rights.intake.models import Clue


class Rung(models.TextChoices):
    """From the mildest to the strongest; `ORDER` is the way up."""

    REMIND = "remind", "提醒"
    PRESS = "press", "催办"
    LIST = "list", "挂牌督办"
    INTERVIEW = "interview", "约谈"
    BULLETIN = "bulletin", "通报"


class Cause(models.TextChoices):
    """Why a unit is called to account (DD-02)."""

    SLOW = "slow", "工作推进迟缓"
    OVERDUE = "overdue", "线索、任务超期"
    WEAK = "weak", "监管不力"
    UNFUNDED = "unfunded", "政府投资项目资金不到位"
    BROKEN = "broken", "承诺未兑现"
    FALSE = "false", "数据不实、虚假办结"
    OTHER = "other", "其他"


class UnitMeasure(models.Model):
    """督促措施: one rung taken on one unit on a day. The unit answers by a day; closed by whoever took it, with the reason."""

    unit = models.ForeignKey(Unit, verbose_name="被督促单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, verbose_name="督促单位", on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rung = models.CharField("措施", max_length=10, choices=Rung)
    cause = models.CharField("原因", max_length=10, choices=Cause)
    text = models.TextField("具体情况")
    taken_on = models.DateField("日期")
    taken_at = models.DateTimeField("录入时间", default=occasion.now)
    taken_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    follows = models.ForeignKey(
        "self", verbose_name="上一措施", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    skipped_why = models.CharField("越过前一级的理由", max_length=300, blank=True)
    answer_due_on = models.DateField("答复期限", null=True, blank=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, verbose_name="答复人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField("销号日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, verbose_name="销号人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_why = models.CharField("销号理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "督促措施"
        verbose_name_plural = "督促措施"
        ordering = ["-taken_on", "-pk"]
        indexes = [models.Index(fields=["unit", "closed_on"]), models.Index(fields=["region", "taken_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="unit_measure_answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_why="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closed_why="")),
                name="unit_measure_closed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rung_display()}{self.unit.short_name}"

    @property
    def subject(self) -> str:
        """The subject line of a paper on it, e.g. a notice of interview."""
        return f"关于{self.unit.name}{self.get_cause_display()}的{self.get_rung_display()}"


class MeasureLink(models.Model):
    """督促关联: a clue or a share of a task that a step of supervision is about; from a case to an interview and back."""

    measure = models.ForeignKey(UnitMeasure, verbose_name="督促措施", on_delete=models.PROTECT, related_name="links")
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    share = models.ForeignKey(
        TaskShare, verbose_name="任务分工", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "督促关联"
        verbose_name_plural = "督促关联"
        constraints = [
            models.CheckConstraint(
                condition=Q(clue__isnull=False, share__isnull=True) | Q(clue__isnull=True, share__isnull=False),
                name="measure_link_one_thing",
            ),
            models.UniqueConstraint(fields=["measure", "clue"], condition=Q(clue__isnull=False), name="measure_link_clue_once"),
            models.UniqueConstraint(fields=["measure", "share"], condition=Q(share__isnull=False), name="measure_link_share_once"),
        ]  # fmt: skip
