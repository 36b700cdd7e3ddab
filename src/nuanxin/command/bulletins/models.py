"""A bulletin, report or notice drafted from data, and every version of its text. The issued paper is the documents room's."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Region, Staff, Unit


class Bulletin(models.Model):
    """通报与报告: one paper of a kind (an outline) on a campaign, for an area and a window, or on a step taken on a unit.

    Locked once `paper` is there."""

    campaign = models.ForeignKey(
        Campaign, verbose_name="专项行动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    measure = models.ForeignKey(
        UnitMeasure, verbose_name="督促措施", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("种类", max_length=40)  # key of an outline
    unit = models.ForeignKey(Unit, verbose_name="制发单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="统计范围", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(
        Unit, verbose_name="所涉单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    start = models.DateField("统计起")
    end = models.DateField("统计止")
    paper = models.OneToOneField(
        Paper, verbose_name="制发的公文", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField("起草时间", default=occasion.now)
    drafted_by = models.ForeignKey(Staff, verbose_name="起草人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "通报与报告"
        verbose_name_plural = "通报与报告"
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="bulletin_window_in_order"),
            models.CheckConstraint(
                condition=Q(campaign__isnull=False) | Q(measure__isnull=False), name="bulletin_on_something"
            ),
        ]


class BulletinVersion(models.Model):
    """稿本: the whole text with its figures as it stood after one change. Never changed; the last one stands."""

    class Way(models.TextChoices):
        DRAFTED = "drafted", "起草"
        COUNTED = "counted", "重新取数"
        EDITED = "edited", "修改"

    bulletin = models.ForeignKey(Bulletin, verbose_name="通报与报告", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("稿次")
    way = models.CharField("经过", max_length=8, choices=Way)
    said = models.CharField("改了什么", max_length=200, blank=True)
    head = models.JSONField("标题和主送")  # heading, addressees, copied_to, signer
    body = models.JSONField("正文")
    figures = models.JSONField("数据")
    counted_on = models.DateField("统计截至")
    at = models.DateTimeField("时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="经办人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "稿本"
        verbose_name_plural = "稿本"
        ordering = ["bulletin_id", "number"]
        constraints = [models.UniqueConstraint(fields=["bulletin", "number"], name="bulletin_version_once")]
