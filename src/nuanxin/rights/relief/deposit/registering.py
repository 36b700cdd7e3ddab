"""Entering a project's deposit duty, deciding what is due, noting that the works are complete."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.working_days import due_date
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.relief.deposit.models import DepositAssessment, WageDeposit
from nuanxin.rights.relief.deposit.rates import Contract, Due, due_deposit
from nuanxin.rights.relief.deposit.record import record_of
from nuanxin.rights.relief.deposit.rules import rules_at
from nuanxin.rights.relief.managing import day_is_sound, must_manage

PPM = 1_000_000
_CITES = "工程建设领域农民工工资保证金规定第八条"


@transaction.atomic
def register_deposit(
    *,
    project: Project,
    contractor: Employer,
    contract_fen: int,
    signed_on: date,
    until_on: date,
    by: Staff,
    on: date,
    needs_permit: bool = True,
    permit_on: date | None = None,
    annual_fen: int | None = None,
    bank: str = "",
) -> WageDeposit:
    """Enter the duty of the general contractor of a project; from permit or contract on the twenty working days run."""
    doing = f"登记{project.name}的工资保证金"
    must_manage(by, project.region_id, doing=doing)
    for day in (signed_on, permit_on):
        if day:
            day_is_sound(doing, day)
    if contract_fen <= 0 or until_on <= signed_on:
        raise Refusal(f"不能{doing}", why="合同额不大于零，或者合同期限早于签订日期", remedy="请核对施工合同")
    if WageDeposit.objects.filter(project=project, contractor=contractor, ended_on__isnull=True).exists():
        raise Refusal(f"不能{doing}", why="该项目的工资保证金已经登记", remedy="请在原记录上办理")
    term = "dep.open_deadline" if needs_permit else "dep.open_deadline_nopermit"
    start = permit_on if needs_permit else signed_on
    reckoned = due_date(term, start=start, region=project.region_id) if start else None
    missing = "没有登记施工许可证（开工报告批复）日期，存储期限不能推算"
    deposit = WageDeposit.objects.create(
        project=project,
        contractor=contractor,
        region_id=project.region_id,
        contract_fen=contract_fen,
        annual_fen=annual_fen,
        signed_on=signed_on,
        until_on=until_on,
        needs_permit=needs_permit,
        permit_on=permit_on,
        due_on=reckoned.last_day if reckoned else None,
        due_why=list(reckoned.explanation) if reckoned else [missing],
        bank=bank.strip(),
        registered_on=on,
        by=by,
    )
    record("register_deposit", about=deposit, by=by, details={"contract_fen": contract_fen, "on": on})
    return deposit


def reckon(
    deposit: WageDeposit, *, on: date, real_name: bool | None = None, account: bool | None = None, projects: int = 0
) -> Due:
    """What would be due if decided on that day. projects: under way in this area; 0: as many as are registered here."""
    at_work = WageDeposit.objects.filter(
        contractor=deposit.contractor, region=deposit.region, ended_on__isnull=True, completed_on__isnull=True
    ).count()
    contract = Contract(
        deposit.contract_fen, deposit.signed_on, deposit.annual_fen, projects or at_work, real_name, account
    )
    return due_deposit(contract, record_of(deposit.contractor, on), rules_at(deposit.region_id, on), on=on)


@transaction.atomic
def assess_deposit(
    *,
    deposit: WageDeposit,
    by: Staff,
    on: date,
    real_name: bool | None = None,
    account: bool | None = None,
    projects: int = 0,
) -> DepositAssessment:
    """Decide what is due on that day by the record in our ledger; Refusal names the setting that is missing."""
    deposit = locked(deposit)
    doing = f"核定{deposit}"
    must_manage(by, deposit.region_id, doing=doing)
    day_is_sound(doing, on, not_before=deposit.signed_on, because="合同签订")
    _not_ended(deposit, doing)
    due = reckon(deposit, on=on, real_name=real_name, account=account, projects=projects)
    if due.missing:
        raise Refusal(
            f"不能{doing}",
            why=due.missing,
            remedy="请系统管理员在“地方设置”中录入省级文件规定的比例",
            cites="工程建设领域农民工工资保证金规定第十一条、第十三条",
        )
    row = DepositAssessment.objects.create(
        deposit=deposit,
        assessed_on=on,
        rate_ppm=int(due.rate * PPM),
        due_fen=due.fen,
        exempt=due.exempt,
        reasons=[{"text": one.text, "cites": one.cites, "rows": list(one.rows)} for one in due.reasons],
        by=by,
    )
    record("assess_deposit", about=row, by=by, details={"due_fen": due.fen, "exempt": due.exempt, "on": on})
    return row


@transaction.atomic
def record_completion(*, deposit: WageDeposit, completed_on: date, by: Staff, on: date) -> WageDeposit:
    """The works are complete: from now on the deposit waits to be returned."""
    deposit = locked(deposit)
    doing = f"登记{deposit.project.name}完工"
    must_manage(by, deposit.region_id, doing=doing)
    day_is_sound(doing, completed_on, not_before=deposit.signed_on, because="合同签订")
    _not_ended(deposit, doing)
    if deposit.completed_on:
        raise Refusal(f"不能{doing}", why=f"已经登记于{deposit.completed_on}完工", remedy="请核对")
    deposit.completed_on = completed_on
    deposit.save(update_fields=["completed_on"])
    record("record_completion", about=deposit, by=by, details={"completed_on": completed_on, "on": on})
    return deposit


def locked(deposit: WageDeposit) -> WageDeposit:
    """The row as it stands now, held until the act ends."""
    rows = WageDeposit.objects.select_for_update(of=("self",)).select_related("project", "contractor", "region")
    return rows.get(pk=deposit.pk)


def latest_assessment(deposit: WageDeposit) -> DepositAssessment | None:
    """What is due by the last decision; None while nobody decided."""
    return deposit.assessments.order_by("-pk").first()


def _not_ended(deposit: WageDeposit, doing: str) -> None:
    if deposit.ended_on:
        raise Refusal(f"不能{doing}", why=f"该保证金已于{deposit.ended_on}返还（销户）", remedy="请核对", cites=_CITES)
