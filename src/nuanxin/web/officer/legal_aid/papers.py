"""The worker's four papers at the desk: one interview, filled from the clue; each paper or the gate it lacks."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.disputes.legal_aid.four_papers import (
    keep_interview,
    known_answers,
    last_answers,
    may_write_for,
    papers_from,
    sees_identity,
    sheet_of_paper,
)
from nuanxin.rights.disputes.legal_aid.interview import questions
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.asking import AskingForm


class InterviewForm(AskingForm):
    """The declared questions by their official names, with the worker's words beside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, asked=[(one, one.label, one.plain) for one in questions()], **kwargs)
        titles = dict.fromkeys(one.section for one in questions())
        self.sections = tuple(
            (title, tuple(one.key for one in questions() if one.section == title)) for title in titles
        )


def _whose(request: HttpRequest, number: str) -> tuple[Clue, Claim | None]:
    """The clue and the worker asked for; the only one where there is one."""
    clue = clue_of(request, number)
    if not may_write_for(me(request), clue):
        raise NotAllowed(
            "您不能为这条线索代写文书", why="由法律援助机构或者线索承办人办理", remedy="请请法律援助机构协办"
        )
    rows = list(clue.claims.filter(withdrawn_on__isnull=True).select_related("worker").order_by("pk"))
    asked = request.GET.get("claim", "")
    found = next((row for row in rows if str(row.pk) == asked), None)
    if found is None and asked:
        raise NotFound("没有找到这名劳动者", remedy="请从名单选择")
    return clue, found or (rows[0] if len(rows) == 1 else None)


@officer_page(Permission.CLUE_HANDLE)
def worker_papers(request: HttpRequest, number: str) -> HttpResponse:
    """Whose papers; then the interview."""
    clue, claim = _whose(request, number)
    rows = clue.claims.filter(withdrawn_on__isnull=True).select_related("worker").order_by("pk")
    crumbs = [("工作台", reverse("officer:desk")), (number, reverse("officer:clue", args=[number])), ("四份文书", "")]
    if claim is None and rows.exists():
        return render(request, "officer/legal_aid/whose.html", {"clue": clue, "rows": rows, "crumbs": crumbs})
    whole = sees_identity(me(request), clue)
    known = {**known_answers(clue, claim, whole=whole), **((last_answers(clue, claim) or {}) if whole else {})}
    if whole and claim is not None and request.method == "GET":
        record("fill_worker_papers", about=clue, by=me(request), details={"claim": claim.pk})
    return act_page(
        request,
        InterviewForm,
        run=lambda v: keep_interview(clue=clue, claim=claim, answers=v, by=me(request), on=occasion.today()),
        title=f"四份文书：{claim.worker.name if claim else clue.number}",
        back_url=reverse("officer:clue", args=[number]),
        save="生成文书",
        intro="一次访谈，四份文书：投诉书、仲裁申请书、支付令申请书、支持起诉申请书。线索已经知道的，已经填好。",
        initial=known,
        next_url=lambda row: _papers_url(number, row.claim_id),
        done="访谈已保存。",
        context={"crumbs": crumbs},
    )


def _papers_url(number: str, claim: int | None) -> str:
    return reverse("officer:worker_papers_done", args=[number]) + (f"?claim={claim}" if claim else "")


@officer_page(Permission.CLUE_HANDLE)
def worker_papers_done(request: HttpRequest, number: str) -> HttpResponse:
    """The four papers of the last interview: to print, or which gate is missing."""
    clue, claim = _whose(request, number)
    answers = last_answers(clue, claim)
    if answers is None:
        raise Refusal("还没有文书", why="还没有做访谈", remedy="请先做访谈")
    context = {
        "clue": clue,
        "claim": claim,
        "papers": papers_from(answers, clue, occasion.today()),
        "again": reverse("officer:worker_papers", args=[number]) + (f"?claim={claim.pk}" if claim else ""),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            (number, reverse("officer:clue", args=[number])),
            ("四份文书", ""),
        ],
    }
    return render(request, "officer/legal_aid/papers.html", context)


@officer_page(Permission.CLUE_HANDLE)
def worker_paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """One of them as PDF; who prints it is on record."""
    clue, claim = _whose(request, number)
    answers = last_answers(clue, claim)
    found = next((one for one in papers_from(answers or {}, clue, occasion.today()) if one.kind == kind), None)
    if answers is None or found is None or not found.usable:
        raise NotFound("没有这份文书", why="还没有做访谈，或者条件还没有具备", remedy="请从“四份文书”页面打开")
    record(
        "print_worker_paper", about=clue, by=me(request), details={"kind": kind, "claim": claim.pk if claim else None}
    )
    pdf = render_pdf(sheet_of_paper(found, clue, occasion.today()), fonts_folder=settings.NUANXIN_HOME / "fonts")
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.title + '.pdf', safe='')}"
    return response
