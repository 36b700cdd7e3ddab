"""What employers hand in themselves. Nothing here is an official file: a submission stands beside, never over it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Employer, Project, phone_index
from nuanxin.foundation.vault.fields import BLIND_INDEX_LENGTH, EncryptedTextField
from nuanxin.watch.monitoring.warnings.models import WarningEvent


class EmployerAccount(models.Model):
    """企业账号: opened by an officer for a firm with a credit code. There is no password: its telephone is its key."""

    employer = models.ForeignKey(Employer, verbose_name="用人单位", on_delete=models.PROTECT, related_name="+")
    contact = models.CharField("企业联系人", max_length=40)
    phone = EncryptedTextField("联系人手机", purpose="employer")
    phone_index = models.CharField("手机索引", max_length=BLIND_INDEX_LENGTH, db_index=True, editable=False)
    opened_on = models.DateField("开通日期")
    opened_by = models.ForeignKey(Staff, verbose_name="开通人", on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField("停用日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        Staff, verbose_name="停用人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_for = models.CharField("停用理由", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "企业账号"
        constraints = [
            models.UniqueConstraint(
                fields=["employer"], condition=Q(closed_on__isnull=True), name="employer_account_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, closed_for="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(closed_for="")),
                name="employer_account_closed_pair",
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class EmployerToken(models.Model):
    """企业接口令牌: with it the firm's own wage system hands in sheets of the firm's sites. Shown once, kept as a digest."""

    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(  # none: all sites of the firm
        Project, verbose_name="项目（标段）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    purpose = models.CharField("系统名称", max_length=30)
    digest = models.CharField("令牌摘要", max_length=64, unique=True)
    issued_on = models.DateField("签发日期")
    issued_by = models.CharField("签发人", max_length=60)
    valid_to = models.DateField("有效期至")
    revoked_on = models.DateField("吊销日期", null=True, blank=True)
    revoked_by = models.CharField("吊销人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "企业接口令牌"
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True, revoked_by="") | (Q(revoked_on__isnull=False) & ~Q(revoked_by="")),
                name="employer_token_revoked_pair",
            )
        ]


class WageClerk(models.Model):
    """劳资专管员 of one project, named by the employer (条例 第二十八条). The same telephone may hold several projects."""

    account = models.ForeignKey(
        EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="clerks"
    )
    project = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40)
    phone = EncryptedTextField("手机", purpose="employer")
    phone_index = models.CharField("手机索引", max_length=BLIND_INDEX_LENGTH, db_index=True, editable=False)
    named_on = models.DateField("授权日期")
    named_by = models.CharField("授权人", max_length=60)
    ended_on = models.DateField("解除日期", null=True, blank=True)
    ended_by = models.CharField("解除人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "劳资专管员"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "phone_index"], condition=Q(ended_on__isnull=True), name="wage_clerk_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by="") | (Q(ended_on__isnull=False) & ~Q(ended_by="")),
                name="wage_clerk_ended_pair",
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class SignInCode(models.Model):
    """登录验证码: asked for by telephone, known or not, so that counting does not tell which numbers have an account."""

    phone_index = models.CharField("手机索引", max_length=BLIND_INDEX_LENGTH)
    address_index = models.CharField("来处索引", max_length=BLIND_INDEX_LENGTH, blank=True)
    digest = models.CharField("验证码摘要", max_length=BLIND_INDEX_LENGTH)
    made_at = models.DateTimeField("生成时间")
    tries = models.PositiveSmallIntegerField("输错次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录验证码"
        indexes = [
            models.Index(fields=["phone_index", "made_at"], name="sign_in_code_phone"),
            models.Index(fields=["address_index", "made_at"], name="sign_in_code_address"),
        ]


class WageSheet(models.Model):
    """工资考勤表 of one project and month as the employer handed it in. A wrong one is followed by a new one that names it."""

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        SUBMITTED = "submitted", "已提交"
        REPLACED = "replaced", "已更正"

    class Handed(models.TextChoices):
        WAITING = "waiting", "待入库"
        LOADED = "loaded", "已入库"
        BESIDE = "beside", "官方数据在库，另存备查"
        REFUSED = "refused", "未能入库"

    project = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    month = models.DateField("工资月份")  # its first day
    due_on = models.DateField("应发日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件SM3摘要", max_length=64)
    workers = models.PositiveIntegerField("人数")
    due_fen = models.PositiveBigIntegerField("应发合计（分）")
    net_fen = models.PositiveBigIntegerField("应实发合计（分）")
    paid_fen = models.PositiveBigIntegerField("已发合计（分）")
    warned = models.PositiveIntegerField("提醒行数")
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=60)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    submitted_by = models.CharField("提交人", max_length=60, blank=True, default="")
    corrects = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed = models.CharField("入库情况", max_length=10, choices=Handed, default=Handed.WAITING)
    handed_at = models.DateTimeField("入库时间", null=True, blank=True)
    handed_note = models.CharField("入库说明", max_length=500, blank=True, default="")
    handed_digest = models.CharField("入库内容摘要", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "工资考勤表"
        indexes = [models.Index(fields=["project", "month"], name="wage_sheet_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "month"], condition=Q(state="submitted"), name="wage_sheet_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at__isnull=True, submitted_by="")
                | (~Q(state="draft") & Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
                name="wage_sheet_submitted_pair",
            ),
        ]


class WageLine(models.Model):
    """工资表行: one worker's month with the eleven fields of 条例 第十五条, attendance by day, and what the check found."""

    sheet = models.ForeignKey(WageSheet, verbose_name="工资考勤表", on_delete=models.CASCADE, related_name="lines")
    row = models.PositiveIntegerField("行号")
    name = models.CharField("姓名", max_length=60)
    id_number = EncryptedTextField("证件号码", purpose="wage-line")
    id_index = models.CharField("证件号索引", max_length=BLIND_INDEX_LENGTH)
    phone = EncryptedTextField("联系电话", purpose="wage-line")
    card = EncryptedTextField("工资卡号", purpose="wage-line", blank=True, default="")
    team = models.CharField("班组", max_length=60, blank=True)
    contract_signed = models.BooleanField("已签合同", null=True)
    entered_on = models.DateField("进场日期", null=True)
    left_on = models.DateField("退场日期", null=True)
    pay = models.CharField("计薪方式", max_length=6)
    system = models.CharField("工时制", max_length=10)
    rate_fen = models.PositiveBigIntegerField("工资标准（分）")
    pieces = models.DecimalField("计件数量", max_digits=12, decimal_places=2, null=True)
    days = models.PositiveSmallIntegerField("出勤天数")
    hours = models.DecimalField("出勤工时", max_digits=6, decimal_places=2)
    overtime = models.JSONField("加班工时", default=dict)  # kind → hours as text
    attendance = models.JSONField("逐日工时", default=dict)  # day of the month → hours as text
    base_fen = models.PositiveBigIntegerField("基本工资（分）")
    overtime_fen = models.PositiveBigIntegerField("加班工资（分）")
    allowance_fen = models.PositiveBigIntegerField("津贴补贴（分）")
    due_fen = models.PositiveBigIntegerField("应发合计（分）")
    insurance_fen = models.PositiveBigIntegerField("代扣社保公积金（分）")
    tax_fen = models.PositiveBigIntegerField("代扣个税（分）")
    loss_fen = models.PositiveBigIntegerField("扣除赔偿（分）")
    other_fen = models.PositiveBigIntegerField("其他扣款（分）")
    net_fen = models.PositiveBigIntegerField("应实发（分）")
    paid_fen = models.PositiveBigIntegerField("已发金额（分）")
    paid_on = models.DateField("支付日期", null=True)
    voucher = models.CharField("支付凭证号", max_length=80, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    findings = models.JSONField("提醒", default=list)  # [[key, words]]
    slip_code = models.CharField("工资清单码", max_length=12, unique=True)
    slip_sent_at = models.DateTimeField("清单发送时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "工资表行"
        constraints = [models.UniqueConstraint(fields=["sheet", "id_index"], name="wage_line_once")]


class SlipAnswer(models.Model):
    """工资清单确认: what the worker said to his slip, on paper or through his code. Said again, the last answer stands."""

    class Answer(models.TextChoices):
        RECEIVED = "received", "已收到，金额无误"
        WRONG = "wrong", "金额不对"
        NOT_PAID = "not_paid", "没有收到"

    class Way(models.TextChoices):
        PAPER = "paper", "纸质签字"
        CODE = "code", "本人凭码确认"

    line = models.ForeignKey(WageLine, verbose_name="工资表行", on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField("答复", max_length=10, choices=Answer)
    way = models.CharField("方式", max_length=6, choices=Way)
    note = models.CharField("说明", max_length=300, blank=True, default="")
    answered_at = models.DateTimeField("答复时间")
    recorded_by = models.CharField("登记人", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "工资清单确认"


class PostedBoard(models.Model):
    """告示牌设置记录: the rights board of a site was printed with these fields, or photographed where it hangs."""

    class Event(models.TextChoices):
        PRINTED = "printed", "已打印"
        PHOTOGRAPHED = "photographed", "已拍照"

    project = models.ForeignKey(Project, verbose_name="项目（标段）", on_delete=models.PROTECT, related_name="+")
    event = models.CharField("事项", max_length=12, choices=Event)
    happened_on = models.DateField("日期")
    recorded_by = models.CharField("登记人", max_length=60)
    fields = models.JSONField("告示内容", default=dict)
    path = models.CharField("照片存放", max_length=200, blank=True, default="")
    media_type = models.CharField("照片类型", max_length=40, blank=True, default="")
    digest = models.CharField("照片SM3摘要", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "告示牌设置记录"
        indexes = [models.Index(fields=["project", "event"], name="posted_board_project")]
        constraints = [
            models.CheckConstraint(
                condition=Q(event="printed", path="") | (Q(event="photographed") & ~Q(path="") & ~Q(digest="")),
                name="posted_board_photo_pair",
            )
        ]


class WarningReply(models.Model):
    """企业答复: what an answer at the employer's door carries beside its words: a proof file, a day asked for."""

    event = models.OneToOneField(
        WarningEvent, verbose_name="预警经过", on_delete=models.PROTECT, related_name="employer_reply"
    )
    account = models.ForeignKey(EmployerAccount, verbose_name="企业账号", on_delete=models.PROTECT, related_name="+")
    replied_by = models.CharField("答复人", max_length=60)
    more_time_until = models.DateField("申请延期至", null=True, blank=True)
    file_name = models.CharField("佐证文件名", max_length=200, blank=True, default="")
    path = models.CharField("佐证存放", max_length=200, blank=True, default="")
    media_type = models.CharField("佐证类型", max_length=40, blank=True, default="")
    digest = models.CharField("佐证SM3摘要", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "企业答复"
