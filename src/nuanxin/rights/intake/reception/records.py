"""The duty roster of reception: one leader for one place and day. A change is a new row; the old one stays."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Region, Staff


class ReceptionTurn(models.Model):
    """接访值班: who receives, in which post, where, on which day; `withdrawn_on` once somebody else took it over."""

    region = models.ForeignKey(Region, verbose_name="区域", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("日期")
    place = models.CharField("接访地点", max_length=60)
    leader = models.CharField("接访领导", max_length=40)
    post = models.CharField("职务", max_length=40, blank=True)
    made_by = models.ForeignKey(Staff, verbose_name="排班人", on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("排班日期")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "接访值班"
        verbose_name_plural = "接访值班"
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "day", "place"], condition=Q(withdrawn_on__isnull=True), name="reception_turn_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader}（{self.post}）" if self.post else self.leader
