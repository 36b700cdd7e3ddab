"""A decided case with unpaid workers, a deposit, a fund: what the tests of relief stand on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.ledger import verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.deposit.balance import store_deposit
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.deposit.receipts import record_bank_receipt, record_worker_receipt
from nuanxin.rights.relief.deposit.registering import assess_deposit, register_deposit
from nuanxin.rights.relief.fund.advancing import Asked, apply_advance
from nuanxin.rights.relief.fund.holding import allocate, open_fund
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance
from tests.conftest import TODAY, People, person
from tests.unit.rights.cases.making import claims, make_case, on_day, walk

SIGNED = date(2023, 3, 1)
PERMIT = date(2023, 3, 10)
TO_ORDER = "evidence investigated order order_served"
TO_DECISION = (
    "expired handling_notice handling_notice_served handling_statement handling_review decision decision_served"
)
ORDERED, DECIDED = date(2023, 12, 6), date(2023, 12, 18)
RATE = {"rate": 0.02}
CAPS = {"months": 1, "share": 0.2}


def setting(key: str, value: Any, region: str = "410000") -> None:
    """A local setting that holds since long."""
    LocalSetting.objects.update_or_create(
        key=key,
        region_id=region,
        defaults={"value": value, "source": "测试文件〔2022〕1号", "valid_from": date(2021, 1, 1)},
    )


def manager(people: People) -> Any:
    """The fund manager of the county, made once."""
    from nuanxin.foundation.organisations.models import Staff

    found = Staff.objects.filter(username="fund").first()
    return found or person("fund", "马管理", people.owner.unit, "fund_manager")


def approver(people: People) -> Any:
    """Who approves advances."""
    from nuanxin.foundation.organisations.models import Staff

    found = Staff.objects.filter(username="approver").first()
    return found or person("approver", "何审批", people.owner.unit, "fund_approver")


def make_deposit(people: People, project: Project, *, stored: int | None = 2_000_000, **about: Any) -> WageDeposit:
    """Registered, assessed at the province's two per cent, stored."""
    setting("dep.local_rate", RATE)
    by = manager(people)
    people.owner.unit.document_word = "新人社"
    people.owner.unit.save()
    contractor = project.employer or Employer.objects.create(name="新乡总包建设有限公司")
    with on_day(date(2023, 3, 20)):
        deposit = register_deposit(
            project=project, contractor=about.pop("contractor", contractor), contract_fen=about.pop("contract_fen", 100_000_000),
            signed_on=SIGNED, until_on=date(2025, 3, 1), permit_on=PERMIT, bank="新乡县农商银行", by=by, on=date(2023, 3, 20), **about,
        )  # fmt: skip
        assess_deposit(deposit=deposit, by=by, on=date(2023, 3, 20))
        if stored:
            store_deposit(
                deposit=deposit,
                amount_fen=stored,
                stored_on=date(2023, 3, 20),
                voucher="存单1",
                by=by,
                on=date(2023, 3, 20),
            )
    return deposit


def verify_all(clue: Clue, people: People, on: date, fen: int = 1_000_000) -> None:
    with on_day(on):
        for claim in claims(clue):
            verify_claim(claim=claim, verified_fen=fen, basis="工资表、考勤", by=people.owner, on=on)


def decided_case(people: People, **about: Any) -> tuple[Case, date]:
    """A case decided, served, not obeyed: (case, the first day after the decision's time limit)."""
    case = make_case(people, **about)
    verify_all(case.clue, people, ORDERED)
    walk(case, TO_ORDER, people, ORDERED)
    walk(case, TO_DECISION, people, DECIDED)
    decision = case.steps.get(step="decision")
    return case, date.fromisoformat(decision.facts["due_on"]) + timedelta(days=1)


def pay_lines(drawn: DrawDown, people: People, on: date) -> None:
    """The bank got the notice and paid everyone on that day."""
    by = manager(people)
    with on_day(on):
        record_bank_receipt(drawdown=drawn, received_on=on, by=by, on=on)
        for line in drawn.lines.all():
            record_worker_receipt(line=line, paid_on=on, voucher=f"代付{line.pk}", by=by, on=on)


def make_fund(people: People, fen: int = 100_000_000) -> EmergencyFund:
    """The county's fund with money in it, caps and minimum wage set."""
    setting("ef.cap_local", CAPS, "410721")
    setting("wage.minimum", 2000, "410721")
    by = manager(people)
    with on_day(date(2023, 6, 1)) as on:
        fund = open_fund(region=Region.objects.get(pk="410721"), basis="新政〔2023〕1号", opened_on=on, by=by, on=on)
        if fen:
            allocate(fund=fund, amount_fen=fen, allocated_on=on, document="财预〔2023〕9号", by=by, on=on)
    return fund


def make_advance(
    case: Case, people: People, *, fen: int = 150_000, ground: str = "fled", on: date = TODAY, nature: str = "wage"
) -> FundAdvance:
    """Applied for by the officer of the clue, the same for every worker."""
    with on_day(on):
        asked = [Asked(claim.pk, nature, fen) for claim in claims(case.clue)]
        return apply_advance(clue=case.clue, ground=ground, found="项目经理失联", asked=asked, by=people.owner, on=on)
