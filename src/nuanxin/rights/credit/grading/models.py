"""The yearly grade of an employer, and the findings that no file shows by itself."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.parties.models import Employer


class FindingKind(models.TextChoices):
    """企业劳动保障守法诚信等级评价办法 art. 7: what makes grade C besides being handled often."""

    INCIDENT = "incident", "引发群体性事件、极端事件或者造成严重不良社会影响"
    CHILD = "child", "使用童工、强迫劳动等严重劳动保障违法行为被查处"
    REFUSED = "refused", "拒不履行限期整改指令、行政处理决定或者行政处罚决定"
    RESISTED = "resisted", "无理抗拒、阻挠监察"
    CRIMINAL = "criminal", "因劳动保障违法行为被追究刑事责任"


class GradeFinding(models.Model):
    """诚信等级情形: entered with its evidence; never erased, a wrong one is withdrawn with its reason."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("情形", max_length=10, choices=FindingKind)
    happened_on = models.DateField("发生日期")
    what = models.CharField("事实和依据", max_length=300)
    unit = models.ForeignKey(Unit, verbose_name="登记单位", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "诚信等级情形"
        verbose_name_plural = "诚信等级情形"


class EmployerGrade(models.Model):
    """诚信等级评价: of a year's record, made in the year after; made again, the latest row stands."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("记录年度")
    grade = models.CharField("等级", max_length=1, choices=[("A", "A级"), ("B", "B级"), ("C", "C级")])
    reasons = models.JSONField("理由", default=list)
    rows = models.JSONField("依据的记录", default=list)
    graded_on = models.DateField("评价日期")
    unit = models.ForeignKey(Unit, verbose_name="评价单位", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="评价人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "诚信等级评价"
        verbose_name_plural = "诚信等级评价"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["employer", "year"])]
