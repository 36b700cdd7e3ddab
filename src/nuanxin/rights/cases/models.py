"""Labour inspection on a clue: the filed case, its steps, orders and decisions, and what was solved when."""

from __future__ import annotations

from functools import cache

from django.db import models
from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.db.models.expressions import CombinedExpression

from nuanxin.foundation.common import occasion
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.models import Clue


class Case(models.Model):
    """监察案件: filed on a clue (立案) or handled by coordination without filing (协调); runs by one version of a procedure."""

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("案号", max_length=60, unique=True, null=True, blank=True)
    procedure = models.CharField("程序", max_length=40)
    procedure_version = models.CharField("程序版本", max_length=20)
    step = models.CharField("当前步骤", max_length=40)
    unit = models.ForeignKey(Unit, verbose_name="承办单位", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Staff, verbose_name="主办人", on_delete=models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(
        Staff, verbose_name="协办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_on = models.DateField("立案（启动）日期")
    approved_by = models.ForeignKey(
        Staff, verbose_name="批准人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField("结案日期", null=True, blank=True)
    closing = models.CharField("结案方式", max_length=40, blank=True)

    class Meta:
        verbose_name = "案件"
        verbose_name_plural = "案件"
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "procedure"], condition=Q(closed_on__isnull=True), name="one_open_case_per_procedure"
            )
        ]
        indexes = [models.Index(fields=["unit", "closed_on"])]

    def __str__(self) -> str:
        return self.number or f"{'协调' if self.procedure == 'coordination' else '案卷'}{self.pk}"


class CaseStep(models.Model):
    """A step taken: which, when, by whom, with which paper and facts. Never edited; a wrong one is struck by a later one."""

    case = models.ForeignKey(Case, verbose_name="案件", on_delete=models.PROTECT, related_name="steps")
    step = models.CharField("步骤", max_length=40)
    done_on = models.DateField("日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    by = models.ForeignKey(Staff, verbose_name="办理人", on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField("事实", default=dict, blank=True)
    note = models.TextField("说明", blank=True)
    paper = models.ForeignKey(Paper, verbose_name="文书", on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(
        ServiceOfPaper, verbose_name="送达", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    strikes = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="struck_by"
    )

    class Meta:
        verbose_name = "案件步骤"
        verbose_name_plural = "案件步骤"
        ordering = ["id"]


class DatedFact(models.Model):
    """A fact that tables count: what happened when, when we learned it, and until when we held it to be true.

    A correction withdraws the row (`withdrawn_on`) and writes a new one that names it. Place and sector are those of
    the clue when the fact was written, so that a table of last year gives the same answer for ever.
    """

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    # The index of each kind of fact begins with the place.
    region = models.ForeignKey(Region, verbose_name="区划", on_delete=models.PROTECT, related_name="+", db_index=False)
    sector = models.CharField("行业领域", max_length=15, choices=Sector)
    recorded_on = models.DateField("登记日期")
    recorded_at = models.DateTimeField("录入时间", default=occasion.now)
    recorded_by = models.ForeignKey(Staff, verbose_name="录入人", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField("撤下日期", null=True, blank=True)
    corrects = models.ForeignKey(
        "self", verbose_name="更正", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class SolvedBy(models.TextChoices):
    """解决途径, as in the ledger workbook (contracts: sheet 办理)."""

    FILED = "filed", "监察立案"
    COORDINATED = "coordinated", "协调"
    MEDIATION = "mediation", "调解"
    ARBITRATION = "arbitration", "仲裁"
    COURT = "court", "法院执行"
    INDUSTRY = "industry", "行业主管部门"


# The narrow key by which settlements are counted: grouping a million rows by three words costs more than all the sums.
# The numbers are stored with every row, so one that is in use never changes its meaning.
_SECTORS = {Sector.CONSTRUCTION: 1, Sector.MANUFACTURING: 2, Sector.OTHER: 3}
_WAYS = {
    SolvedBy.FILED: 1,
    SolvedBy.COORDINATED: 2,
    SolvedBy.MEDIATION: 3,
    SolvedBy.ARBITRATION: 4,
    SolvedBy.COURT: 5,
    SolvedBy.INDUSTRY: 6,
}
_SECTOR_STEP, _WAY_STEP = 32, 2


def lot_expression() -> CombinedExpression:
    """sector × 32 + way × 2 + memo flag; 0 stands for a word that is not in the lists."""
    sector = Choose(
        *[When(sector=word, then=Value(n * _SECTOR_STEP)) for word, n in _SECTORS.items()], default=Value(0)
    )
    way = Choose(*[When(solved_by=word, then=Value(n * _WAY_STEP)) for word, n in _WAYS.items()], default=Value(0))
    memo = Choose(When(new_form=True, then=Value(1)), default=Value(0))
    return CombinedExpression(CombinedExpression(sector, "+", way), "+", memo)


@cache
def read_lot(lot: int) -> tuple[str, str, bool]:
    """Sector, way and memo flag behind the number; an empty word where the stored one was not in the lists.

    >>> read_lot(1 * 32 + 5 * 2 + 1)
    ('construction', 'court', True)
    """
    sectors = {number: word.value for word, number in _SECTORS.items()}
    ways = {number: word.value for word, number in _WAYS.items()}
    sector, rest = divmod(lot, _SECTOR_STEP)
    return sectors.get(sector, ""), ways.get(rest // _WAY_STEP, ""), bool(rest % _WAY_STEP)


class Settlement(DatedFact):
    """解决: a claim solved on a day, by a way, for so many persons and so much money actually paid."""

    solved_by = models.CharField("解决途径", max_length=12, choices=SolvedBy)
    filed_on = models.DateField("立案日期", null=True, blank=True)
    solved_on = models.DateField("解决日期")
    persons = models.PositiveIntegerField("解决人数")
    migrant_persons = models.PositiveIntegerField("其中农民工")
    amount_fen = models.PositiveBigIntegerField("解决金额（分）")
    migrant_amount_fen = models.PositiveBigIntegerField("其中农民工金额（分）")
    new_form = models.BooleanField("新就业形态", default=False)
    notes = models.JSONField("附注", default=dict, blank=True)
    lot = models.GeneratedField(
        verbose_name="统计分组", expression=lot_expression(), output_field=models.SmallIntegerField(), db_persist=True
    )

    class Meta:
        verbose_name = "解决"
        verbose_name_plural = "解决"
        # In the order in which tables group, with all that they ask for and add up: counting reads nothing else.
        indexes = [
            models.Index(
                name="settlement_cube",
                fields=[
                    *("region", "lot", "solved_on", "recorded_on", "withdrawn_on"),
                    *("persons", "migrant_persons", "amount_fen", "migrant_amount_fen"),
                ],
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(migrant_persons__lte=F("persons")), name="settlement_migrants_within"),
            models.CheckConstraint(
                condition=Q(migrant_amount_fen__lte=F("amount_fen")), name="settlement_migrant_amount_within"
            ),
            models.CheckConstraint(
                condition=~Q(solved_by="filed") | Q(filed_on__isnull=False), name="settlement_filed_has_filing_date"
            ),
        ]


class ActKind(models.TextChoices):
    """种类, as in the ledger workbook (contracts: sheet 文书)."""

    ORDER = "order", "责令改正"
    DECISION = "decision", "行政处理决定"
    PENALTY = "penalty", "行政处罚决定"
    REFERRAL = "referral", "移送公安"
    POLICE_FILING = "police_filing", "公安立案"
    PUBLICATION = "publication", "社会公布"
    LISTING = "listing", "列入失信名单"


class OfficialAct(DatedFact):
    """An order, decision, referral, police filing, publication or listing: columns 10–14 and item 7 of the winter form."""

    kind = models.CharField("种类", max_length=14, choices=ActKind)
    done_on = models.DateField("日期")
    number = models.CharField("文号", max_length=80, blank=True)
    paper = models.ForeignKey(Paper, verbose_name="文书", on_delete=models.PROTECT, null=True, related_name="+")
    employer_key = models.CharField("用人单位", max_length=220, blank=True)  # credit code, else the name's key
    notes = models.JSONField("附注", default=dict, blank=True)

    class Meta:
        verbose_name = "执法文书"
        verbose_name_plural = "执法文书"
        indexes = [models.Index(fields=["region", "done_on"])]


class Supervision(models.Model):
    """领导包案、提级办理、挂牌督办、工作专班: who took charge, since when, until when; with a note every week.

    `basis`: why a task force is set up; how many persons or how much money is many is decided case by case."""

    class Basis(models.TextChoices):
        PERSONS = "persons", "涉及人数多"
        MONEY = "money", "涉及金额大"
        EFFECT = "effect", "社会影响大"
        HARD = "hard", "案情疑难复杂"

    clue = models.ForeignKey(Clue, verbose_name="线索", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        "方式",
        max_length=10,
        choices=[
            ("leader", "领导包案"),
            ("raised", "提级办理"),
            ("listed", "挂牌督办"),
            ("force", "工作专班"),
            ("press", "催办"),
        ],
    )
    by = models.ForeignKey(Staff, verbose_name="决定人", on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(
        Staff, verbose_name="包案领导（专班组长）", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="提级承办（组建）单位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis = models.CharField("组建依据", max_length=10, choices=Basis, blank=True)
    reason = models.CharField("理由", max_length=300)
    since = models.DateField("自")
    ended_on = models.DateField("销号日期", null=True, blank=True)
    ended_why = models.CharField("销号理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "督办"
        verbose_name_plural = "督办"
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="force") | (Q(leader__isnull=False, unit__isnull=False) & ~Q(basis="")),
                name="task_force_led_with_basis",
            )
        ]


class TaskForceMember(models.Model):
    """专班人员: who serves in a task force for which unit, from when until when; by name, for not everybody has an account."""

    supervision = models.ForeignKey(Supervision, verbose_name="督办", on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, verbose_name="所在单位", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("姓名", max_length=40)
    part = models.CharField("分工", max_length=100, blank=True)
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("退出日期", null=True, blank=True)

    class Meta:
        verbose_name = "专班人员"
        verbose_name_plural = "专班人员"
        ordering = ["joined_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")), name="task_force_member_in_order"
            )
        ]


class SupervisionNote(models.Model):
    """The weekly note on a listed case, or what a meeting about it decided."""

    supervision = models.ForeignKey(Supervision, verbose_name="督办", on_delete=models.PROTECT, related_name="notes")
    written_on = models.DateField("日期")
    by = models.ForeignKey(Staff, verbose_name="填写人", on_delete=models.PROTECT, related_name="+")
    text = models.TextField("进展")
    meeting = models.BooleanField("会议", default=False)

    class Meta:
        verbose_name = "督办周报"
        verbose_name_plural = "督办周报"
        ordering = ["written_on", "id"]
