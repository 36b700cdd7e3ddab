"""Activities, the units that joined in one, their photos. Materials and practices lie beside their ideas."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.services.events.kinds import kind_name
from nuanxin.services.events.versions import Kept, series_constraints
from nuanxin.services.events.words import Audience, Basis, PlaceKind


class Activity(Kept):
    """活动: one activity of one day as it stands in one version.

    persons: everybody present, each once for this activity (人次). viewers: on-line audience, never added to persons.
    people: the series whose people came here too (its own for most): of those of one day and place the largest counts.
    joined_into: withdrawn because it is the same activity as that one, in which it is counted.
    """

    number = models.CharField("编号", max_length=30, blank=True)
    kind = models.CharField("种类", max_length=30)  # a code of kinds.yaml
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="主办单位", on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField("场所", max_length=12, choices=PlaceKind)
    place = models.CharField("地点", max_length=100, blank=True)
    held_on = models.DateField("活动日期")
    begins = models.TimeField("开始", null=True, blank=True)
    ends = models.TimeField("结束", null=True, blank=True)
    audience = models.CharField("面向", max_length=10, choices=Audience, default=Audience.WORKERS)
    partners = models.CharField("协办单位", max_length=300, blank=True)  # named by the recorder; joined ones have rows
    persons = models.PositiveIntegerField("到场人次")
    basis = models.CharField("人次来源", max_length=10, choices=Basis, default=Basis.COUNTED)
    migrants = models.PositiveIntegerField("其中农民工", null=True, blank=True)  # empty: not stated
    viewers = models.PositiveIntegerField("线上观看人次", null=True, blank=True)
    note = models.TextField("情况", blank=True)
    people = models.UUIDField("同一批人", default=uuid4)
    apart_why = models.CharField("不是同一活动的理由", max_length=300, blank=True)
    joined_into = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        indexes = [
            models.Index(fields=["region", "held_on"], name="activity_region_day"),
            models.Index(fields=["unit", "held_on"], name="activity_unit_day"),
            models.Index(fields=["recorded_by", "-id"], name="activity_last_used"),
        ]
        constraints = [
            *series_constraints("activity"),
            models.CheckConstraint(
                condition=Q(migrants__isnull=True) | Q(migrants__lte=F("persons")), name="activity_migrants_within"
            ),
            models.CheckConstraint(
                condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(begins__lte=F("ends")),
                name="activity_hours_forward",
            ),
            models.CheckConstraint(
                condition=Q(joined_into__isnull=True) | Q(withdrawn_on__isnull=False), name="activity_joined_is_down"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind)

    @property
    def title(self) -> str:
        return f"{self.place or self.get_place_kind_display()}{self.kind_name}"


class ActivityPartner(models.Model):
    """联合承办: a unit that said of its own entry that it is this activity; the activity is counted once. said: its own figures."""

    series = models.UUIDField("记录标识", db_index=True)  # of the activity in which it is counted
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    said = models.JSONField("本单位填报", default=dict)
    entry = models.ForeignKey(
        Activity, verbose_name="原记录", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_on = models.DateField("并入日期")
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    parted_on = models.DateField("撤销日期", null=True, blank=True)
    parted_by = models.ForeignKey(
        Staff, verbose_name="撤销人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    parted_why = models.CharField("撤销理由", max_length=200, blank=True)
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "联合承办"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "unit"], condition=Q(parted_on__isnull=True), name="activity_partner_once"
            ),
            models.CheckConstraint(
                condition=Q(parted_on__isnull=True, parted_by__isnull=True, parted_why="")
                | (Q(parted_on__isnull=False, parted_by__isnull=False) & ~Q(parted_why="")),
                name="activity_partner_parted_whole",
            ),
        ]


class ActivityPhoto(models.Model):
    """活动照片: one picture of an activity. Without an activity it waits for the form with which it came (`form`) to be saved."""

    activity = models.ForeignKey(
        Activity, verbose_name="活动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    form = models.UUIDField("表单标识", db_index=True)
    path = models.CharField("存放", max_length=200)
    media_type = models.CharField("类型", max_length=60)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("SM3摘要", max_length=64)
    by = models.ForeignKey(Staff, verbose_name="上传人", on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField("上传时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    withdrawn_why = models.CharField("撤下理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "活动照片"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["form", "digest"], name="activity_photo_once")]
