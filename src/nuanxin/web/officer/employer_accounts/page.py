"""企业账号 of one firm: open it, close it; its clerks, the sheets it handed in, its boards, the proofs of its answers."""

from __future__ import annotations

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.rights.intake.files.keeping import stored
from nuanxin.watch.monitoring.employers.accounts import close_account, may_open, open_account
from nuanxin.watch.monitoring.employers.board import last_of, photo_of
from nuanxin.watch.monitoring.employers.caller import projects_of
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.watch.monitoring.employers.models import (
    EmployerAccount,
    EmployerToken,
    PostedBoard,
    WageClerk,
    WageSheet,
    WarningReply,
)
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.seen import seen_employer, seen_project
from nuanxin.web.patterns.forms import PatternForm

SHEETS_SHOWN = 24


class OpenForm(PatternForm):
    """Who speaks for the firm."""

    contact = forms.CharField(label="企业联系人", max_length=40)
    phone = forms.CharField(label="联系人手机", max_length=20, help_text="用这个手机收验证码登录，请当面核对")


class CloseForm(PatternForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)


@officer_page(Permission.WATCH_VIEW)
def employer_account(request: HttpRequest, number: int) -> HttpResponse:
    """The account and everything that came in through it."""
    employer = seen_employer(me(request), number)
    accounts = EmployerAccount.objects.filter(employer=employer).select_related("opened_by", "closed_by")
    not_received = Count("lines", filter=Q(lines__answers__answer__in=["wrong", "not_paid"]), distinct=True)
    sheets = (
        WageSheet.objects.filter(account__employer=employer)
        .exclude(state=WageSheet.State.DRAFT)
        .select_related("project")
        .annotate(said_no=not_received)
        .order_by("-month", "project__name", "-pk")
    )
    context = {
        "title": f"企业账号：{employer.name}",
        "employer": employer,
        "accounts": accounts.order_by("-pk"),
        "open": accounts.filter(closed_on__isnull=True).first(),
        "may_open": may_open(me(request), employer),
        "clerks": WageClerk.objects.filter(account__employer=employer)
        .select_related("project")
        .order_by("ended_on", "pk"),
        "sheets": sheets[:SHEETS_SHOWN],
        "filings": ProjectFiling.objects.filter(employer=employer).select_related("region").order_by("-pk"),
        "tokens": EmployerToken.objects.filter(account__employer=employer).select_related("project").order_by("-pk"),
        "boards": [(one, last_of(one, "printed"), last_of(one, "photographed")) for one in projects_of(employer)],
        "crumbs": [("工作台", reverse("officer:desk")), (employer.name, _back(number)), ("企业账号", "")],
    }
    return render(request, "officer/employer_accounts/page.html", context)


@officer_page(Permission.WATCH_HANDLE)
def employer_account_open(request: HttpRequest, number: int) -> HttpResponse:
    """开通."""
    employer = seen_employer(me(request), number)
    back = reverse("officer:employer_account", args=[number])
    return act_page(
        request,
        OpenForm,
        run=lambda told: open_account(employer=employer, by=me(request), on=occasion.today(), **told),
        title=f"开通企业账号：{employer.name}",
        save="开通",
        intro=f"统一社会信用代码 {employer.credit_code or '没有登记'}。请核对营业执照和联系人身份；联系人再授权各项目的劳资专管员。",
        back_url=back,
        done="企业账号已开通，联系人用手机验证码登录 /employer/。",
    )


@officer_page(Permission.WATCH_HANDLE)
def employer_account_close(request: HttpRequest, number: int) -> HttpResponse:
    """停用."""
    employer = seen_employer(me(request), number)
    account = EmployerAccount.objects.filter(employer=employer, closed_on__isnull=True).first()
    if account is None:
        raise NotFound("没有开通的企业账号", remedy="请先开通")
    return act_page(
        request,
        CloseForm,
        run=lambda told: close_account(account=account, by=me(request), on=occasion.today(), **told),
        title=f"停用企业账号：{employer.name}",
        save="停用",
        intro="停用后联系人和劳资专管员都不能登录，已提交的内容保留。",
        back_url=reverse("officer:employer_account", args=[number]),
        done="企业账号已停用。",
    )


@officer_page(Permission.WATCH_VIEW)
def posted_board(request: HttpRequest, number: int) -> HttpResponse:
    """The board as it hangs."""
    row = last_of(seen_project(me(request), number), PostedBoard.Event.PHOTOGRAPHED)
    if row is None:
        raise NotFound("没有告示牌照片", remedy="由企业在企业端上传")
    return HttpResponse(photo_of(row), content_type=row.media_type)


@officer_page(Permission.WATCH_VIEW)
def warning_proof(request: HttpRequest, number: int) -> HttpResponse:
    """The proof that came with an answer to a warning."""
    row = WarningReply.objects.filter(pk=number).exclude(path="").select_related("event__warning__owner").first()
    warning = row.event.warning if row else None
    if row is None or warning is None or not may(me(request), Permission.WATCH_VIEW, _facts(warning.region_id)):
        raise NotFound("没有找到这个附件", remedy="请从预警页面打开")
    record("open_warning_proof", about=row, by=me(request))
    return HttpResponse(stored(row.path, row.digest), content_type=row.media_type)


def _facts(region: str) -> FileFacts:
    return FileFacts(region=region)


def _back(number: int) -> str:
    return reverse("officer:employer", args=[number])
