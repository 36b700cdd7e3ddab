"""Employers, projects and workers: who owes, where, to whom. Identity and linkage only; matters live in later rooms."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.parties.merges import Merge
from nuanxin.foundation.vault.fields import BLIND_INDEX_LENGTH, EncryptedTextField, blind_index


class Sector(models.TextChoices):
    """The three rows of the winter form (DZ annex); an empty sector counts as 其他."""

    CONSTRUCTION = "construction", "工程建设"
    MANUFACTURING = "manufacturing", "制造业"
    OTHER = "other", "其他"


class Employer(models.Model):
    """用人单位, known by its credit code where it has one, else by its name as said."""

    name = models.CharField("名称", max_length=200)
    name_key = models.CharField("比对名", max_length=200, editable=False)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True, null=True, blank=True)
    sector = models.CharField("行业领域", max_length=15, choices=Sector, blank=True)
    region = models.ForeignKey(
        Region, verbose_name="所在区划", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    address = models.CharField("地址", max_length=200, blank=True)
    legal_representative = models.CharField("法定代表人（主要负责人）", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        verbose_name = "用人单位"
        verbose_name_plural = "用人单位"
        # Not db_index: on PostgreSQL that makes a second index for LIKE, which names are not asked with.
        indexes = [models.Index(fields=["name_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)


class OtherName(models.Model):
    """Another name of a party. Never erased: a wrong one is withdrawn with its reason, and may be entered anew."""

    class Kind(models.TextChoices):
        FORMER = "former", "曾用名"
        SHORT = "short", "简称"
        SAID = "said", "俗称"

    name = models.CharField("别名", max_length=200)
    name_key = models.CharField("比对名", max_length=200, db_index=True)
    kind = models.CharField("种类", max_length=8, choices=Kind, default=Kind.SAID)
    until = models.DateField("曾用至", null=True, blank=True)
    added_on = models.DateField("登记日期", null=True, blank=True)  # empty: read from an imported ledger
    added_by = models.ForeignKey(
        Staff, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, verbose_name="撤回人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_for = models.CharField("撤回理由", max_length=200, blank=True, default="")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True, withdrawn_for="")
                | (Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_for="")),
                name="%(class)s_withdrawn_pair",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EmployerAlias(OtherName):
    """Another name by which an employer is known: former, short, or as workers say it."""

    party = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="aliases")

    class Meta(OtherName.Meta):
        verbose_name = "用人单位别名"
        verbose_name_plural = "用人单位别名"
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "name_key"], condition=Q(withdrawn_on__isnull=True), name="employer_alias_once"
            ),
        ]


class Project(models.Model):
    """工程建设项目（标段）: the counting unit of item 1 of the winter form."""

    name = models.CharField("项目名称", max_length=200)
    name_key = models.CharField("比对名", max_length=200, editable=False)
    employer = models.ForeignKey(
        Employer, verbose_name="用人单位", on_delete=models.PROTECT, null=True, blank=True, related_name="projects"
    )
    owner_name = models.CharField("建设单位", max_length=200, blank=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    address = models.CharField("地点", max_length=200, blank=True)
    industry = models.CharField(
        "行业主管",
        max_length=12,
        choices=[("housing", "房屋市政"), ("transport", "交通"), ("water", "水利"), ("other", "其他")],
        blank=True,
    )
    government = models.BooleanField("政府投资项目", null=True)
    state_firm = models.BooleanField("国企项目", null=True)
    site_code = models.CharField("维权码", max_length=12, unique=True, null=True, blank=True)
    pay_day = models.PositiveSmallIntegerField("工资支付日", null=True, blank=True)
    wage_clerk = models.CharField("劳资专管员", max_length=40, blank=True)
    wage_clerk_phone = models.CharField("劳资专管员电话", max_length=30, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        verbose_name = "项目（标段）"
        verbose_name_plural = "项目（标段）"
        indexes = [models.Index(fields=["region", "name_key"]), models.Index(fields=["name_key"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)


class ProjectAlias(OtherName):
    """Another name of a site: that of an earlier phase, of the board at the gate, or as workers say it."""

    party = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="aliases")

    class Meta(OtherName.Meta):
        verbose_name = "项目别名"
        verbose_name_plural = "项目别名"
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "name_key"], condition=Q(withdrawn_on__isnull=True), name="project_alias_once"
            ),
        ]


class Worker(models.Model):
    """A person to whom wages are owed. Number and telephone lie encrypted; a blind index finds them again."""

    name = models.CharField("姓名", max_length=60)
    document_type = models.CharField(
        "证件类型",
        max_length=12,
        choices=[
            ("id_card", "居民身份证"),
            ("residence", "港澳台居住证"),
            ("foreigner", "外国人永久居留身份证"),
            ("other", "其他"),
        ],
        default="id_card",
    )
    id_number = EncryptedTextField("证件号码", purpose="worker", blank=True, default="")
    id_index = models.CharField("证件号索引", max_length=BLIND_INDEX_LENGTH, null=True, blank=True, unique=True)
    phone = EncryptedTextField("联系电话", purpose="worker", blank=True, default="")
    phone_index = models.CharField("电话索引", max_length=BLIND_INDEX_LENGTH, blank=True, db_index=True, default="")
    migrant = models.BooleanField("农民工", null=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="并入", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        verbose_name = "劳动者"
        verbose_name_plural = "劳动者"
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.id_index = id_index(self.id_number) or None
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)


class WorkerAlias(OtherName):
    """Another name of a worker: a former one, or another way to write it."""

    party = models.ForeignKey(Worker, verbose_name="劳动者", on_delete=models.PROTECT, related_name="aliases")

    class Meta(OtherName.Meta):
        verbose_name = "劳动者别名"
        verbose_name_plural = "劳动者别名"
        constraints = [
            *OtherName.Meta.constraints,
            models.UniqueConstraint(
                fields=["party", "name_key"], condition=Q(withdrawn_on__isnull=True), name="worker_alias_once"
            ),
        ]


class PartyMerge(Merge):
    """Two records found to be one: which is kept, by whom, why; undone by a later entry, never erased."""

    kind = models.CharField(
        "类别", max_length=10, choices=[("employer", "用人单位"), ("project", "项目"), ("worker", "劳动者")]
    )
    kept_id = models.BigIntegerField("保留")
    merged_id = models.BigIntegerField("并入")
    moved = models.JSONField("随同改指", default=list)  # ids that had been merged into the merged one before
    reason = models.CharField("理由", max_length=200)

    class Meta(Merge.Meta):
        verbose_name = "当事人合并"
        verbose_name_plural = "当事人合并"


def id_index(id_number: str) -> str:
    """The blind index of an identity number (upper case, no spaces)."""
    return blind_index("".join(id_number.split()).upper(), "worker-id")


def phone_index(phone: str) -> str:
    """The blind index of a telephone number (digits only)."""
    return blind_index("".join(filter(str.isdigit, phone)), "worker-phone")
