"""企业账号 and 劳资专管员: an officer opens the account, the firm names its wage clerks by project. Nothing is erased."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotAllowed, Refusal
from nuanxin.foundation.common.phone import is_mobile, normalise_phone
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, may, must
from nuanxin.foundation.parties.models import Employer, Project, phone_index
from nuanxin.watch.monitoring.employers.caller import Caller, projects_of
from nuanxin.watch.monitoring.employers.models import EmployerAccount, WageClerk


def may_open(by: Staff, employer: Employer) -> bool:
    """Whether the officer answers for the firm: it sits in the area, or builds there."""
    return any(may(by, Permission.WATCH_HANDLE, facts) for facts in _places(by, employer))


@transaction.atomic
def open_account(*, employer: Employer, contact: str, phone: str, by: Staff, on: date) -> EmployerAccount:
    """One open account a firm. Refusal without a credit code or where one is open; BadInput for a wrong telephone."""
    places = _places(by, employer)
    if not any(may(by, Permission.WATCH_HANDLE, facts) for facts in places):
        must(by, Permission.WATCH_HANDLE, places[0], doing=f"为{employer.name}开通企业账号")
    if not employer.credit_code:
        raise Refusal(
            "不能开通企业账号",
            why=f"{employer.name}没有登记统一社会信用代码",
            remedy="请先核对营业执照，登记统一社会信用代码",
        )
    if EmployerAccount.objects.filter(employer=employer, closed_on__isnull=True).exists():
        raise Refusal("不能重复开通企业账号", why="这家企业已有账号", remedy="联系人有变的，请先停用再开通")
    number = mobile(phone, "联系人手机")
    account = EmployerAccount.objects.create(
        employer=employer, contact=_name(contact, "企业联系人"), phone=number, opened_on=on, opened_by=by
    )
    record("open_employer_account", about=account, by=by, details={"employer": employer.pk, "on": on})
    return account


@transaction.atomic
def close_account(*, account: EmployerAccount, reason: str, by: Staff, on: date) -> None:
    """Nobody comes in with it from now on, nor do the clerks it named. What was handed in stays."""
    row = EmployerAccount.objects.select_for_update(of=("self",)).select_related("employer").get(pk=account.pk)
    if not may_open(by, row.employer):
        must(by, Permission.WATCH_HANDLE, _places(by, row.employer)[0], doing="停用企业账号")
    if row.closed_on or not reason.strip():
        raise Refusal("不能停用企业账号", why="已经停用，或者没有写明理由", remedy="请写明理由")
    row.closed_on, row.closed_by, row.closed_for = on, by, reason.strip()[:200]
    row.save(update_fields=["closed_on", "closed_by", "closed_for"])
    record("close_employer_account", about=row, by=by, reason=reason, details={"on": on})


@transaction.atomic
def name_clerk(*, account: EmployerAccount, project: Project, name: str, phone: str, by: Caller, on: date) -> WageClerk:
    """授权劳资专管员 for one project. NotAllowed for other firms' projects; Refusal where the same telephone is named already."""
    _must_speak(by, account)
    if project.pk not in {one.pk for one in projects_of(account.employer)}:
        raise NotAllowed("不能授权", why="这不是本企业的项目", remedy="请核对项目")
    number = mobile(phone, "手机")
    held = WageClerk.objects.filter(project=project, phone_index=phone_index(number), ended_on__isnull=True)
    if held.exists():
        raise Refusal("不能重复授权", why="这个手机已经是该项目的劳资专管员", remedy="姓名有误的，请先解除再授权")
    clerk = WageClerk.objects.create(
        account=account, project=project, name=_name(name, "姓名"), phone=number, named_on=on, named_by=by.title
    )
    record("name_wage_clerk", about=clerk, by=by.actor, details={"project": project.pk, "on": on})
    return clerk


@transaction.atomic
def end_clerk(*, clerk: WageClerk, by: Caller, on: date) -> None:
    """解除授权: from the next page on the telephone opens this project no more."""
    row = WageClerk.objects.select_for_update(of=("self",)).select_related("account").get(pk=clerk.pk)
    _must_speak(by, row.account)
    if row.ended_on:
        raise Refusal("授权已经解除", why=f"{row.ended_on}已由{row.ended_by}解除")
    row.ended_on, row.ended_by = on, by.title
    row.save(update_fields=["ended_on", "ended_by"])
    record("end_wage_clerk", about=row, by=by.actor, details={"project": row.project_id, "on": on})


def mobile(text: str, column: str) -> str:
    """The number in its one written form; BadInput where it is no mobile number (a code must reach it)."""
    try:
        number = normalise_phone(text)
    except ValueError as wrong:
        raise BadInput(Fault(str(wrong), column=column)) from None
    if not is_mobile(number):
        raise BadInput(Fault("要能收短信的手机号码", column=column, remedy="请写11位手机号"))
    return number


def _name(text: str, column: str) -> str:
    name = " ".join(text.split())[:40]
    if not name:
        raise BadInput(Fault("没有填写", column=column))
    return name


def _must_speak(caller: Caller, account: EmployerAccount) -> None:
    if account.pk not in {one.pk for one in caller.accounts}:
        raise NotAllowed(
            "您没有权限管理劳资专管员", why="只有企业联系人可以授权和解除", remedy="请联系本企业的企业联系人"
        )


def _places(by: Staff, employer: Employer) -> list[FileFacts]:
    """Where the firm is and where it builds, as files of the officer's own unit."""
    regions = [employer.region_id, *(project.region_id for project in projects_of(employer))]
    known = list(dict.fromkeys(code for code in regions if code)) or [""]
    return [FileFacts(region=code, unit_id=by.unit_id, owner_id=by.pk) for code in known]
