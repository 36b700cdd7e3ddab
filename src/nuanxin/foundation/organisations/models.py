"""Regions, units, staff and posts: who works where, for whom, since when and until when."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.organisations.duties import DUTY_CHOICES
from nuanxin.foundation.organisations.kinds import RegionKind, RegionLevel, UnitKind


class Region(models.Model):
    """A division (GB/T 2260, six digits; townships nine) or a functional zone with a code of its own.

    Codes are never used again; a region that ends keeps its rows and names its successor.
    """

    code = models.CharField("区划代码", max_length=9, primary_key=True)
    name = models.CharField("名称", max_length=60)
    full_name = models.CharField("全称", max_length=160)
    level = models.CharField("层级", max_length=10, choices=RegionLevel, db_index=True)
    kind = models.CharField("类别", max_length=10, choices=RegionKind, default=RegionKind.DIVISION)
    parent = models.ForeignKey(
        "self", verbose_name="上级", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "区划"
        verbose_name_plural = "区划"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class RegionReach(models.Model):
    """Which regions lie in which: one row for each pair (area, region in it, itself included)."""

    area = models.ForeignKey(Region, verbose_name="范围", on_delete=models.CASCADE, related_name="reach")
    member = models.ForeignKey(Region, verbose_name="区划", on_delete=models.CASCADE, related_name="within")

    class Meta:
        verbose_name = "区划隶属"
        verbose_name_plural = "区划隶属"
        constraints = [models.UniqueConstraint(fields=["area", "member"], name="region_reach_once")]


class Unit(models.Model):
    """A body that receives, decides, helps or reports: a bureau, a court, a town, a bank."""

    code = models.CharField("单位代码", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=100)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("单位类别", max_length=20, choices=UnitKind)
    region = models.ForeignKey(Region, verbose_name="所在区划", on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", verbose_name="上级单位", on_delete=models.PROTECT, null=True, blank=True, related_name="subordinates"
    )
    document_word = models.CharField("机关代字", max_length=20, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["region_id", "kind", "code"]
        indexes = [models.Index(fields=["region", "kind"])]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Staff:
        staff = self.model(username=username, **fields)
        staff.set_password(password)
        staff.save()
        return staff


class Staff(AbstractBaseUser):
    """A person with an account. What they may do comes from their posts, never from the account itself."""

    username = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="所在单位", on_delete=models.PROTECT, related_name="staff", null=True)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("须改密码", default=False)
    password_set_on = models.DateField("密码设置日期", null=True, blank=True)
    # Which session is the last one opened; where one account may have one session, an older one does not know it.
    session_mark = models.CharField("最近会话标记", max_length=40, blank=True)

    USERNAME_FIELD = "username"
    objects = StaffManager()

    class Meta:
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.name

    @property
    def audit_name(self) -> str:
        return f"{self.name}（{self.username}）"

    @property
    def audit_unit(self) -> str:
        return self.unit.code if self.unit else ""


class Post(models.Model):
    """A duty that a person holds in a unit for an area, from a day to a day."""

    staff = models.ForeignKey(Staff, verbose_name="工作人员", on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="posts")
    duty = models.CharField("职责", max_length=30, choices=DUTY_CHOICES)
    region = models.ForeignKey(Region, verbose_name="管辖范围", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    class Meta:
        verbose_name = "岗位"
        verbose_name_plural = "岗位"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="post_ends_after_start"
            ),
            models.UniqueConstraint(fields=["staff", "unit", "duty", "region", "valid_from"], name="post_once"),
        ]
        indexes = [models.Index(fields=["unit", "duty"])]


class PostProposal(models.Model):
    """A post that the system administrator proposes; it exists only once the security administrator has approved it."""

    staff = models.ForeignKey(Staff, verbose_name="工作人员", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    duty = models.CharField("职责", max_length=30, choices=DUTY_CHOICES)
    region = models.ForeignKey(Region, verbose_name="管辖范围", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("任职日期")
    proposed_by = models.ForeignKey(Staff, verbose_name="申请人", on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField("申请日期")
    decided_by = models.ForeignKey(
        Staff, verbose_name="核准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("核准日期", null=True, blank=True)
    approved = models.BooleanField("核准", null=True, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    post = models.OneToOneField(
        Post, verbose_name="岗位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "岗位申请"
        verbose_name_plural = "岗位申请"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, approved__isnull=True)
                | Q(decided_on__isnull=False, decided_by__isnull=False, approved__isnull=False),
                name="post_proposal_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("proposed_by")) | Q(decided_by__isnull=True), name="post_proposal_two_people"
            ),
        ]


class CalendarDay(models.Model):
    """A day that the yearly notice, or the place itself, sets apart: holiday, shifted rest day or make-up working day."""

    day = models.DateField("日期")
    kind = models.CharField(
        "性质",
        max_length=20,
        choices=[("statutory_holiday", "法定节假日"), ("shifted_rest", "调休休息日"), ("makeup_workday", "调休上班日")],
    )
    region = models.ForeignKey(
        Region, verbose_name="适用地", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField("依据", max_length=200)

    class Meta:
        verbose_name = "日历调整"
        verbose_name_plural = "日历调整"
        constraints = [
            models.UniqueConstraint(fields=["day", "region"], name="calendar_day_once", nulls_distinct=False)
        ]


class LocalSetting(models.Model):
    """A figure or choice that a place makes within the law, with its source; an empty one says what is missing."""

    key = models.CharField("设置项", max_length=80)
    region = models.ForeignKey(Region, verbose_name="适用地", on_delete=models.PROTECT, related_name="+")
    value = models.JSONField("取值")
    source = models.CharField("依据", max_length=200)
    valid_from = models.DateField("自")
    valid_to = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "地方设置"
        verbose_name_plural = "地方设置"
        constraints = [models.UniqueConstraint(fields=["key", "region", "valid_from"], name="local_setting_once")]


class ApiToken(models.Model):
    """A key for another system: speaks for one account, within its rights and the named scopes, until a day."""

    account = models.ForeignKey(Staff, verbose_name="代表账号", on_delete=models.PROTECT, related_name="tokens")
    purpose = models.CharField("用途", max_length=100)
    digest = models.CharField("令牌摘要", max_length=64, unique=True)
    scopes = models.JSONField("范围", default=list)
    issued_on = models.DateField("签发日期")
    issued_by = models.ForeignKey(Staff, verbose_name="签发人", on_delete=models.PROTECT, related_name="+")
    valid_to = models.DateField("有效期至")
    revoked_on = models.DateField("吊销日期", null=True, blank=True)

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
