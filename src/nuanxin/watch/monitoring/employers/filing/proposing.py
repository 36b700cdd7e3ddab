"""The firm files its project: everything asked for at once, withdrawn while nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound, Refusal
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.models import EmployerAccount

State = ProjectFiling.State
_NEEDED = (("name", "项目名称"), ("address", "地点"), ("owner_name", "建设单位"), ("industry", "行业主管"))


@dataclass(frozen=True)
class ProjectFacts:
    """What the firm says of its project. Money in 分; unknown yes-or-no is None."""

    name: str
    address: str
    owner_name: str
    industry: str
    pay_day: int
    starts_on: date
    ends_on: date | None = None
    government: bool | None = None
    state_firm: bool | None = None
    permit_number: str = ""
    contract_fen: int | None = None


def filings_of(caller: Caller) -> QuerySet[ProjectFiling]:
    """What the firms filed that the caller speaks for, the latest first."""
    rows = ProjectFiling.objects.filter(employer__in=[account.employer_id for account in caller.accounts])
    return rows.select_related("employer", "region", "project", "answered_by__unit").order_by("-pk")


def filing_of(caller: Caller, number: int) -> ProjectFiling:
    """The filing of that number, where it is the caller's. NotFound for all others."""
    found = filings_of(caller).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这项报备", remedy="请从“项目报备”页面打开")
    return found


@transaction.atomic
def file_project(
    *, account: EmployerAccount, region: Region, facts: ProjectFacts, by: Caller, on: date
) -> ProjectFiling:
    """Propose a project. BadInput names what is missing; Refusal where the same one waits for its answer already."""
    by.account(account.pk)
    if faults := filing_faults(facts):
        raise BadInput(faults)
    waiting = ProjectFiling.objects.filter(employer=account.employer, state=State.OPEN)
    if any(name_key(one.name) == name_key(facts.name) for one in waiting):
        raise Refusal("不能重复报备", why=f"{facts.name.strip()}已经报备，正在等确认", remedy="要改的，请先撤回")
    said: dict[str, Any] = {name: getattr(facts, name) for name in ProjectFacts.__dataclass_fields__}
    said = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    row = ProjectFiling.objects.create(
        account=account, employer=account.employer, region=region, filed_by=by.title, filed_on=on, **said
    )
    record("file_project", about=row, by=by.actor, details={"employer": account.employer_id, "on": on})
    values = {"employer": account.employer.name, "day": chinese_day(on), "project": row.name}
    tell(account.opened_by, "officer_project_filed", values, about=row, calendar=calendar_for(region.pk))
    return row


@transaction.atomic
def withdraw_filing(*, filing: ProjectFiling, by: Caller, on: date) -> None:
    """Taken back by the firm before anybody answered; the row stays."""
    row = open_filing(filing)
    by.account(row.account_id)
    row.state, row.answered_on = State.WITHDRAWN, on
    row.save(update_fields=["state", "answered_on"])
    record("withdraw_project_filing", about=row, by=by.actor, details={"on": on})


def open_filing(filing: ProjectFiling) -> ProjectFiling:
    """The row, held until the act ends; Refusal where it was answered or withdrawn."""
    rows = ProjectFiling.objects.select_for_update(of=("self",)).select_related("employer", "region", "account")
    row: ProjectFiling = rows.get(pk=filing.pk)
    if row.state != State.OPEN:
        raise Refusal("不能再办理这项报备", why=f"现在的状态是“{row.get_state_display()}”", remedy="请刷新页面")
    return row


def filing_faults(facts: ProjectFacts) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = [
        Fault("没有填写", column=label, remedy="请填写") for key, label in _NEEDED if not getattr(facts, key).strip()
    ]
    if not 1 <= facts.pay_day <= 31:
        faults.append(Fault("不在1到31之间", column="工资支付日", remedy="请写每月几号发工资"))
    if facts.ends_on and facts.ends_on < facts.starts_on:
        faults.append(Fault("早于开工日期", column="计划完工日期", remedy="请核对日期"))
    return faults
