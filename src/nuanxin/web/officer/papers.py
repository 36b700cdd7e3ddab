"""Papers at the desk: the sheet as PDF or Word and its service on the party, for who may see the file behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.documents.serving import Proof, serve_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import may, must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import file_facts, must_see
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

KINDS = {
    "pdf": ("application/pdf", pdf_of),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of),
}


class ServiceForm(PatternForm):
    """How a paper reached the party."""

    recipient = forms.CharField(label="受送达人", max_length=100)
    recipient_role = forms.CharField(label="身份", max_length=60, initial="用人单位")
    method = forms.ChoiceField(label="送达方式", choices=ServiceOfPaper.Method.choices)
    sent_on = DayField(label="发出日期", not_after=occasion.today)
    served_on = DayField(label="送达日期", required=False, help_text="还在途中的先不填", not_after=occasion.today)
    address = forms.CharField(label="送达地点", required=False, max_length=200)
    receiver = forms.CharField(label="签收人", required=False, max_length=60)
    witness = forms.CharField(label="见证人（留置送达）", required=False, max_length=60)
    note = forms.CharField(label="邮件号、公告经过等", required=False, max_length=300)
    medium = forms.CharField(label="电子送达途径", required=False, max_length=20)
    consent_on = DayField(label="同意电子送达日期", required=False)
    consent_proof = forms.CharField(label="同意电子送达的依据", required=False, max_length=300)


def paper_url(paper: Paper) -> str:
    return reverse("officer:paper", args=[paper.pk])


def clue_behind(paper: Paper) -> Clue | None:
    """The clue that a paper belongs to, directly or through its case."""
    if paper.about_kind == "intake.clue":
        return Clue.objects.filter(pk=paper.about_id).first()
    if paper.about_kind == "cases.case":
        case = Case.objects.select_related("clue").filter(pk=paper.about_id).first()
        return case.clue if case else None
    return None


def _paper(request: HttpRequest, number: int) -> tuple[Paper, Clue]:
    paper = Paper.objects.select_related("unit", "issued_by", "drafted_by").filter(pk=number).first()
    clue = clue_behind(paper) if paper else None
    if paper is None or clue is None:
        raise NotFound("没有找到这份文书", remedy="请从线索或案件页面打开")
    must_see(me(request), clue)
    return paper, clue


@officer_page(Permission.CLUE_VIEW)
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of a paper, its copies and its services."""
    found, clue = _paper(request, number)
    context = {
        "paper": found,
        "clue": clue,
        "services": found.services.select_related("served_by").order_by("pk"),
        "may_serve": found.status == Paper.Status.ISSUED and may(me(request), Permission.CLUE_HANDLE, file_facts(clue)),
        "crumbs": [("工作台", reverse("officer:desk")), (clue.number, reverse("officer:clue", args=[clue.number])), (found.title, "")],
    }  # fmt: skip
    return render(request, "officer/paper.html", context)


@officer_page(Permission.CLUE_VIEW)
def paper_copy(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The paper as a file; taking a copy is on record."""
    found, _ = _paper(request, number)
    media_type, make = KINDS[kind]
    content = make(found)
    record("print_paper", about=found, by=me(request), details={"kind": kind, "number": found.number})
    response = HttpResponse(content, content_type=media_type)
    name = f"{found.title}{found.number}.{kind}"
    response.headers["Content-Disposition"] = (
        f"{'inline' if kind == 'pdf' else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


@officer_page(Permission.CLUE_HANDLE)
def paper_serve(request: HttpRequest, number: int) -> HttpResponse:
    """Record one service. Papers of a case with a serving step are served by that step, so that its clocks move."""
    found, clue = _paper(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="登记送达")

    def run(values: dict[str, Any]) -> ServiceOfPaper:
        text = {name: str(values.get(name) or "") for name in ServiceForm.base_fields}
        proof = Proof(
            address=text["address"],
            receiver=text["receiver"],
            witness=text["witness"],
            note=text["note"],
            medium=text["medium"],
            consent_on=values["consent_on"],
            consent_proof=text["consent_proof"],
        )
        return serve_paper(
            paper=found,
            recipient=text["recipient"],
            recipient_role=text["recipient_role"],
            method=text["method"],
            sent_on=values["sent_on"],
            served_on=values["served_on"],
            proof=proof,
            by=me(request),
            on=occasion.today(),
        )

    return act_page(
        request,
        ServiceForm,
        run=run,
        title=f"登记送达：{found}",
        back_url=paper_url(found),
        done="已登记送达。",
        save="登记",
    )
