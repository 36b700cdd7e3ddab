"""What the firm said to the papers of a case: its words, proofs, and the answer to a wish for more time."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.steps.rights import may_act
from nuanxin.rights.intake.files.keeping import stored
from nuanxin.watch.monitoring.employers.papers.models import PaperReply, ReplyFile
from nuanxin.watch.monitoring.employers.papers.more_time import decide_more_time
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.cases.page import case_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class MoreTimeForm(PatternForm):
    """Until when, or no."""

    until = DayField(label="同意延期至", required=False, help_text="不同意的空着")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


@officer_page(Permission.CLUE_VIEW)
def paper_replies(request: HttpRequest, number: int) -> HttpResponse:
    """The firm's answers to the papers of one case, the latest first."""
    case = case_of(request, number)
    rows = PaperReply.objects.filter(case=case).select_related("paper", "more_time__by").prefetch_related("files")
    context = {
        "title": f"企业对文书的答复：{case}",
        "case": case,
        "rows": rows.order_by("-pk"),
        "may_decide": case.closed_on is None and may_act(me(request), Permission.CASE_INVESTIGATE, case),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            (str(case), reverse("officer:case", args=[case.pk])),
            ("企业答复", ""),
        ],
    }
    return render(request, "officer/employer_accounts/replies.html", context)


@officer_page(Permission.CLUE_VIEW)
def paper_reply_file(request: HttpRequest, number: int, file: int) -> HttpResponse:
    """One proof; looking is on record."""
    case = case_of(request, number)
    row = ReplyFile.objects.filter(pk=file, reply__case=case).first()
    if row is None:
        raise NotFound("没有找到这个附件", remedy="请从企业答复页面打开")
    record("open_reply_file", about=row, by=me(request))
    response = HttpResponse(stored(row.path, row.digest), content_type=row.media_type)
    response.headers["Content-Disposition"] = "inline"
    return response


@officer_page(Permission.CASE_INVESTIGATE)
def more_time(request: HttpRequest, number: int, reply: int) -> HttpResponse:
    """答复延期申请."""
    case = case_of(request, number)
    row = PaperReply.objects.filter(pk=reply, case=case, more_time_until__isnull=False).select_related("paper").first()
    if row is None or row.more_time_until is None:
        raise NotFound("没有找到这项延期申请", remedy="请从企业答复页面打开")
    return act_page(
        request,
        MoreTimeForm,
        run=lambda told: decide_more_time(reply=row, by=me(request), on=occasion.today(), **told),
        title="答复延期申请",
        save="答复",
        intro=f"{row.replied_by}就{row.paper}申请延期至{row.more_time_until}：{row.text}",
        back_url=reverse("officer:paper_replies", args=[case.pk]),
        done="已答复，企业在企业端看得到。",
    )
