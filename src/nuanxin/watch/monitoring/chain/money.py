"""The money behind wages: is the project's money there and paid on, what is each firm owed, and do unpaid wages hang on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q, Sum

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.ledger import WAGE, claims_on
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.chain.firms import firms_of, must_enter
from nuanxin.watch.monitoring.chain.models import FirmMoney, FundingKind, ProjectFirm, ProjectFunding
from nuanxin.watch.monitoring.register.models import MonitoredProject


@dataclass(frozen=True)
class MoneyBehind:
    """Latest rows by that day. owed: firm → what it is owed; wages_owed_fen: verified and not paid on claims in hand; in 分."""

    funding: tuple[ProjectFunding, ...]
    money: dict[int, FirmMoney]
    wages_owed_fen: int

    @property
    def missing_fen(self) -> int:
        """Planned but not there."""
        return sum(max(0, one.planned_fen - one.arrived_fen) for one in self.funding)

    @property
    def held_fen(self) -> int:
        """There but not paid on."""
        return sum(max(0, one.arrived_fen - one.paid_fen) for one in self.funding)

    @property
    def owed_fen(self) -> int:
        """To all firms together."""
        return sum(one.owed_fen for one in self.money.values())

    @property
    def words(self) -> str:
        """Whether unpaid wages stand beside unpaid work, in one sentence; empty where no wages are owed."""
        if not self.wages_owed_fen:
            return ""
        said = f"核实未付工资{yuan(self.wages_owed_fen)}元"
        if self.owed_fen:
            share = "可以覆盖" if self.owed_fen >= self.wages_owed_fen else "不够覆盖"
            return f"{said}；同时拖欠参建企业工程款{yuan(self.owed_fen)}元，清欠到位{share}全部欠薪"
        if self.missing_fen or self.held_fen:
            return f"{said}；项目资金未到位{yuan(self.missing_fen)}元、到位未拨付{yuan(self.held_fen)}元"
        return f"{said}；没有登记拖欠工程款或者资金缺口，请核对工资去向"


def money_behind(project: MonitoredProject, on: date) -> MoneyBehind:
    """As it was known to stand on that day."""
    funding = {
        one.kind: one for one in ProjectFunding.objects.filter(project=project, as_of__lte=on).order_by("as_of", "pk")
    }
    rows = FirmMoney.objects.filter(firm__in=firms_of(project).values("pk"), as_of__lte=on).order_by("as_of", "pk")
    return MoneyBehind(tuple(funding.values()), {one.firm_id: one for one in rows}, wages_owed(project))


def wages_owed(project: MonitoredProject) -> int:
    """Verified and not yet paid, worker by worker, on the claims about this site that are in hand."""
    site = Q(project=project.project_id) | Q(project__merged_into=project.project_id)
    clues = Clue.objects.filter(site, closed_on__isnull=True, merged_into__isnull=True).values_list("pk", flat=True)
    claims = claims_on(list(clues)).filter(withdrawn_on__isnull=True).values("pk")
    verified = Verification.objects.filter(claim__in=claims, replaced_by__isnull=True)
    paid = Payment.objects.filter(claim__in=claims, kind=WAGE, withdrawn_on__isnull=True)
    got = dict(paid.values_list("claim").annotate(fen=Sum("amount_fen")).order_by())
    due = verified.values_list("claim").annotate(fen=Sum("verified_fen")).order_by()
    return sum(max(0, fen - got.get(claim, 0)) for claim, fen in due)


@transaction.atomic
def record_firm_money(
    *, firm: ProjectFirm, as_of: date, due_fen: int, paid_fen: int, proof: str, by: Staff, on: date
) -> FirmMoney:
    """What the firm was due from its giver of work, and got, up to a day. A later row stands; none is changed."""
    doing = f"登记{firm}的工程款"
    must_enter(by, firm.project, doing=doing)
    _must_fit(doing, as_of, on, proof, due_fen, paid_fen)
    if firm.withdrawn_on:
        raise Refusal(f"不能{doing}", why="该单位已经撤下", remedy="请核对")
    row = FirmMoney.objects.create(
        firm=firm, as_of=as_of, due_fen=due_fen, paid_fen=paid_fen, proof=proof.strip(), by=by
    )
    details = {"firm": firm.pk, "as_of": as_of, "due_fen": due_fen, "paid_fen": paid_fen, "on": on}
    record("record_firm_money", about=row, by=by, details=details)
    return row


@transaction.atomic
def record_funding(
    *, project: MonitoredProject, kind: str, as_of: date, planned_fen: int, arrived_fen: int, paid_fen: int, proof: str,
    by: Staff, on: date,
) -> ProjectFunding:  # fmt: skip
    """How much of one kind of money is planned, there and paid on, up to a day."""
    doing = f"登记{project.name}的资金到位情况"
    must_enter(by, project, doing=doing)
    _must_fit(doing, as_of, on, proof, planned_fen, arrived_fen, paid_fen)
    if kind not in FundingKind.values or paid_fen > arrived_fen:
        raise Refusal(f"不能{doing}", why="没有选择资金来源，或者已拨付多于到位", remedy="请核对")
    row = ProjectFunding.objects.create(
        project=project, kind=kind, as_of=as_of, planned_fen=planned_fen, arrived_fen=arrived_fen, paid_fen=paid_fen,
        proof=proof.strip(), by=by,
    )  # fmt: skip
    details = {
        "project": project.pk,
        "kind": kind,
        "planned_fen": planned_fen,
        "arrived_fen": arrived_fen,
        "paid_fen": paid_fen,
        "on": on,
    }
    record("record_funding", about=row, by=by, details=details)
    return row


def _must_fit(doing: str, as_of: date, on: date, proof: str, *fen: int) -> None:
    why = ""
    if as_of > on:
        why = f"截至日期{as_of}在今天之后"
    elif not proof.strip():
        why = "没有写明佐证"
    elif any(one < 0 for one in fen):
        why = "金额小于零"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交")
