"""The ladder of one clue as it stands, and noting that a payer was asked in vain."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.rights.relief.deposit.drawing import available
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.fund.holding import fund_of
from nuanxin.rights.relief.fund.models import FundAdvance
from nuanxin.rights.relief.hardship.models import HardshipReferral
from nuanxin.rights.relief.hardship.procedure import KEY as RELIEF_FILE
from nuanxin.rights.relief.managing import day_is_sound
from nuanxin.rights.relief.once.ladder import DEPOSIT, FUND, RELIEF, RUNGS, Known, Rung, ladder
from nuanxin.rights.relief.once.models import SourceTried

CITES = "保障农民工工资支付条例第二十九条、第三十条、第三十二条、第六十三条"


def ladder_of(clue: Clue, on: date) -> tuple[Rung, ...]:
    """The ladder of the clue on that day."""
    sums = totals(standing(clue))
    tried = {row.source: f"{row.asked_on}：{row.result}" for row in SourceTried.objects.filter(clue=clue)}
    works = clue.project_id is not None or clue.sector == Sector.CONSTRUCTION
    deposit = deposit_of(clue)
    lacking = {}
    if deposit is None:
        lacking[DEPOSIT] = "该项目没有登记工资保证金"
    elif available(deposit, on)[0] <= 0:
        lacking[DEPOSIT] = "保证金没有余额，也没有有效保函"
    if fund_of(clue.region_id) is None:
        lacking[FUND] = "本地没有登记应急周转金"
    return ladder(Known(sums.missing_fen, sums.by_source, tried, _running(clue), works, lacking))


def deposit_of(clue: Clue) -> WageDeposit | None:
    """The live deposit of the clue's project."""
    if clue.project is None:
        return None
    about = Q(project=clue.project) | Q(project=clue.project.merged_into_id)
    return WageDeposit.objects.filter(about, ended_on__isnull=True).order_by("-pk").first()


def _running(clue: Clue) -> dict[str, str]:
    found = {}
    drawn = DrawDown.objects.filter(case__clue=clue, paid_on__isnull=True).select_related("paper").last()
    if drawn:
        due = f"，银行应于{drawn.bank_due_on}前支付" if drawn.bank_due_on else "，等银行签收"
        found[DEPOSIT] = f"{drawn}{due}"
    under_way = (FundAdvance.State.APPLIED, FundAdvance.State.APPROVED)
    advance = FundAdvance.objects.filter(clue=clue, state__in=under_way).last()
    if advance:
        found[FUND] = f"垫付{advance.get_state_display()}"
    if Case.objects.filter(clue=clue, procedure=RELIEF_FILE, closed_on__isnull=True).exists():
        found[RELIEF] = "民政部门正在办理"
    elif HardshipReferral.objects.filter(clue=clue, answered_on__isnull=True).exists():
        found[RELIEF] = "已转介，等待反馈"
    return found


@transaction.atomic
def note_source(*, clue: Clue, source: str, result: str, asked_on: date, by: Staff, on: date) -> SourceTried:
    """An officer asked this payer: it cannot or will not pay, and why. The next one on the ladder comes up."""
    clue = locked(clue)
    names = {key: name for key, name, _ in RUNGS if key != RELIEF}
    doing = f"登记{clue.number}的支付来源核查"
    must_hold(by, Permission.CLUE_HANDLE, clue, doing=doing)
    must_be_open(clue, doing=doing, on=on)
    if source not in names or not result.strip():
        raise Refusal(f"不能{doing}", why="来源不在支付顺序中，或者没有写明核查结果", remedy="请填写", cites=CITES)
    day_is_sound(doing, asked_on, not_before=clue.received_on, because="收到线索")
    row = SourceTried.objects.create(clue=clue, source=source, result=result.strip(), asked_on=asked_on, by=by)
    text = f"{names[source]}：{result.strip()}"
    write_down("note_source", clue=clue, by=by, on=on, text=text, details={"source": source})
    return row
