"""工资清单: the firm sends and prints them and notes who signed; the worker opens his own by the code in his message."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.common.masking import mask_id, mask_name, mask_phone
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.documents.wording.composing import Sheet
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import SlipAnswer, WageLine
from nuanxin.watch.monitoring.employers.slips import (
    answer_slip,
    fields_of,
    line_of,
    record_signed,
    send_slips,
    signing_paper,
    slip_paper,
    slips_of,
)
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.employer.sheets import sheet_for

ROWS_A_PAGE = 50
MOST_TO_SIGN = 500  # rows of one signing list


@employer_page
def slips(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Who has confirmed, who says no, who is still to be asked."""
    sheet = sheet_for(caller, number)
    rows = slips_of(sheet)
    drawn = {
        "sheet": sheet,
        "month": Month.of(sheet.month),
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "counts": Counter(one.answer.get_answer_display() if one.answer else _("还没有答复") for one in rows).items(),
        "unsent": sum(1 for one in rows if one.line.slip_sent_at is None),
        "lists": [(at + 1, min(at + MOST_TO_SIGN, len(rows))) for at in range(0, len(rows), MOST_TO_SIGN)],
        "back_url": reverse("employer:sheet", args=[number]),
    }
    return render(request, "employer/slips.html", drawn)


@employer_page
def send(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Every worker who has none yet gets his code."""
    only_post(request)

    def link(code: str) -> str:
        return request.build_absolute_uri(reverse("employer:slip", args=[code]))

    sent = send_slips(sheet=sheet_for(caller, number), link=link, by=caller, on=occasion.today())
    messages.success(request, _("已给 %(n)d 人发了短信。") % {"n": sent})
    return redirect("employer:slips", number=number)


@employer_page
def signed(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Who signed on paper."""
    only_post(request)
    chosen = [int(key) for key in request.POST.getlist("line") if key.isdigit()]
    done = record_signed(sheet=sheet_for(caller, number), lines=chosen, by=caller, on=occasion.today())
    messages.success(request, _("已登记 %(n)d 人签字。签字的原件请保存至少三年。") % {"n": done})
    return redirect("employer:slips", number=number)


@employer_page
def paper(request: HttpRequest, caller: Caller, number: int, line: int) -> HttpResponse:
    """One slip to print."""
    sheet = sheet_for(caller, number)
    row = (
        WageLine.objects.filter(sheet=sheet, pk=line)
        .select_related("sheet__project", "sheet__account__employer")
        .first()
    )
    if row is None:
        raise NotFound("没有找到这张工资清单", remedy="请从列表打开")
    record("print_wage_slip", about=row, by=caller.actor)
    return _pdf(slip_paper(row, occasion.today()), f"工资清单{row.name}{Month.of(sheet.month)}")


@employer_page
def signing(request: HttpRequest, caller: Caller, number: int, first: int) -> HttpResponse:
    """The list to be signed, from one row on."""
    sheet = sheet_for(caller, number)
    lines = (
        list(WageLine.objects.filter(sheet=sheet).order_by("row")[first - 1 : first - 1 + MOST_TO_SIGN])
        if first
        else []
    )
    if not lines:
        raise NotFound("没有找到这些人", remedy="请从列表打开")
    record("print_signing_list", about=sheet, by=caller.actor, details={"first": first, "workers": len(lines)})
    return _pdf(signing_paper(sheet, lines, occasion.today()), f"工资支付签字表{Month.of(sheet.month)}")


def _pdf(sheet: Sheet, name: str) -> HttpResponse:
    content = render_pdf(sheet, fonts_folder=settings.NUANXIN_HOME / "fonts")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name + '.pdf', safe='')}"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The worker's own slip: no account, the code from his message. The answer may be given again: the last one stands."""
    line = line_of(code)
    if line is None:
        return render(request, "employer/slip_void.html", status=404)
    problem = ""
    if request.method == "POST":
        try:
            answer_slip(
                line=line, answer=request.POST.get("answer", ""), note=request.POST.get("note", ""), on=occasion.today()
            )
        except (BadInput, Refusal) as refused:
            problem = str(refused)
        else:
            return redirect("employer:slip", code=code)
    masked = {"姓名": mask_name(line.name), "身份证号码": mask_id(line.id_number), "联系方式": mask_phone(line.phone)}
    drawn = {
        "line": line,
        "month": Month.of(line.sheet.month),
        "rows": [(label, masked.get(label, value)) for label, value in fields_of(line)],
        "answer": line.answers.order_by("-pk").first(),
        "answers": SlipAnswer.Answer.choices,
        "problem": problem,
        "report_url": f"{reverse('worker:begin')}?site={line.sheet.project.site_code or ''}",
    }
    return render(request, "employer/slip.html", drawn, status=422 if problem else 200)
