"""The list of dishonest employers: who stands on it since when and until when, with which persons, and who was told."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import Case, CaseStep


class ListingState(models.TextChoices):
    PROPOSED = "proposed", "拟列入"
    WAIVED = "waived", "不予列入"
    LISTED = "listed", "已列入"
    REMOVED = "removed", "已移出"


class Listing(models.Model):
    """列入记录: kept in step with the file's steps. The employer as it was called when it was proposed."""

    case = models.OneToOneField(Case, verbose_name="案卷", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("列入时的名称", max_length=200)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="列入机关", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=ListingState, default=ListingState.PROPOSED)
    ground = models.CharField("列入情形", max_length=10)
    tested = models.JSONField("条件核对", default=list)  # as the conditions stood when it was proposed
    proposed_on = models.DateField("提出日期")
    decided_on = models.DateField("列入日期", null=True, blank=True)
    number = models.CharField("决定书文号", max_length=80, blank=True)
    restarted_on = models.DateField("重新计算列入期限之日", null=True, blank=True)
    until = models.DateField("列入期限届满日", null=True, blank=True)
    published_on = models.DateField("公布日期", null=True, blank=True)
    corrected_on = models.DateField("改正日期", null=True, blank=True)
    early_granted_on = models.DateField("准予提前移出日期", null=True, blank=True)
    annulled_on = models.DateField("决定被撤销日期", null=True, blank=True)
    removed_on = models.DateField("移出日期", null=True, blank=True)
    removed_why = models.CharField("移出原因", max_length=10, blank=True)
    remove_by = models.DateField("应当移出之日", null=True, blank=True)

    class Meta:
        verbose_name = "失信名单列入记录"
        verbose_name_plural = "失信名单列入记录"
        indexes = [models.Index(fields=["region", "state"]), models.Index(fields=["employer", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="listed") | Q(decided_on__isnull=False, removed_on__isnull=True),
                name="listing_listed_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | Q(removed_on__isnull=False), name="listing_removed_has_day"
            ),
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("decided_on")), name="listing_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ListedPerson(models.Model):
    """列入人员: goes onto the list and off it together with the unit. No identity number is kept here."""

    class Role(models.TextChoices):
        REPRESENTATIVE = "representative", "法定代表人或者主要负责人"
        SUPERVISOR = "supervisor", "直接负责的主管人员"
        OTHER = "other", "其他直接责任人员"

    listing = models.ForeignKey(Listing, verbose_name="列入记录", on_delete=models.PROTECT, related_name="persons")
    role = models.CharField("身份", max_length=15, choices=Role)
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("职务", max_length=60, blank=True)

    class Meta:
        verbose_name = "列入人员"
        verbose_name_plural = "列入人员"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ListedSound(models.Model):
    """列入名称读音: a syllable of the listed name, so that a name told otherwise finds its listing without reading the whole list."""

    listing = models.ForeignKey(Listing, verbose_name="列入记录", on_delete=models.PROTECT, related_name="sounds")
    sound = models.CharField("读音", max_length=12)

    class Meta:
        verbose_name = "列入名称读音"
        verbose_name_plural = "列入名称读音"
        # Begins with the sound: that is how it is asked.
        constraints = [models.UniqueConstraint(fields=["sound", "listing"], name="listed_sound_once")]


class Consumer(models.Model):
    """信用信息使用单位: who is told of listings and removals, and to whom data for joint discipline are handed."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", "信用信息共享平台"
        BIDDING = "bidding", "招标投标"
        LICENCE = "licence", "行政许可、资质"
        FINANCE = "finance", "融资贷款"
        TAX = "tax", "税收、市场准入"
        OTHER = "other", "其他"

    name = models.CharField("名称", max_length=120)
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("用途", max_length=10, choices=Kind, default=Kind.OTHER)
    contact = models.CharField("联系方式", max_length=120, blank=True)
    since = models.DateField("自")
    ended_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "信用信息使用单位"
        verbose_name_plural = "信用信息使用单位"
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="consumer_once")]

    def __str__(self) -> str:
        return self.name


class Told(models.Model):
    """告知记录: a consumer told of a listing or of its removal, on a day, by a step of the file."""

    listing = models.ForeignKey(Listing, verbose_name="列入记录", on_delete=models.PROTECT, related_name="told")
    consumer = models.ForeignKey(Consumer, verbose_name="使用单位", on_delete=models.PROTECT, related_name="+")
    removal = models.BooleanField("告知移出", default=False)
    told_on = models.DateField("告知日期")
    how = models.CharField("方式和凭证", max_length=300)
    step = models.ForeignKey(CaseStep, verbose_name="步骤", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, verbose_name="告知人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)

    class Meta:
        verbose_name = "联合惩戒告知"
        verbose_name_plural = "联合惩戒告知"
        ordering = ["id"]


class HandOver(models.Model):
    """联合惩戒数据移交: a file of the list handed to a consumer, with its digest."""

    consumer = models.ForeignKey(Consumer, verbose_name="使用单位", on_delete=models.PROTECT, related_name="+")
    handed_on = models.DateField("移交日期")
    kind = models.CharField("格式", max_length=4, choices=[("csv", "CSV"), ("json", "JSON")])
    rows = models.PositiveIntegerField("条数")
    # What the file said: whoever was handed it was told of these, and must be told when one of them is removed.
    listings = models.ManyToManyField(Listing, verbose_name="名单内的列入记录", related_name="handed")
    digest = models.CharField("摘要（SM3）", max_length=64)
    by = models.ForeignKey(Staff, verbose_name="移交人", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)

    class Meta:
        verbose_name = "联合惩戒数据移交"
        verbose_name_plural = "联合惩戒数据移交"
        ordering = ["-id"]
