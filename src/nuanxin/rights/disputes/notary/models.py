"""What a notary's file leaves beside its steps: reminders of each due day, and entries on the local list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Instalment


class Dunning(models.Model):
    """催缴: one reminder of one instalment for one planned day, before it is due or after. Sent once, whoever runs the round."""

    instalment = models.ForeignKey(Instalment, verbose_name="分期", on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField("计划催缴日期")
    sent_on = models.DateField("催缴日期")
    overdue = models.BooleanField("逾期催缴")
    to = models.CharField("接收号码", max_length=30, blank=True)
    messages = models.PositiveSmallIntegerField("发出条数")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "催缴"
        verbose_name_plural = "催缴"
        constraints = [
            models.UniqueConstraint(fields=["instalment", "planned_on"], name="dunning_once_per_instalment_and_day")
        ]


class NotaryListEntry(models.Model):
    """失信公证当事人: only where the place has switched it on; the source of the setting is kept as its basis."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, null=True, related_name="+"
    )
    basis = models.CharField("依据", max_length=200)
    entered_on = models.DateField("列入日期")
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removed_why = models.CharField("移出理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "失信公证当事人"
        verbose_name_plural = "失信公证当事人"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(removed_on__isnull=True), name="one_notary_entry_a_file"
            )
        ]
