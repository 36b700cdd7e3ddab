"""A list of what is to be destroyed: proposed by one, decided by another, carried out before two witnesses (监销人)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff


class WitnessedDestruction(models.Model):
    """销毁清册: who proposed, decided, carried out and watched, on which day. Each room adds what its lists hold."""

    proposed_on = models.DateField("提出日期")
    proposed_by = models.ForeignKey(Staff, verbose_name="提出人", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Staff, verbose_name="审批人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    carried_on = models.DateField("销毁日期", null=True, blank=True)
    carried_by = models.ForeignKey(
        Staff, verbose_name="销毁经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_witness = models.CharField("监销人一", max_length=60, blank=True)
    second_witness = models.CharField("监销人二", max_length=60, blank=True)
    paper = models.ForeignKey(
        Paper, verbose_name="销毁清册文本", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        abstract = True


def never_alone(prefix: str) -> list[models.BaseConstraint]:
    """The rules of every such list, held by the database: nobody decides his own proposal, nobody carries out what he decided,
    two different witnesses. prefix: of the constraints' names."""
    return [
        models.CheckConstraint(
            condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")), name=f"{prefix}_two_people"
        ),
        models.CheckConstraint(
            condition=Q(carried_by__isnull=True) | (Q(decided_by__isnull=False) & ~Q(carried_by=F("decided_by"))),
            name=f"{prefix}_not_by_its_approver",
        ),
        models.CheckConstraint(
            condition=Q(carried_on__isnull=True)
            | (~Q(first_witness="") & ~Q(second_witness="") & ~Q(first_witness=F("second_witness"))),
            name=f"{prefix}_two_witnesses",
        ),
    ]
