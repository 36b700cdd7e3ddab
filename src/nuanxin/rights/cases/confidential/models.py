"""A lead on organised crime, and what became of it. Told in no timeline, list or export of the clue it was found in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.cases.models import Case


class CrimeLead(models.Model):
    """涉黑涉恶线索: what was found, when, in which case, and the one officer who looks after it."""

    class Kind(models.TextChoices):
        ARREARS = "arrears", "恶意欠薪涉黑涉恶"
        VIOLENCE = "violence", "暴力讨薪"
        HIRED = "hired", "雇人讨薪"
        OTHER = "other", "其他"

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Staff, verbose_name="专人", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("类型", max_length=10, choices=Kind)
    found_on = models.DateField("发现日期")
    content = EncryptedTextField("线索内容", purpose="crime-lead")
    registered_by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "涉黑涉恶线索"
        verbose_name_plural = "涉黑涉恶线索"
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "found_on"])]

    def __str__(self) -> str:
        return f"涉黑涉恶线索{self.pk}"


class CrimeLeadEntry(models.Model):
    """线索移送经过: handed over, receipt, feedback, officer named. Never edited; a wrong one is struck by a later one."""

    class Kind(models.TextChoices):
        HANDED = "handed", "移送"
        RECEIPT = "receipt", "回执"
        FEEDBACK = "feedback", "反馈"
        OFFICER = "officer", "指定专人"
        STRUCK = "struck", "更正"

    lead = models.ForeignKey(CrimeLead, verbose_name="涉黑涉恶线索", on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("事项", max_length=10, choices=Kind)
    done_on = models.DateField("日期")
    body = models.CharField("接收单位", max_length=100, blank=True)
    number = models.CharField("文号", max_length=80, blank=True)
    receiver = models.CharField("接收人", max_length=60, blank=True)
    text = EncryptedTextField("内容", purpose="crime-lead", blank=True)
    by = models.ForeignKey(Staff, verbose_name="登记人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    strikes = models.OneToOneField(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="struck_by"
    )

    class Meta:
        verbose_name = "线索移送经过"
        verbose_name_plural = "线索移送经过"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="struck", strikes__isnull=False) | (~Q(kind="struck") & Q(strikes__isnull=True)),
                name="crime_lead_struck_names_entry",
            )
        ]
