"""One row a visit, letter or call: what ZZ-01 counts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.intake.models import Clue


class Petition(models.Model):
    """信访登记: once a visit; first, repeated or to a higher organ, alone or many together. Withdrawn, never erased."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    step = models.OneToOneField(CaseStep, verbose_name="登记步骤", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField("收到日期", db_index=True)
    way = models.CharField(
        "形式",
        max_length=8,
        choices=[("visit", "走访"), ("letter", "来信"), ("online", "网上"), ("call", "电话")],
    )
    kind = models.CharField(
        "类型", max_length=12, choices=[("first", "初次"), ("repeat", "重复"), ("skip_level", "越级")]
    )
    mass = models.BooleanField("集体上访")
    persons = models.PositiveIntegerField("人数")
    representatives = models.PositiveIntegerField("代表人数", null=True, blank=True)
    place = models.CharField("到访的机关", max_length=300)
    urgent = models.BooleanField("重大、紧急")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        verbose_name = "信访登记"
        verbose_name_plural = "信访登记"
        indexes = [models.Index(fields=["region", "received_on"])]
        constraints = [models.CheckConstraint(condition=Q(persons__gt=0), name="petition_has_persons")]
