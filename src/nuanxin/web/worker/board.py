"""The rights board of a site on the phone: who builds, who pays, when, and where to complain (条例 第三十四条)."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.clocks import local_setting
from nuanxin.rights.intake.registration.linking import project_by_code

MINIMUM_WAGE = "wage.minimum"


def _project(code: str) -> Project:
    found = project_by_code(code)
    if found is None:
        raise Http404
    return found


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What the board at the gate says. What nobody entered is said to be missing, never left out."""
    project = _project(code)
    unit = receiving_unit(project.region)
    wage = local_setting(MINIMUM_WAGE, project.region_id, occasion.today())
    clerk = " ".join(part for part in (project.wage_clerk, project.wage_clerk_phone) if part)
    rows = [
        (_("建设单位"), project.owner_name),
        (_("施工总承包单位"), project.employer.name if project.employer else ""),
        (_("行业主管部门"), project.get_industry_display() if project.industry else ""),
        (_("劳资专管员"), clerk),
        (_("当地最低工资"), str(wage[0]) if wage else ""),
        (_("每月发工资日"), _("每月 %(day)d 日") % {"day": project.pay_day} if project.pay_day else ""),
        (_("劳动监察投诉电话"), f"{unit.name} {unit.phone or '12333'}"),
        (_("劳动仲裁"), _("用工所在地劳动人事争议仲裁委员会，问 12333")),
        (_("法律援助"), "12348"),
    ]
    drawn = {
        "project": project,
        "rows": rows,
        "report_url": f"{reverse('worker:begin')}?site={project.site_code}",
        "qr_url": reverse("worker:board_qr", args=[project.site_code]),
    }
    return render(request, "worker/board.html", drawn)


@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The code to scan: the address of the report with this site filled in."""
    project = _project(code)
    address = request.build_absolute_uri(f"{reverse('worker:begin')}?site={project.site_code}")
    drawn = io.BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=4, xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
