"""Which step of the inspection's branch followed a step that the police took on their own file."""

from __future__ import annotations

from django.db import models

from nuanxin.rights.cases.models import CaseStep


class FollowedStep(models.Model):
    """联动步骤: the police wrote it once, the branch of the inspection case shows it too; struck together."""

    told = models.OneToOneField(CaseStep, verbose_name="公安机关登记的步骤", on_delete=models.PROTECT, related_name="+")
    follows = models.OneToOneField(
        CaseStep, verbose_name="监察案件中的步骤", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "联动步骤"
        verbose_name_plural = "联动步骤"
