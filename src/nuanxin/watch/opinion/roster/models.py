"""The roster: shifts, what one shift hands to the next, and the hours for which nobody was down."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.models import Region, Staff


class WatchShift(models.Model):
    """舆情值守班次: one person from an hour to an hour (`starts_at` in, `ends_at` out). A change is a new row."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("班别", max_length=20)
    starts_at = models.DateTimeField("上班")
    ends_at = models.DateTimeField("下班")
    staff = models.ForeignKey(Staff, verbose_name="值守人", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Staff, verbose_name="排班人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("排班时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "舆情值守班次"
        verbose_name_plural = "舆情值守班次"
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["region", "starts_at"], name="watch_shift_region_start")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="watch_shift_ends_after_start"),
            models.UniqueConstraint(
                fields=["region", "starts_at", "staff"],
                condition=Q(withdrawn_at__isnull=True),
                name="watch_shift_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="watch_shift_withdrawn_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.staff.name}"


class WatchHandover(models.Model):
    """舆情值守交接: what whoever goes tells whoever comes; counts as they stood, taken over by the other's own hand."""

    shift = models.ForeignKey(WatchShift, verbose_name="班次", on_delete=models.PROTECT, related_name="handovers")
    to = models.ForeignKey(Staff, verbose_name="接班人", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("交接事项")
    open_items = models.PositiveIntegerField("未办结事项")
    overdue_items = models.PositiveIntegerField("其中超期未回应")
    given_by = models.ForeignKey(Staff, verbose_name="交班人", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField("交班时间")
    taken_at = models.DateTimeField("接班时间", null=True, blank=True)

    class Meta:
        verbose_name = "舆情值守交接"
        verbose_name_plural = "舆情值守交接"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(to=F("given_by")), name="watch_handover_two_people"),
            models.UniqueConstraint(fields=["shift"], name="watch_handover_once"),
        ]


class WatchGap(models.Model):
    """舆情值守空缺: hours ahead for which nobody was down, told once to those who plan the roster."""

    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("自")
    ends_at = models.DateTimeField("至")
    told_at = models.DateTimeField("提醒时间")

    class Meta:
        verbose_name = "舆情值守空缺"
        verbose_name_plural = "舆情值守空缺"
        constraints = [
            models.UniqueConstraint(fields=["region", "starts_at", "ends_at"], name="watch_gap_told_once"),
        ]
