"""隐患排查台账: what a network found, where, whom and how much it touches, to whom it was handed, how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.models import Clue


class Hazard(models.Model):
    """欠薪隐患: one found by a mediation network; handed on once, made a clue once, closed with what came of it."""

    class Grade(models.TextChoices):
        LOW = "low", "一般"
        MIDDLE = "middle", "较大"
        HIGH = "high", "重大"

    class Handed(models.TextChoices):
        MEDIATION = "mediation", "交调解"
        INSPECTION = "inspection", "交劳动保障监察"

    class Result(models.TextChoices):
        SETTLED = "settled", "已化解"
        PAID = "paid", "已支付工资"
        TO_CLUE = "to_clue", "已转欠薪线索"
        UNFOUNDED = "unfounded", "经核实没有隐患"

    network = models.CharField("排查组织", max_length=100)
    finder = models.CharField("排查人", max_length=60)
    unit = models.ForeignKey(Unit, verbose_name="登记单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    found_on = models.DateField("排查日期")
    place = models.CharField("地点", max_length=200)
    employer_said = models.CharField("用人单位", max_length=200)
    project_said = models.CharField("项目（标段）", max_length=200, blank=True)
    employer = models.ForeignKey(
        Employer, verbose_name="登记的用人单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name="登记的项目", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    what = models.CharField("隐患情况", max_length=1000)
    persons = models.PositiveIntegerField("涉及人数")
    amount_fen = models.PositiveBigIntegerField("涉及金额（分）", null=True, blank=True)
    grade = models.CharField("隐患等级", max_length=6, choices=Grade)
    registered_on = models.DateField("登记日期")
    registered_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    handed = models.CharField("移交去向", max_length=10, choices=Handed, blank=True)
    handed_to = models.ForeignKey(
        Unit, verbose_name="接收单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_on = models.DateField("移交日期", null=True, blank=True)
    clue = models.OneToOneField(
        Clue, verbose_name="线索", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.CharField("处理结果", max_length=10, choices=Result, blank=True)
    result_text = models.CharField("处理情况", max_length=1000, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, verbose_name="销号人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "欠薪隐患"
        indexes = [models.Index(fields=["region", "closed_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(handed="", handed_to__isnull=True, handed_on__isnull=True)
                | (~Q(handed="") & Q(handed_to__isnull=False, handed_on__isnull=False)),
                name="hazard_handed_whole",
            ),
            models.CheckConstraint(
                condition=Q(result="", closed_on__isnull=True, closed_by__isnull=True)
                | (~Q(result="") & ~Q(result_text="") & Q(closed_on__isnull=False, closed_by__isnull=False)),
                name="hazard_closed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(result="to_clue") | Q(clue__isnull=False), name="hazard_to_clue_has_clue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employer_said}：{self.what[:30]}"

    @property
    def state(self) -> str:
        """In words."""
        if self.closed_on:
            return f"已销号（{self.get_result_display()}）"
        return f"已{self.get_handed_display()}" if self.handed else "待处理"
