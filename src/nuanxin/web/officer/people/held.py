"""个人信息报告: what the house holds of one person, what for, on which ground, how long. No values, only kinds and numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.personal.held import held_of_worker
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.gate import me, officer_page

SHOWN = 50


@officer_page(Permission.IDENTITY_UNMASK)
def worker_held(request: HttpRequest, number: int) -> HttpResponse:
    """For who may unmask somebody on one of the person's clues; each look is written down."""
    staff = me(request)
    found = Worker.objects.filter(pk=number).first()
    clues = clues_for(staff).filter(pk__in=Claim.objects.filter(worker=number).values("clue")).select_related("region")
    mine = [
        clue
        for clue in clues[:SHOWN]
        if may(staff, Permission.IDENTITY_UNMASK, FileFacts(clue.region_id, clue.unit_id, clue.officer_id))
    ]
    if found is None or not mine:
        raise NotFound("没有找到这名劳动者", remedy="只有线索的责任人（或本单位负责人）可以看个人信息报告")
    lines = held_of_worker(found, region=mine[0].region, on=occasion.today())
    record("report_personal_data", about=found, by=staff, details={"lines": len(lines)})
    crumbs = [
        ("工作台", reverse("officer:desk")),
        (found.name, reverse("officer:worker", args=[number])),
        ("个人信息报告", ""),
    ]
    return render(request, "officer/people/held.html", {"worker": found, "lines": lines, "crumbs": crumbs})
