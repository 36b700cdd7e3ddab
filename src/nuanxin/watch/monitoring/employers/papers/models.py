"""What a firm's answer to a served paper carries beside its words, and what the office said to a wish for more time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.watch.monitoring.employers.models import EmployerAccount


class PaperReply(models.Model):
    """文书答复: one answer of the firm to one paper; its words stand in the case's thread. Several stand side by side."""

    event = models.OneToOneField(ClueEvent, verbose_name="线索经过", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, verbose_name="文书", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    replied_by = models.CharField("答复人", max_length=60)
    text = models.TextField("答复内容")
    paid_fen = models.PositiveBigIntegerField("称已支付（分）", null=True, blank=True)
    voucher = models.CharField("银行回单号", max_length=120, blank=True, default="")
    more_time_until = models.DateField("申请延期至", null=True, blank=True)
    replied_on = models.DateField("答复日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = verbose_name_plural = "文书答复"
        indexes = [models.Index(fields=["case", "paper"], name="paper_reply_case")]

    def __str__(self) -> str:
        return f"{self.replied_by}答复{self.paper}"


class ReplyFile(models.Model):
    """答复附件: a receipt, a signed list, a letter that came with the answer; kept outside the web root."""

    reply = models.ForeignKey(PaperReply, verbose_name="文书答复", on_delete=models.PROTECT, related_name="files")
    name = models.CharField("文件名", max_length=200)
    path = models.CharField("存放", max_length=200)
    media_type = models.CharField("类型", max_length=60)
    digest = models.CharField("SM3摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "答复附件"
        ordering = ["id"]


class MoreTime(models.Model):
    """延期答复: what the office said to a firm that asked for more time: until which day, or no; once, with its reason."""

    reply = models.OneToOneField(
        PaperReply, verbose_name="文书答复", on_delete=models.PROTECT, related_name="more_time"
    )
    until = models.DateField("同意延期至", null=True, blank=True)  # none: not granted
    reason = models.CharField("理由", max_length=300)
    decided_on = models.DateField("答复日期")
    by = models.ForeignKey(Staff, verbose_name="答复人", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "延期答复"
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="more_time_says_why")]
