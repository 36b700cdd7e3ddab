"""Entering the firms of a project, one by one or by a sheet, and withdrawing what was entered wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.credit_code import parse_credit_code
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.watch.monitoring.chain.models import FirmRole, ProjectFirm
from nuanxin.watch.monitoring.chain.signs import Link, Placed, tree
from nuanxin.watch.monitoring.register.models import MonitoredProject


@dataclass(frozen=True)
class FirmFacts:
    """One firm as said. amount_fen: of its contract in 分."""

    role: str
    name: str
    credit_code: str = ""
    qualification: str = ""
    amount_fen: int | None = None
    contract_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    contact: str = ""
    source: str = ""

    def faults(self, on: date) -> list[str]:
        """What does not fit."""
        found = []
        if self.role not in FirmRole.values or not self.name.strip():
            found.append("没有选择角色，或者没有写明名称")
        if not self.source.strip():
            found.append("没有写明依据（合同、备案号等）")
        if self.credit_code:
            try:
                parse_credit_code(self.credit_code)
            except ValueError as wrong:
                found.append(str(wrong))
        if self.contract_on and self.contract_on > on:
            found.append(f"合同签订日期{self.contract_on}在今天之后")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            found.append("退场日期早于进场日期")
        return found


def firms_of(project: MonitoredProject) -> QuerySet[ProjectFirm]:
    """Firms that stand, as they were entered."""
    return ProjectFirm.objects.filter(project=project, withdrawn_on__isnull=True).order_by("pk")


def chain_of(project: MonitoredProject, firms: Sequence[ProjectFirm]) -> list[Placed]:
    """The tree of a project; its general contractor stands in it also where it was not entered (key 0)."""
    links = [Link(one.pk, one.role, one.name, one.given_by_id, one.amount_fen, one.credit_code) for one in firms]
    if not any(one.role == FirmRole.GENERAL for one in firms):
        code = project.employer.credit_code or ""
        links.append(Link(0, FirmRole.GENERAL, project.employer.name, None, project.contract_amount_fen, code))
    return tree(links)


def must_enter(by: Staff, project: MonitoredProject, *, doing: str) -> None:
    """Whoever answers for warnings at the place keeps its register."""
    must(by, Permission.WATCH_HANDLE, FileFacts(region=project.region_id), doing=doing)


@transaction.atomic
def add_firm(
    *, project: MonitoredProject, facts: FirmFacts, by: Staff, on: date, given_by: ProjectFirm | None = None
) -> ProjectFirm:
    """One firm into the chain, once: by role, name and code."""
    doing = f"登记{project.name}的参建单位"
    must_enter(by, project, doing=doing)
    faults = facts.faults(on)
    if given_by and (given_by.project_id != project.pk or given_by.withdrawn_on):
        faults.append("发包单位不在本项目的参建单位中")
    if firms_of(project).filter(role=facts.role, name=facts.name.strip(), credit_code=facts.credit_code).exists():
        faults.append(f"{facts.name}已经登记过")
    if faults:
        raise Refusal(f"不能{doing}", why="；".join(faults), remedy="请核对后再提交")
    said = {key: value.strip() if isinstance(value, str) else value for key, value in asdict(facts).items()}
    row = ProjectFirm.objects.create(project=project, given_by=given_by, entered_on=on, by=by, **said)
    record(
        "add_project_firm",
        about=row,
        by=by,
        details={"project": project.pk, "role": row.role, "name": row.name, "on": on},
    )
    return row


@transaction.atomic
def withdraw_firm(*, firm: ProjectFirm, reason: str, by: Staff, on: date) -> ProjectFirm:
    """Entered wrongly; the row stays with the reason. First what hangs below it."""
    row = ProjectFirm.objects.select_for_update(of=("self",)).select_related("project").get(pk=firm.pk)
    doing = f"撤下{row}"
    must_enter(by, row.project, doing=doing)
    why = ""
    if row.withdrawn_on or not reason.strip():
        why = "已经撤下，或者没有写明理由"
    elif row.gives_to.filter(withdrawn_on__isnull=True).exists():
        why = "它下面还有参建单位，请先撤下或者改挂"
    elif row.referrals.filter(result="").exclude(answer="refused").exists():
        why = "对它的移送还没有结果"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对")
    row.withdrawn_on, row.withdrawn_by, row.withdrawn_for = on, by, reason.strip()
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_for"])
    record("withdraw_project_firm", about=row, by=by, reason=reason, details={"on": on})
    return row


@dataclass(frozen=True)
class SheetFirm:
    """One row of a sheet; giver: the name of the firm that gave the work, of the sheet or of the register."""

    row: int
    facts: FirmFacts
    giver: str = ""


@transaction.atomic
def take_firms(*, project: MonitoredProject, lines: Sequence[SheetFirm], by: Staff, on: date) -> tuple[int, int]:
    """A whole sheet or nothing: (new, known already). A row of a firm that stands with other values is a fault."""
    must_enter(by, project, doing=f"导入{project.name}的参建单位")
    standing = {(one.role, one.name, one.credit_code): one for one in firms_of(project)}
    by_name = {one.name: one for one in standing.values()}
    waiting, faults, known = list(lines), list[Fault](), 0
    made = 0
    while waiting:
        later = []
        for line in waiting:
            facts = line.facts
            there = standing.get((facts.role, facts.name, facts.credit_code))
            if there:
                known += 1
                if asdict(facts) != {key: getattr(there, key) for key in asdict(facts)}:
                    faults.append(Fault(f"{facts.name}已经登记，内容不同", line.row, "名称", "请先在页面上撤下再导入"))
                continue
            if (
                line.giver
                and line.giver not in by_name
                and any(one.facts.name == line.giver for one in waiting if one is not line)
            ):
                later.append(line)
                continue
            if line.giver and line.giver not in by_name:
                faults.append(
                    Fault(f"没有“{line.giver}”这个参建单位", line.row, "发包单位", "请写表中或者已登记单位的全称")
                )
                continue
            try:
                row = add_firm(project=project, facts=facts, given_by=by_name.get(line.giver), by=by, on=on)
            except Refusal as wrong:
                faults.append(Fault(wrong.why, line.row, "", wrong.remedy))
                continue
            made += 1
            standing[row.role, row.name, row.credit_code] = by_name[row.name] = row
        if len(later) == len(waiting):
            faults += [Fault("发包单位互相指向", line.row, "发包单位", "请核对") for line in later]
            break
        waiting = later
    if faults:
        raise BadInput(sorted(faults, key=lambda fault: fault.row or 0))
    return made, known
