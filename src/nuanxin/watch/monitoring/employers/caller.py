"""Who is at the employer's door: a proven telephone, the firms it speaks for, the sites it keeps wages for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nuanxin.foundation.audit.chain import Outsider
from nuanxin.foundation.common.errors import NotAllowed, NotFound
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WageClerk


@dataclass(frozen=True)
class Caller:
    """One person with one telephone. accounts: firms spoken for; sites: (project, the account it is kept under)."""

    phone_index: str
    phone: str
    name: str
    accounts: tuple[EmployerAccount, ...]
    sites: tuple[tuple[Project, EmployerAccount], ...]

    @property
    def actor(self) -> Outsider:
        """How the audit chain names them: the person and the firm, never the telephone."""
        return Outsider(self.title)

    @property
    def title(self) -> str:
        firms = "、".join(dict.fromkeys(account.employer.name for _, account in self.sites)) or "、".join(
            account.employer.name for account in self.accounts
        )
        return f"{self.name}（{firms}）"[:60]

    def site(self, number: int) -> tuple[Project, EmployerAccount]:
        """The project of that number. NotFound for all others: nobody learns which projects there are."""
        for project, account in self.sites:
            if project.pk == number:
                return project, account
        raise NotFound("没有找到这个项目", remedy="项目由企业联系人授权；请核对是否已经授权给您")

    def account(self, number: int) -> EmployerAccount:
        """The firm's account of that number, for whoever speaks for the firm. NotFound for all others."""
        for account in self.accounts:
            if account.pk == number:
                return account
        raise NotFound("没有找到这家企业", remedy="只有企业联系人能管理劳资专管员")


def caller_of(index: str) -> Caller | None:
    """Everything that this telephone may do today; None where nothing (never was, or was ended)."""
    if not index:
        return None
    mine = EmployerAccount.objects.filter(phone_index=index, closed_on__isnull=True)
    accounts = tuple(mine.select_related("employer").order_by("pk"))
    named = WageClerk.objects.filter(phone_index=index, ended_on__isnull=True, account__closed_on__isnull=True)
    clerks = list(named.select_related("project__region", "project__employer", "account__employer").order_by("pk"))
    if not accounts and not clerks:
        return None
    sites: dict[int, tuple[Project, EmployerAccount]] = {}
    for account in accounts:
        for project in projects_of(account.employer):
            sites[project.pk] = (project, account)
    for clerk in clerks:
        sites.setdefault(clerk.project_id, (clerk.project, clerk.account))
    name = accounts[0].contact if accounts else clerks[0].name
    phone = accounts[0].phone if accounts else clerks[0].phone
    return Caller(index, phone, name, accounts, tuple(sites.values()))


def projects_of(employer: Employer) -> Iterable[Project]:
    """The firm's sites, merged ones left out, in the order of their entry."""
    found = Project.objects.filter(employer=employer, merged_into__isnull=True)
    return found.select_related("region", "employer").order_by("pk")


def must_keep(caller: Caller, project: Project) -> EmployerAccount:
    """The account under which the caller acts for this project; NotAllowed where none."""
    for mine, account in caller.sites:
        if mine.pk == project.pk:
            return account
    raise NotAllowed(
        "您没有权限办理这个项目", why="企业没有把这个项目授权给您", remedy="请企业联系人在“劳资专管员”里授权"
    )
