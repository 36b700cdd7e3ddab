"""协作函: asked by one unit, answered or returned by another, seen at both ends."""

from __future__ import annotations

from django.db import models

from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.models import Clue, HelperTask


class AssistanceLetter(models.Model):
    """区域协作函: between the place of work and the home place, or any two units; its task holds the file open until answered."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    task = models.OneToOneField(HelperTask, verbose_name="协办事项", on_delete=models.PROTECT, related_name="+")
    from_unit = models.ForeignKey(Unit, verbose_name="发函单位", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, verbose_name="收函单位", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        "协作事项",
        max_length=10,
        choices=[
            ("find", "协查用人单位、当事人"),
            ("serve", "代为送达"),
            ("ask", "代为询问取证"),
            ("freeze", "协查财产线索"),
            ("calm", "返乡劳动者稳控和告知"),
            ("other", "其他"),
        ],
    )
    asked = models.TextField("请求协作的内容")
    sent_on = models.DateField("发函日期")
    sent_by = models.ForeignKey(Staff, verbose_name="发函人", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("希望回复日期", null=True, blank=True)
    paper = models.ForeignKey(Paper, verbose_name="协作函", on_delete=models.PROTECT, null=True, related_name="+")
    received_on = models.DateField("签收日期", null=True, blank=True)
    received_by = models.ForeignKey(
        Staff, verbose_name="签收人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(
        "回复",
        max_length=10,
        blank=True,
        choices=[("replied", "已复函"), ("returned", "已退回"), ("recalled", "已撤回")],
    )
    answered_on = models.DateField("回复日期", null=True, blank=True)
    answered_by = models.ForeignKey(
        Staff, verbose_name="回复人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply = models.TextField("复函内容、退回理由", blank=True)
    reply_paper = models.ForeignKey(Paper, verbose_name="复函", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "区域协作函"
        verbose_name_plural = "区域协作函"
        indexes = [models.Index(fields=["to_unit", "answered_on"]), models.Index(fields=["from_unit", "sent_on"])]
