"""责令和决定: the papers that the office served on my firm, with their limits; opened, answered, proved, more time asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.rights.cases.casefile.party import ServedPaper
from nuanxin.rights.intake.files.keeping import stored
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.papers.answering import (
    ACCEPTED,
    MOST_FILES,
    MOST_TEXT,
    PaperAnswer,
    Proof,
    copy_of,
    paper_for,
    papers_for,
    replies_to,
    reply_to_paper,
)
from nuanxin.watch.monitoring.employers.papers.models import PaperReply, ReplyFile
from nuanxin.web.employer.gate import employer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class Several(forms.FileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """Files of which each passes as one would; the cleaned value is a list."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        one = super().clean
        return [one(each, initial) for each in data] if isinstance(data, list) and data else one(data or None, initial)


class PaperAnswerForm(PatternForm):
    """The answer to a paper."""

    text = forms.CharField(
        label=gettext_lazy("怎么改正、付给了谁"), max_length=MOST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    paid_fen = YuanField(label=gettext_lazy("已经支付多少"), required=False, help_text=gettext_lazy("没有支付的空着。"))
    voucher = forms.CharField(label=gettext_lazy("银行回单号"), max_length=120, required=False)
    proofs = SeveralFiles(
        label=gettext_lazy("附件：回单、签字表、说明，可以选几个"),
        required=False,
        widget=Several(attrs={"accept": "image/*,.pdf"}),
    )
    more_time_until = DayField(
        label=gettext_lazy("要更多时间的，申请到哪一天"),
        required=False,
        native=True,
        help_text=gettext_lazy("申请不等于同意，同意以前原期限不变。"),
    )


@employer_page
def papers(request: HttpRequest, caller: Caller) -> HttpResponse:
    """All that were served, those to be answered first."""
    rows = papers_for(caller)
    answered = answered_papers(rows)
    waiting = [one for one in rows if not one.closed and one.paper.pk not in answered]
    drawn = {
        "waiting": waiting,
        "others": [(one, one.paper.pk in answered) for one in rows if one not in waiting],
        "today": occasion.today(),
        "contact": bool(caller.accounts),
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/office/papers.html", drawn)


def answered_papers(rows: list[ServedPaper]) -> set[int]:
    """Which of these papers the firm has answered."""
    keys = [one.paper.pk for one in rows]
    return set(PaperReply.objects.filter(paper__in=keys).values_list("paper", flat=True)) if keys else set()


@employer_page
def paper(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """One paper: its limits, what was said so far, and the answer."""
    found = paper_for(caller, number)
    posted = request.method == "POST"
    form = PaperAnswerForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid() and _answered(form, found, caller):
        messages.success(request, _("答复已送到承办人。"))
        return redirect("employer:paper", number=number)
    drawn = {
        "served": found,
        "form": form,
        "replies": replies_to(found),
        "accepted": ACCEPTED,
        "most": MOST_FILES,
        "today": occasion.today(),
        "back_url": reverse("employer:papers"),
    }
    return render(request, "employer/office/paper.html", drawn, status=422 if form.errors else 200)


def _answered(form: PaperAnswerForm, found: ServedPaper, caller: Caller) -> bool:
    told: dict[str, Any] = form.cleaned_data
    sent = told["proofs"] or []
    answer = PaperAnswer(
        text=told["text"],
        paid_fen=told["paid_fen"],
        voucher=told["voucher"],
        more_time_until=told["more_time_until"],
        files=[Proof(str(one.name), one.read()) for one in sent[: MOST_FILES + 1]],
    )
    try:
        reply_to_paper(served=found, answer=answer, by=caller, on=occasion.today())
    except BadInput as wrong:
        form.add_error(None, ValidationError([str(fault) for fault in wrong.faults]))
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
    else:
        return True
    return False


@employer_page
def paper_copy(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """The paper itself, sealed where a sealed copy is kept."""
    found = paper_for(caller, number)
    content, media_type = copy_of(found, caller)
    response = HttpResponse(content, content_type=media_type)
    ending = {"image/jpeg": "jpg", "image/png": "png"}.get(media_type, "pdf")
    name = quote(f"{found.paper.title}{found.paper.number}.{ending}", safe="")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    return response


@employer_page
def paper_proof(request: HttpRequest, caller: Caller, number: int, file: int) -> HttpResponse:
    """The firm's own attachment."""
    found = paper_for(caller, number)
    row = ReplyFile.objects.filter(pk=file, reply__paper=found.paper).first()
    if row is None:
        raise NotFound("没有找到这个附件", remedy="请从文书页面打开")
    response = HttpResponse(stored(row.path, row.digest), content_type=row.media_type)
    response.headers["Content-Disposition"] = "inline"
    return response
