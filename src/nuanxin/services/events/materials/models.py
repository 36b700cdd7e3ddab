"""Materials, what was given of them, what was put out in the media."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.services.events.models import Activity
from nuanxin.services.events.versions import Kept, series_constraints
from nuanxin.services.events.words import Channel, MaterialKind


class Material(Kept):
    """宣传品: one batch that a unit had made. made − given = left, never below nothing."""

    unit = models.ForeignKey(Unit, verbose_name="制作单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=12, choices=MaterialKind)
    title = models.CharField("名称", max_length=100)
    made = models.PositiveIntegerField("制作数量")
    made_on = models.DateField("制作日期")
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "宣传品"
        indexes = [models.Index(fields=["region", "made_on"], name="material_region_day")]
        constraints = series_constraints("material")

    def __str__(self) -> str:
        return self.title


class Handout(Kept):
    """发放: so many of a batch given at a place on a day, at an activity or not. `material` is any version of the batch."""

    material = models.ForeignKey(Material, verbose_name="宣传品", on_delete=models.PROTECT, related_name="+")
    batch = models.UUIDField("宣传品标识", db_index=True)  # the series of the material
    activity = models.UUIDField("活动标识", null=True, blank=True, db_index=True)  # the series of the activity
    entry = models.ForeignKey(
        Activity, verbose_name="活动", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(Unit, verbose_name="发放单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    place = models.CharField("发放地点", max_length=100, blank=True)
    given_on = models.DateField("发放日期")
    amount = models.PositiveIntegerField("发放数量")

    class Meta:
        verbose_name = verbose_name_plural = "发放"
        indexes = [models.Index(fields=["region", "given_on"], name="handout_region_day")]
        constraints = [
            *series_constraints("handout"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="handout_of_something"),
        ]


class MediaPost(Kept):
    """媒体发布: something put out in the media: where, on which day, at which address."""

    unit = models.ForeignKey(Unit, verbose_name="发布单位", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField("渠道", max_length=12, choices=Channel)
    outlet = models.CharField("账号（媒体、位置）", max_length=100)
    title = models.CharField("标题", max_length=200)
    posted_on = models.DateField("发布日期")
    address = models.CharField("网址", max_length=500, blank=True)
    material = models.ForeignKey(
        Material, verbose_name="宣传品", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "媒体发布"
        indexes = [models.Index(fields=["region", "posted_on"], name="media_post_region_day")]
        constraints = series_constraints("media_post")

    def __str__(self) -> str:
        return self.title
