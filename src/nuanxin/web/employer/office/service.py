"""Self-check of weak points with written advice, and asking for a voluntary visit (执法服务进企业)."""

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

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, NotFound, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.inspection.checklists.reading import ANSWERS
from nuanxin.watch.inspection.helping.self_checking import Question, questions, weak_points
from nuanxin.watch.inspection.helping.serving import CONSENT
from nuanxin.watch.inspection.helping.wishing import ask_service, wish_of, wishes_of, withdraw_wish
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

LONGEST_WISH = 500


class WishForm(PatternForm):
    """What, where, when; and the firm's consent."""

    place = forms.ChoiceField(label=gettext_lazy("企业、项目"), choices=[])
    wish = forms.CharField(
        label=gettext_lazy("希望了解什么"), max_length=LONGEST_WISH, widget=forms.Textarea(attrs={"rows": 3})
    )
    wished_for = DayField(label=gettext_lazy("希望哪一天来"), native=True)
    consent = forms.BooleanField(label=CONSENT)

    def __init__(self, *args: Any, caller: Caller, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firms = [(f"firm-{one.pk}", one.employer.name) for one in caller.accounts]
        sites = [(f"site-{project.pk}", project.name) for project, _account in own_sites(caller)]
        self.fields["place"].choices = [*firms, *sites]  # type: ignore[attr-defined]


def own_sites(caller: Caller) -> list[tuple[Project, Any]]:
    """Sites of the firms that the caller speaks for: a clerk's sites are not his to ask for."""
    mine = {account.pk for account in caller.accounts}
    return [(project, account) for project, account in caller.sites if account.pk in mine]


@employer_page
def service(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What was asked for and what came of it; and the form to ask."""
    posted = request.method == "POST"
    wish = _from_self_check(request) if not posted else ""
    form = WishForm(request.POST if posted else None, caller=caller, initial={"wish": wish})
    if posted and caller.accounts and form.is_valid() and _asked(form, caller):
        messages.success(request, _("申请已送到监察机构，会尽快答复。"))
        return redirect("employer:service")
    drawn = {
        "form": form if caller.accounts else None,
        "rows": wishes_of(caller),
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/office/service.html", drawn, status=422 if form.errors else 200)


def _from_self_check(request: HttpRequest) -> str:
    """The topics that a self-check brought, as the beginning of a wish; nothing else is taken from the address."""
    asked = {one.key: one.topic for one in questions(occasion.today())}
    topics = dict.fromkeys(asked[key] for key in request.GET.getlist("point") if key in asked)
    return "、".join(topics)


def _asked(form: WishForm, caller: Caller) -> bool:
    told = form.cleaned_data
    kind, _dash, number = told["place"].partition("-")
    project, account = caller.site(int(number)) if kind == "site" else (None, caller.account(int(number)))
    try:
        ask_service(
            account=account, project=project, wish=told["wish"], wished_for=told["wished_for"], by=caller,
            on=occasion.today(),
        )  # fmt: skip
    except BadInput as wrong:
        form.add_error(None, ValidationError([str(fault) for fault in wrong.faults]))
    except Refusal as refused:
        form.add_error(None, ValidationError(str(refused)))
    else:
        return True
    return False


@employer_page
def service_withdraw(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """撤回, by the button alone."""
    only_post(request)
    withdraw_wish(wish=wish_of(caller, number), by=caller, on=occasion.today())
    messages.success(request, _("申请已撤回。"))
    return redirect("employer:service")


@employer_page
def service_advice(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """The written advice that came of the visit."""
    found = wish_of(caller, number)
    paper = found.service.paper if found.service else None
    if paper is None:
        raise NotFound("还没有建议书", remedy="服务以后由监察机构制作；没有薄弱环节的不制作")
    record("open_service_advice", about=paper, by=caller.actor)
    response = HttpResponse(pdf_of(paper), content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote('建议书.pdf', safe='')}"
    return response


@employer_page
def self_check(request: HttpRequest, caller: Caller) -> HttpResponse:
    """The questions; sent, the advice on every no, to print. Nothing of it is kept."""
    asked = questions(occasion.today())
    given = {one.key: request.POST.get(one.key, "") for one in asked} if request.method == "POST" else {}
    told = {key: value for key, value in given.items() if value in ANSWERS}
    points = weak_points(asked, told)
    query = "&".join(f"point={one.key}" for one in asked if told.get(one.key) == "no")
    drawn = {
        "groups": _groups(asked, told),
        "answers": [(key, _(word)) for key, word in ANSWERS.items()],
        "done": bool(told),
        "empty": request.method == "POST" and not told,
        "points": points,
        "left": len(asked) - len(told),
        "today": occasion.today(),
        "firm": "、".join(dict.fromkeys(account.employer.name for account in caller.accounts)) or caller.title,
        "ask_url": f"{reverse('employer:service')}?{query}",
        "back_url": reverse("employer:self_check" if told else "employer:home"),
    }
    page = "employer/office/self_check_advice.html" if told else "employer/office/self_check.html"
    return render(request, page, drawn, status=422 if drawn["empty"] else 200)


def _groups(asked: tuple[Question, ...], told: dict[str, str]) -> list[tuple[str, list[tuple[Question, str]]]]:
    """The questions for every firm, then those about building sites."""
    titles = {False: _("所有企业"), True: _("有工程项目的企业")}
    return [
        (title, [(one, told.get(one.key, "")) for one in asked if one.on_site is on_site])
        for on_site, title in titles.items()
    ]
