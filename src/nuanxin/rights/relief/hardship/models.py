"""Hardship found inside claims: who was referred where, and what relief came. Relief is never wages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.intake.models import Claim, Clue


class HardshipReferral(models.Model):
    """困难转介: one worker in need, referred to civil affairs where the need is, whatever his household registration."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="转介至", on_delete=models.PROTECT, related_name="+")
    difficulty = models.CharField("困难情形", max_length=300)
    place = models.CharField("急难发生地", max_length=200)
    urgent = models.BooleanField("情况紧急", default=False)
    referred_on = models.DateField("转介日期")
    paper = models.ForeignKey(Paper, verbose_name="转介单", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, verbose_name="救助案卷", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField("反馈日期", null=True, blank=True)
    answer = models.CharField("反馈结果", max_length=200, blank=True)
    by = models.ForeignKey(Staff, verbose_name="转介人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "困难转介"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(answered_on__isnull=True), name="one_open_referral_per_worker"
            )
        ]


class ReliefGrant(models.Model):
    """救助金 that one worker got: no wage, counted nowhere as paid wages; a step struck takes it back."""

    case = models.ForeignKey(Case, verbose_name="救助案卷", on_delete=models.PROTECT, related_name="+")
    step = models.OneToOneField(CaseStep, verbose_name="步骤", on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, related_name="+")
    urgent = models.BooleanField("先行救助", default=False)
    amount_fen = models.PositiveBigIntegerField("救助金额（分）")
    paid_on = models.DateField("发放日期")
    voucher = models.CharField("凭证号", max_length=80)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "临时救助金"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="relief_grant_is_money")]
