"""What comes from phones: the visit in the making, every edit of every field for good, photos, workers' words apart."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.watch.inspection.models import Visit


class FieldVisit(models.Model):
    """外勤检查: one employer, one project or none, one day. Two phones that make it apart make the same one."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    project_key = models.CharField("项目比对名", max_length=200, blank=True, default="")
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField("检查日期")
    opened_by = models.ForeignKey(Staff, verbose_name="建立人", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", default=occasion.now)
    visit = models.ForeignKey(
        Visit, verbose_name="检查记录", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled = models.CharField("已入册内容摘要", max_length=64, blank=True, default="")
    waits = models.JSONField("尚缺事项", default=list)  # sentences: why it is not in the register yet

    class Meta:
        verbose_name = "外勤检查"
        verbose_name_plural = "外勤检查"
        indexes = [models.Index(fields=["region", "visited_on"])]
        constraints = [
            models.UniqueConstraint(fields=["employer", "project_key", "visited_on"], name="field_visit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.employer.name} {self.visited_on}"


class FieldKey(models.Model):
    """外勤编号: the number that a phone gave the visit. Several phones, several numbers, one visit."""

    key = models.UUIDField("编号", unique=True)
    record = models.ForeignKey(FieldVisit, verbose_name="外勤检查", on_delete=models.PROTECT, related_name="keys")
    by = models.ForeignKey(Staff, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "外勤编号"
        verbose_name_plural = "外勤编号"


class FieldEdit(models.Model):
    """外勤填写: one value of one field, with the edits that its author had before him. Never changed, never erased."""

    key = models.UUIDField("编号", unique=True)
    record = models.ForeignKey(FieldVisit, verbose_name="外勤检查", on_delete=models.PROTECT, related_name="edits")
    field = models.CharField("项", max_length=100)
    value = models.JSONField("内容", null=True)
    after = models.JSONField("所见的填写", default=list)  # keys of the edits that this one takes the place of
    by = models.ForeignKey(Staff, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("填写时间")  # by the phone's clock: shown, nothing is decided by it
    received_at = models.DateTimeField("收到时间", default=occasion.now)
    reason = models.CharField(
        "处理理由", max_length=200, blank=True, default=""
    )  # where somebody decided between several

    class Meta:
        verbose_name = "外勤填写"
        verbose_name_plural = "外勤填写"
        indexes = [models.Index(fields=["record", "field"])]


class FieldPhoto(models.Model):
    """外勤照片: a photo or a signature. It comes in pieces; its digest says when it is whole."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        SIGNATURE = "signature", "签名"

    key = models.UUIDField("编号", unique=True)
    record = models.ForeignKey(FieldVisit, verbose_name="外勤检查", on_delete=models.PROTECT, related_name="photos")
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.PHOTO)
    size = models.PositiveIntegerField("字节数")
    digest = models.CharField("SHA256摘要", max_length=64)
    media_type = models.CharField("类型", max_length=60, blank=True, default="")
    path = models.CharField("存放", max_length=200, blank=True, default="")  # empty: not whole yet
    by = models.ForeignKey(Staff, verbose_name="上传人", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField("收到时间", default=occasion.now)

    class Meta:
        verbose_name = "外勤照片"
        verbose_name_plural = "外勤照片"


class WorkerInterview(models.Model):
    """工人访谈: what a worker said in confidence. Sealed, apart from the visit, and in nothing that the employer sees."""

    key = models.UUIDField("编号", unique=True)
    record = models.ForeignKey(FieldVisit, verbose_name="外勤检查", on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField("访谈内容", purpose="interview")
    by = models.ForeignKey(Staff, verbose_name="访谈人", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("访谈时间")
    received_at = models.DateTimeField("收到时间", default=occasion.now)

    class Meta:
        verbose_name = "工人访谈"
        verbose_name_plural = "工人访谈"
