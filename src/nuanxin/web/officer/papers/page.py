"""Papers at the desk: the sheet as PDF or Word and its service on the party, for who may see the file behind it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper, SealedCopy, ServiceOfPaper
from nuanxin.foundation.documents.public_notice import notice_period
from nuanxin.foundation.documents.sealing.chosen import seal_service
from nuanxin.foundation.documents.sealing.keeping import check_code, seal_standing, verified
from nuanxin.foundation.documents.serving import Proof, confirm_service, serve_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import may, must
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.accompanying import accompanying_kinds
from nuanxin.rights.cases.steps import step_of, void_wrong_service
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import file_facts, must_see
from nuanxin.web.officer.acting import act_page, attempt
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.papers.form import PaperForm
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page

ANNOUNCEMENT = "service_announcement"
STAMPED_ON_PAPER = "纸质件已盖章，扫描件随后补传"
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
    unsealed = forms.CharField(
        label="没有盖章件的理由",
        required=False,
        max_length=300,
        initial=STAMPED_ON_PAPER,
        help_text="本文书应当盖章，系统中还没有盖章件；理由随送达记录保存",
    )
    medium = forms.CharField(label="电子送达途径", required=False, max_length=20)
    consent_on = DayField(label="同意电子送达日期", required=False)
    consent_proof = forms.CharField(label="同意电子送达的依据", required=False, max_length=300)

    def __init__(self, *args: Any, ask_seal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_seal:
            del self.fields["unsealed"]


class ConfirmForm(PatternForm):
    """The receipt came back, or the period of the notice is over."""

    served_on = DayField(label="送达日期", not_after=occasion.today)
    receiver = forms.CharField(label="签收人", required=False, max_length=60)


class VoidForm(PatternForm):
    """Why a service does not count."""

    reason = forms.CharField(
        label="作废理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="写明送错了谁、哪一天有误"
    )


def paper_url(paper: Paper) -> str:
    return reverse("officer:paper", args=[paper.pk])


def services_of(paper: Paper) -> list[dict[str, Any]]:
    """Every service, voided ones included; of a public notice on its way, when it is over or what is missing to say so."""
    rows = paper.services.select_related("served_by", "void__voided_by", "paper__unit").order_by("pk")
    shown = []
    for row in rows:
        waiting = row.method == ServiceOfPaper.Method.PUBLIC_NOTICE and row.served_on is None
        period = notice_period(sent_on=row.sent_on, region=paper.unit.region_id) if waiting else None
        shown.append({"row": row, "void": getattr(row, "void", None), "period": period})
    return shown


def clue_behind(paper: Paper) -> Clue | None:
    """The clue that a paper belongs to, directly or through its case."""
    if paper.about_kind == "intake.clue":
        return Clue.objects.filter(pk=paper.about_id).first()
    if paper.about_kind == "cases.case":
        case = Case.objects.select_related("clue").filter(pk=paper.about_id).first()
        return case.clue if case else None
    return None


def seal_context(paper: Paper) -> dict[str, Any]:
    """What the paper's page says of its seal."""
    standing = seal_standing(paper)
    copies = paper.sealed_copies.select_related("by", "paper").order_by("-pk") if standing.needed else ()
    service, trouble = None, ""
    try:
        service = seal_service()
    except Refusal as refused:
        trouble = str(refused)
    return {
        "seal": standing,
        "seal_copies": [{"row": copy, "seen": verified(copy)} for copy in copies],
        "seal_service": service.name if service else "",
        "seal_trouble": trouble,
        "seal_code": check_code(paper),
        "seal_asked": any(copy.way == SealedCopy.Way.SERVICE for copy in copies),
    }


def paper_of(request: HttpRequest, number: int) -> tuple[Paper, Clue]:
    """The paper and the clue behind it, or a Refusal where it is out of sight."""
    paper = Paper.objects.select_related("unit", "issued_by", "drafted_by").filter(pk=number).first()
    clue = clue_behind(paper) if paper else None
    if paper is None or clue is None:
        raise NotFound("没有找到这份文书", remedy="请从线索或案件页面打开")
    must_see(me(request), clue)
    return paper, clue


@officer_page(Permission.CLUE_VIEW)
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of a paper, its copies and its services."""
    found, clue = paper_of(request, number)
    context = {
        "paper": found,
        "clue": clue,
        "services": services_of(found),
        "may_serve": found.status == Paper.Status.ISSUED and may(me(request), Permission.CLUE_HANDLE, file_facts(clue)),
        "may_void": found.status == Paper.Status.ISSUED and found.about_kind == "cases.case" and found.kind in accompanying_kinds(),
        **seal_context(found),
        "crumbs": [("工作台", reverse("officer:desk")), (clue.number, reverse("officer:clue", args=[clue.number])), (found.title, "")],
    }  # fmt: skip
    return render(request, "officer/paper.html", context)


@officer_page(Permission.CLUE_VIEW)
def paper_copy(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The paper as a file; taking a copy is on record."""
    found, _ = paper_of(request, number)
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
    found, clue = paper_of(request, number)
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
            unsealed=text["unsealed"],
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

    standing = seal_standing(found)
    return act_page(
        request,
        ServiceForm,
        run=run,
        form_kwargs={"ask_seal": standing.needed and not standing.sealed},
        title=f"登记送达：{found}",
        back_url=paper_url(found),
        done="已登记送达。",
        save="登记",
    )


@officer_page(Permission.CLUE_VIEW)
def paper_announce(request: HttpRequest, number: int) -> HttpResponse:
    """送达公告 of a paper whose recipient cannot be found; refused while the period of the notice is not known."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="制作送达公告")
    if found.status != Paper.Status.ISSUED:
        raise Refusal(f"{found}不能公告送达", why="文书还没有制发或者已经作废", remedy="先制发文书")
    period = notice_period(sent_on=occasion.today(), region=found.unit.region_id)
    officer, unit = me(request), found.unit
    known = {
        "employer": clue.employer.name if clue.employer else clue.employer_said,
        "paper": str(found),
        "period": period.period,
        "fetch": unit.address,
        "contact_name": officer.name,
        "contact_phone": officer.phone or unit.phone,
        "contact_address": unit.address,
    }

    def run(form: PaperForm) -> Paper:
        about = (found.about_kind, found.about_id)
        return issue_paper(
            kind=ANNOUNCEMENT, about=about, fields=form.filled, unit=unit, by=officer, on=occasion.today()
        )

    form = PaperForm(request.POST or None, kind=ANNOUNCEMENT, known=known)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda _: run(form))
        if made is not None:
            messages.success(request, "送达公告已制作；发出后在原文书登记“公告送达”，期满再登记送达日期。")
            return HttpResponseRedirect(paper_url(made))
    crumbs = [("工作台", reverse("officer:desk")), (found.title, paper_url(found)), ("送达公告", "")]
    intro = f"公告期限{period.period}，今天发出的到 {period.over} 视为送达。" if period.over else period.missing
    return form_page(
        request,
        form,
        title=f"送达公告：{found}",
        save="制作",
        back_url=paper_url(found),
        intro=intro,
        context={"crumbs": crumbs},
    )


def service_of_paper(paper: Paper, number: int) -> ServiceOfPaper:
    """One service of the paper, by its number."""
    found: ServiceOfPaper | None = paper.services.filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这次送达", remedy="请从文书页面打开")
    return found


@officer_page(Permission.CLUE_VIEW)
def service_confirm(request: HttpRequest, number: int, service: int) -> HttpResponse:
    """Fill in the day on which a paper on its way was served."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="登记送达日期")
    one = service_of_paper(found, service)
    period = notice_period(sent_on=one.sent_on, region=found.unit.region_id)
    by_notice = one.method == ServiceOfPaper.Method.PUBLIC_NOTICE
    return act_page(
        request,
        ConfirmForm,
        run=lambda values: confirm_service(service=one, by=me(request), on=occasion.today(), **values),
        title=f"登记送达日期：{found}",
        back_url=paper_url(found),
        initial={"served_on": period.over if by_notice else None},
        intro="；".join(period.explanation) or period.missing
        if by_notice
        else "送达日期是期限的起点，登记后不能改动。",
        done="已登记送达日期。",
        save="登记",
    )


@officer_page(Permission.CLUE_VIEW)
def service_void(request: HttpRequest, number: int, service: int) -> HttpResponse:
    """A service on the wrong party or with the wrong day counts no more."""
    found, clue = paper_of(request, number)
    must(me(request), Permission.CLUE_HANDLE, file_facts(clue), doing="作废送达")
    one = service_of_paper(found, service)
    rests = "案件步骤以它为依据：该步骤同时更正，由它停止的期限恢复计算。" if step_of(one) else ""
    return act_page(
        request,
        VoidForm,
        run=lambda values: void_wrong_service(
            service=one, clue=clue, reason=values["reason"], by=me(request), on=occasion.today()
        ),
        title=f"作废送达：{found}",
        back_url=paper_url(found),
        intro=f"原记录保留并标明作废。{rests}只是日期或受送达人写错的，也可以在案件的“已办步骤”中更正送达。",
        done="已作废，请另行登记正确的送达。",
        save="作废",
    )
