"""Warnings to my firm: read why, answer, prove, say what was paid, ask for more time."""

from __future__ import annotations

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
from nuanxin.rights.intake.files.keeping import stored
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import WarningReply
from nuanxin.watch.monitoring.employers.replies import (
    ACCEPTED,
    Answer,
    reply_to_warning,
    thread_of,
    warning_for,
    warnings_for,
)
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.thread import why_not
from nuanxin.web.employer.gate import employer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class AnswerForm(PatternForm):
    """The answer."""

    text = forms.CharField(
        label=gettext_lazy("怎么回事、怎么处理"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    paid_fen = YuanField(label=gettext_lazy("已经补发多少"), required=False, help_text=gettext_lazy("没有补发的空着。"))
    voucher = forms.CharField(label=gettext_lazy("银行回单号"), max_length=120, required=False)
    file = forms.FileField(
        label=gettext_lazy("回单、签字表的照片或者 PDF"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.pdf"}),
    )
    more_time_until = DayField(
        label=gettext_lazy("要更多时间的，申请到哪一天"),
        required=False,
        native=True,
        help_text=gettext_lazy("申请不等于同意，监察机构会答复；应发的工资不能因此不发。"),
    )


@employer_page
def warnings(request: HttpRequest, caller: Caller) -> HttpResponse:
    """All of them, the open ones first."""
    rows = list(warnings_for(caller)[:200])
    drawn = {
        "open": [one for one in rows if not one.ended_on],
        "ended": [one for one in rows if one.ended_on],
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/warnings.html", drawn)


@employer_page
def warning(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Why it was raised, what was said so far, and the answer."""
    found = warning_for(caller, number)
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid() and _answered(form, found, caller):
        messages.success(request, _("答复已送到监察机构。"))
        return redirect("employer:warning", number=number)
    drawn = {
        "warning": found,
        "form": form,
        "closed": why_not(found, "answer"),
        "thread": thread_of(found),
        "accepted": ACCEPTED,
        "back_url": reverse("employer:warnings"),
    }
    return render(request, "employer/warning.html", drawn, status=422 if form.errors else 200)


def _answered(form: AnswerForm, found: RiskWarning, caller: Caller) -> bool:
    told = form.cleaned_data
    file = told["file"]
    answer = Answer(
        text=told["text"],
        paid_fen=told["paid_fen"],
        voucher=told["voucher"],
        more_time_until=told["more_time_until"],
        file_name=file.name if file else "",
        file=file.read() if file else b"",
    )
    try:
        reply_to_warning(warning=found, answer=answer, by=caller, on=occasion.today())
    except BadInput as wrong:
        form.add_error(None, ValidationError([str(fault) for fault in wrong.faults]))
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
    else:
        return True
    return False


@employer_page
def proof(request: HttpRequest, caller: Caller, number: int, reply: int) -> HttpResponse:
    """The firm's own proof file."""
    found = warning_for(caller, number)
    row = WarningReply.objects.filter(pk=reply, event__warning=found).exclude(path="").first()
    if row is None:
        raise NotFound("没有找到这个附件", remedy="请从预警页面打开")
    response = HttpResponse(stored(row.path, row.digest), content_type=row.media_type)
    response.headers["Content-Disposition"] = "inline"
    return response
