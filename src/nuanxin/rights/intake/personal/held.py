"""Which personal data the house holds of one person, what for, on which ground and how long: the report of PIPL articles 17, 19, 45, 47.

The kinds are data; the rows are counted. A period that the place has not set is said to be missing, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.citation import written_together
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.intake.clocks.calendars import local_setting
from nuanxin.rights.intake.drafts import KEPT_FOR
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import Claim, Clue, Reporter
from nuanxin.rights.intake.pairs import ClaimDraft
from nuanxin.rights.intake.personal.records import ConsentRecord, PersonalCorrection

RETENTION_KEY = "retention.clue"  # years, set by the place from its archive rules
MISSING_PERIOD = "按监察档案的保管期限保存；本地期限还没有录入"


@dataclass(frozen=True)
class Kind:
    """A kind of personal data: where it lies, what for, the articles."""

    key: str
    what: str
    why: str
    cites: str
    sealed: bool


KINDS: tuple[Kind, ...] = (
    Kind(
        "reporter",
        "反映人的姓名、证件号码、电话、户口",
        "联系、核实、答复；为反映人保密",
        "个保法 13(三),35; 监察条例 9",
        True,
    ),
    Kind("claim", "本人主张的金额、时段", "逐人核实和支付工资", "个保法 13(三)", False),
    Kind("worker", "劳动者档案：姓名、证件号码、电话、户口", "同一人在不同线索中不重复计算", "个保法 13(三)", True),
    Kind("evidence", "照片、录音、文件", "证明欠薪事实", "个保法 13(三)", False),
    Kind("correction", "更正前后的内容", "正式记录不覆盖", "个保法 8,46", True),
    Kind("consent", "告知和同意的记录", "证明告知过、同意过", "个保法 17,29", False),
    Kind("draft", "没有提交的反映", "换手机接着填", "个保法 13(一)", True),
)


@dataclass(frozen=True)
class Held:
    """One line of the report."""

    kind: Kind
    number: int
    since: date | None
    until: str
    citation: str


def period(region: str, on: date) -> str:
    """How long records of a clue are kept there, in words; or what is missing."""
    found = local_setting(RETENTION_KEY, region, on)
    return f"办结后{found[0]}年（{found[1]}）" if found else MISSING_PERIOD


def citation(kind: Kind) -> str:
    return written_together(Law.load().citations(kind.cites))


def held_of_worker(worker: Worker, *, region: Region, on: date) -> tuple[Held, ...]:
    """The report of one person over all clues. The reader checks the right and writes the look down."""
    same = Q(pk=worker.pk) | Q(merged_into=worker)
    workers = Worker.objects.filter(same)
    indexes = [row.phone_index for row in workers if row.phone_index]
    numbers = [row.id_index for row in workers if row.id_index]
    reporters = Reporter.objects.filter(Q(phone_index__in=indexes) | Q(id_index__in=numbers)).exclude(
        phone_index="", id_index=""
    )
    claims = Claim.objects.filter(worker__in=workers)
    clues = Clue.objects.filter(Q(pk__in=reporters.values("clue")))
    drafts = ClaimDraft.objects.filter(phone_index__in=indexes)
    return _lines(reporters, claims, clues, workers, drafts, region.pk, on)


def held_on_clue(clue: Clue, *, reporter: Reporter | None, claim: Claim | None, on: date) -> tuple[Held, ...]:
    """The same for one person on one clue: what his own code opens."""
    reporters = Reporter.objects.filter(pk__in=[reporter.pk] if reporter else [])
    claims = Claim.objects.filter(pk__in=[claim.pk] if claim else [])
    clues = Clue.objects.filter(pk__in=[clue.pk] if reporter else [])
    workers = Worker.objects.filter(pk__in=[claim.worker_id] if claim else [])
    index = reporter.phone_index if reporter else claim.worker.phone_index if claim else ""
    drafts = ClaimDraft.objects.filter(phone_index=index).exclude(phone_index="")
    return _lines(reporters, claims, clues, workers, drafts, clue.region_id, on)


def _lines(
    reporters: QuerySet[Reporter],
    claims: QuerySet[Claim],
    clues: QuerySet[Clue],
    workers: QuerySet[Worker],
    drafts: QuerySet[ClaimDraft],
    region: str,
    on: date,
) -> tuple[Held, ...]:
    either = Q(reporter__in=reporters) | Q(claim__in=claims)
    counted: dict[str, tuple[int, date | None]] = {
        "reporter": _since(reporters, "clue__recorded_on"),
        "claim": _since(claims, "clue__recorded_on"),
        "worker": (workers.count(), None),
        "evidence": _since(Evidence.objects.filter(clue__in=clues, from_worker=True), "clue__recorded_on"),
        "correction": _since(PersonalCorrection.objects.filter(either), "occurred_on"),
        "consent": _since(ConsentRecord.objects.filter(either), "given_on"),
        "draft": (drafts.count(), None),
    }
    kept = period(region, on)
    return tuple(
        Held(
            kind,
            counted[kind.key][0],
            counted[kind.key][1],
            f"{KEPT_FOR.days}天没有动就删除" if kind.key == "draft" else kept,
            citation(kind),
        )
        for kind in KINDS
    )


def _since(rows: QuerySet[Reporter] | QuerySet[Claim] | QuerySet[Evidence] | QuerySet[PersonalCorrection] | QuerySet[ConsentRecord], day: str) -> tuple[int, date | None]:  # fmt: skip
    days = list(rows.values_list(day, flat=True))
    return len(days), min(days, default=None)
