"""Public notice of serious violations: a batch, its employers, objections. Only what 令29 art. 6 lets be published is kept here."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import OfficialAct
from nuanxin.rights.intake.models import Clue


class ViolationKind(models.TextChoices):
    """令29 art. 5."""

    WAGES = "wages", "克扣、无故拖欠劳动报酬数额较大，或者拒不支付劳动报酬已移送司法机关"
    INSURANCE = "insurance", "不依法参加社会保险或者不依法缴纳社会保险费，情节严重"
    HOURS = "hours", "违反工作时间和休息休假规定，情节严重"
    PROTECTED = "protected", "违反女职工和未成年工特殊劳动保护规定，情节严重"
    CHILD = "child", "违反禁止使用童工规定"
    EFFECT = "effect", "因劳动保障违法行为造成严重不良社会影响"
    OTHER = "other", "其他重大劳动保障违法行为"


class Batch(models.Model):
    """公布批次: a quarter of a county or city, a half-year of a province; or one made because it was needed."""

    unit = models.ForeignKey(Unit, verbose_name="公布机关", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    label = models.CharField("批次", max_length=60)
    start = models.DateField("期间起")
    end = models.DateField("期间止")
    made_on = models.DateField("建立日期")
    made_by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField("公布日期", null=True, blank=True)
    published_by = models.ForeignKey(
        Staff, verbose_name="批准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper = models.ForeignKey(Paper, verbose_name="公布文书", on_delete=models.PROTECT, null=True, related_name="+")
    where = models.JSONField("公布途径", default=list, blank=True)

    class Meta:
        verbose_name = "重大违法行为公布批次"
        verbose_name_plural = "重大违法行为公布批次"
        ordering = ["-end", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "label"], name="batch_once"),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, published_by__isnull=True)
                | Q(published_on__isnull=False, published_by__isnull=False),
                name="batch_published_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PublishedEmployer(models.Model):
    """公布的违法单位. A correction is a new row that replaces the old; a withdrawn one stays with its reason."""

    batch = models.ForeignKey(Batch, verbose_name="批次", on_delete=models.PROTECT, related_name="entries")
    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="单位记录", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("违法行为", max_length=10, choices=ViolationKind)
    name = models.CharField("用人单位全称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    representative = models.CharField("法定代表人或者负责人", max_length=60)
    facts = models.TextField("主要违法事实")
    handling = models.TextField("处理情况")
    act = models.ForeignKey(OfficialAct, verbose_name="公布", on_delete=models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField("录入日期")
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "公布的违法单位"
        verbose_name_plural = "公布的违法单位"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_why="")),
                name="published_withdrawn_pair",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PublicationObjection(models.Model):
    """公布异议: received, reviewed, and put right where it was well founded."""

    entry = models.ForeignKey(
        PublishedEmployer, verbose_name="公布的单位", on_delete=models.PROTECT, related_name="objections"
    )
    received_on = models.DateField("收到日期")
    content = models.TextField("异议内容")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Staff, verbose_name="审核人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    upheld = models.BooleanField("异议成立", null=True)
    answer = models.TextField("审核意见", blank=True)

    class Meta:
        verbose_name = "公布异议"
        verbose_name_plural = "公布异议"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True, reviewed_by__isnull=True, upheld__isnull=True)
                | Q(reviewed_on__isnull=False, reviewed_by__isnull=False, upheld__isnull=False),
                name="objection_reviewed_whole",
            )
        ]
