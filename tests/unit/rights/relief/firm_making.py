"""A firm in difficulty with wages owed, and shortcuts through its plan, for the tests of firms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.firms.deciding import decide_firm_plan, submit_plan
from nuanxin.rights.relief.firms.models import FirmPlan, FirmPlanMeasure, FirmPlanPart, ReliefPolicy
from nuanxin.rights.relief.firms.planning import Meant, add_measure, add_part
from nuanxin.rights.relief.firms.policies import enter_policy
from nuanxin.rights.relief.firms.registering import register_plan
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day

COUNTY = "410721"
BEGUN = date(2024, 1, 2)


def owing_clue(people: People, *, workers: int = 2, fen: int = 1_000_000, **about: Any) -> Clue:
    """A clue of December whose claims are all verified."""
    clue = make_clue(people, workers=workers, fen=fen, **about)
    with on_day(date(2023, 12, 6)) as on:
        for claim in claims(clue):
            verify_claim(claim=claim, verified_fen=fen, basis="工资表", by=people.owner, on=on)
    return clue


def pay(clue: Clue, people: People, *, on: date = TODAY, fen: int | None = None) -> None:
    """The employer pays every worker of the clue."""
    with on_day(on):
        for claim in claims(clue):
            record_payment(
                claim=claim, source="employer", amount_fen=fen or claim.claimed_fen or 1, paid_on=on,
                voucher=f"回单{claim.pk}-{on}", by=people.owner, on=on,
            )  # fmt: skip


def make_plan(people: People, employer: Employer, *, on: date = BEGUN, **about: Any) -> FirmPlan:
    """Registered by the head of inspection; the owner of the clue answers for it."""
    facts = {
        "region": Region.objects.get(pk=COUNTY),
        "trouble": "realty",
        "how_known": "住建局通报债务违约",
        "known_on": on,
        "leader": "陈副县长",
        "responsible": people.owner,
        "by": people.head,
        **about,
    }
    with on_day(on):
        return register_plan(employer=employer, on=on, **facts)


def pays_first(people: People, **changes: Any) -> Meant:
    """Wages first, out of the contractor's pocket."""
    about = {
        "kind": "pay_first", "what": "总包单位先行清偿全部欠薪", "due_on": TODAY + timedelta(days=5), "owner": people.owner,
        "payer": "河南总包建设有限公司", "source": "contractor", "amount_fen": 2_000_000, **changes,
    }  # fmt: skip
    return Meant(**about)


def draft(plan: FirmPlan, people: People, *, on: date = BEGUN, **changes: Any) -> tuple[FirmPlanPart, FirmPlanMeasure]:
    """The firm as a whole with one measure: wages first."""
    with on_day(on):
        part = add_part(plan=plan, project=None, situation="两个项目停工，工资拖欠", by=people.owner, on=on)
        return part, add_measure(part=part, meant=pays_first(people, **changes), by=people.owner, on=on)


def approve(plan: FirmPlan, people: People, *, on: date = BEGUN, agreed: bool = True) -> None:
    """Put before the leader and decided."""
    with on_day(on):
        asked = submit_plan(plan=plan, text="请审批一企一策", by=people.owner, on=on)
        decide_firm_plan(
            decision=asked, agreed=agreed, opinion="同意" if agreed else "补充项目", by=people.leader, on=on
        )


def approved_plan(people: People, clue: Clue, **changes: Any) -> tuple[FirmPlan, FirmPlanMeasure]:
    assert clue.employer is not None
    plan = make_plan(people, clue.employer)
    _, measure = draft(plan, people, **changes)
    approve(plan, people)
    return FirmPlan.objects.get(pk=plan.pk), FirmPlanMeasure.objects.get(pk=measure.pk)


def make_policy(people: People, **changes: Any) -> ReliefPolicy:
    """An invented policy for the tests only."""
    about = {
        "region": Region.objects.get(pk=COUNTY), "name": "缓缴（测试）", "document": "测〔2023〕1号", "troubles": ["realty"],
        "sectors": [], "valid_from": date(2023, 6, 1), "valid_to": date(2024, 6, 30), "text": "第一条 测试", **changes,
    }  # fmt: skip
    return enter_policy(by=people.head, on=TODAY, **about)
