"""What came with a clue: the row of each file; the file itself lies outside the web root."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.models import Clue


class Evidence(models.Model):
    """A photo, voice note, video, screenshot or paper that came with a clue; kept outside the web root."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("类型", max_length=60)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.CharField("SM3摘要", max_length=64)
    path = models.CharField("存放", max_length=200)
    uploaded_at = models.DateTimeField("上传时间", default=occasion.now)
    from_worker = models.BooleanField("劳动者提供", default=True)

    class Meta:
        verbose_name = "证据材料"
        verbose_name_plural = "证据材料"
