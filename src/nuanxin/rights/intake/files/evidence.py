"""What came with a clue: the row of each file; the file itself lies outside the web root."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.models import Clue


class Evidence(models.Model):
    """A photo, voice note, video, screenshot or paper that came with a clue; kept outside the web root."""

    class Scan(models.TextChoices):
        WAITING = "waiting", "尚未查毒"
        CLEAN = "clean", "未发现病毒"
        HELD = "held", "已隔离"

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=60)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SM3摘要", max_length=64)
    path = models.CharField("存放", max_length=200)
    uploaded_at = models.DateTimeField("上传时间", default=occasion.now)
    from_worker = models.BooleanField("劳动者提供", default=True)
    scan = models.CharField("查毒", max_length=8, choices=Scan, default=Scan.WAITING)
    scanned_at = models.DateTimeField("查毒时间", null=True, blank=True)
    scan_found = models.CharField("查出", max_length=200, blank=True)

    class Meta:
        verbose_name = "证据材料"
        verbose_name_plural = "证据材料"
        indexes = [models.Index(fields=["id"], condition=models.Q(scan="waiting"), name="evidence_waiting_for_scan")]
