"""维权信息告示牌 of a project: filled as far as known, completed by the officer, refused while a lawful item is missing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Project
from nuanxin.web.officer.acting import attempt
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.form import PaperForm
from nuanxin.web.officer.people.lists import in_places
from nuanxin.web.patterns.forms import form_page

KIND = "rights_board"
STICKERS = 24  # a sheet: 3 × 8


def known_of(project: Project, request: HttpRequest) -> dict[str, Any]:
    """What the file knows of the board's items."""
    unit = receiving_unit(project.region)
    clerk = f"{project.wage_clerk} {project.wage_clerk_phone}".strip()
    industry = project.get_industry_display() if project.industry else ""
    return {
        "project": project.name,
        "owner": project.owner_name,
        "general_contractor": project.employer.name if project.employer else "",
        "industry_authority": f"{project.region.name}{industry}主管部门" if industry else "",
        "wage_officer": clerk,
        "pay_day": f"每月{project.pay_day}日" if project.pay_day else "",
        "inspection_phone": unit.phone,
        "legal_hotline": "12348",
        "report_url": _report_url(project, request),
        "paper_size": "A3",
    }


def _report_url(project: Project, request: HttpRequest) -> str:
    """Where the code on the board leads: the report with this site filled in."""
    if not project.site_code:
        return ""
    return request.build_absolute_uri(f"{reverse('worker:begin')}?site={project.site_code}")


def _project(request: HttpRequest, number: int) -> Project:
    found = Project.objects.filter(in_places(me(request)), pk=number).select_related("region", "employer").first()
    if found is None:
        raise NotFound("没有找到这个项目", remedy="告示牌由项目所在地制作")
    return found


@officer_page(Permission.INSPECTION_RECORD, Permission.CLUE_HANDLE)
def board(request: HttpRequest, number: int) -> HttpResponse:
    """Fill, issue, print."""
    found = _project(request, number)
    facts = FileFacts(region=found.region_id, unit_id=me(request).unit_id)
    must(me(request), Permission.CLUE_HANDLE, facts, doing="制作告示牌")
    back = reverse("officer:project", args=[number])
    form = PaperForm(request.POST or None, kind=KIND, known=known_of(found, request))
    if request.method == "POST" and form.is_valid():
        paper = attempt(form, lambda _: _issue(found, form.filled, request))
        if paper is not None:
            messages.success(request, "告示牌已生成。")
            return HttpResponseRedirect(reverse("officer:board_pdf", args=[number, paper.pk]))
    return form_page(
        request,
        form,
        title=f"维权信息告示牌：{found.name}",
        save="生成 PDF",
        back_url=back,
        intro="条例第三十四条要求的内容缺一项就不能打印；没有的写“无：原因”。",
    )


def _issue(found: Project, filled: dict[str, Any], request: HttpRequest) -> Paper:
    staff = me(request)
    unit = staff.unit or receiving_unit(found.region)
    return issue_paper(kind=KIND, about=found, fields=filled, unit=unit, by=staff, on=occasion.today())


@officer_page(Permission.CLUE_VIEW)
def board_pdf(request: HttpRequest, number: int, paper: int) -> HttpResponse:
    """The issued board as PDF."""
    found = _project(request, number)
    row = Paper.objects.filter(pk=paper, kind=KIND, about_kind="parties.project", about_id=found.pk).first()
    if row is None:
        raise NotFound("没有找到这份告示牌", remedy="请重新生成")
    record("print_paper", about=row, by=me(request), details={"kind": "pdf"})
    response = HttpResponse(pdf_of(row), content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(f'告示牌{found.name}.pdf', safe='')}"
    return response


@officer_page(Permission.INSPECTION_RECORD, Permission.CLUE_HANDLE)
def stickers(request: HttpRequest, number: int) -> HttpResponse:
    """A sheet of small stickers for helmets, to print on label paper; bus stops take the board in A3 or A4."""
    found = _project(request, number)
    if not found.site_code:
        raise Refusal("不能打印贴纸", why="这个项目没有维权码", remedy="请先生成维权码")
    unit = receiving_unit(found.region)
    drawn = {
        "project": found,
        "qr_url": reverse("worker:board_qr", args=[found.site_code]),
        "phone": f"{unit.phone or '12333'}　法律援助12348",
        "places": range(STICKERS),
        "back_url": reverse("officer:project", args=[number]),
    }
    return render(request, "officer/people/stickers.html", drawn)
