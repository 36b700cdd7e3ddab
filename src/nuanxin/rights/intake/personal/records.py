"""What was put right about a person, and what he was told and agreed to. Rows are only added: the old value stays readable."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.rights.intake.models import Claim, Clue, Reporter


class PersonalCorrection(models.Model):
    """One detail of one person put right: what stood before, what stands since, who said so (个人信息保护法 第四十六条)."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="corrections")
    reporter = models.ForeignKey(Reporter, verbose_name="反映人", on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, null=True, related_name="+")
    detail = models.CharField(
        "项目", max_length=10, choices=[("name", "姓名"), ("id_number", "证件号码"), ("migrant", "户口")]
    )
    before = EncryptedTextField("更正前", purpose="reporter", blank=True, default="")
    after = EncryptedTextField("更正后", purpose="reporter", blank=True, default="")
    occurred_on = models.DateField("更正日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "个人信息更正"
        verbose_name_plural = "个人信息更正"


class ConsentRecord(models.Model):
    """What the person was told, or agreed to apart, before his data were taken (个人信息保护法 第十七、二十九、三十五条)."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="consents")
    reporter = models.ForeignKey(Reporter, verbose_name="反映人", on_delete=models.PROTECT, null=True, related_name="+")
    # A workmate who joined by the link: no reporter, but a line and a consent of his own.
    claim = models.ForeignKey(Claim, verbose_name="逐人主张", on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField("事项", max_length=12)
    wording = models.CharField("告知内容", max_length=300)  # the words as shown: a later wording changes no old consent
    way = models.CharField("方式", max_length=10, choices=[("page", "网页"), ("staff", "工作人员代填")])
    given_on = models.DateField("告知（同意）日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    class Meta:
        verbose_name = "告知同意记录"
        verbose_name_plural = "告知同意记录"
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "reporter", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="consent_once_per_purpose",
            ),
            models.UniqueConstraint(
                fields=["claim", "purpose"],
                condition=Q(withdrawn_on__isnull=True, claim__isnull=False),
                name="consent_once_per_claim",
            ),
            models.CheckConstraint(
                condition=Q(reporter__isnull=True) | Q(claim__isnull=True), name="consent_of_one_person"
            ),
        ]
