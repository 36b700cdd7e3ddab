"""Standard texts that units keep for themselves, and every use of one. A changed text is a new row; the old one ends."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.models import Clue

USES = [("close", "办结答复"), ("refuse", "不予受理"), ("message", "给反映人留言")]


class StandardText(models.Model):
    """A text of one unit, or of the whole house (no unit), from a day to a day."""

    unit = models.ForeignKey(
        Unit, verbose_name="单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    use = models.CharField("用于", max_length=8, choices=USES)
    about = models.CharField("结论或者情形", max_length=16, blank=True)
    title = models.CharField("名称", max_length=30)
    body = models.TextField("内容", max_length=500)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)
    made_by = models.ForeignKey(Staff, verbose_name="编制人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "常用语"

    def __str__(self) -> str:
        return self.title


class StandardTextUse(models.Model):
    """That a text went out, edited or not, with which clue."""

    key = models.CharField("常用语", max_length=40, db_index=True)  # house:<key> or row:<number>
    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    used_on = models.DateField("使用日期")
    used_by = models.ForeignKey(
        Staff, verbose_name="使用人", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "常用语使用"
