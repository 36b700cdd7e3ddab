"""What the worker does on his file's page: press, write, change his number, take back, rate, say that no money came."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.cases.closing import reopen
from nuanxin.rights.cases.facts import recount_migrants
from nuanxin.rights.intake.answer import raise_clue, withdraw_clue
from nuanxin.rights.intake.answer.reopening import NOT_PAID
from nuanxin.rights.intake.answer.said import change_phone, rate_handling, send_message
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.personal import OwnDetails, correct_details, withdraw_consent
from nuanxin.web.worker import opened
from nuanxin.web.worker.progress.file import with_file
from nuanxin.web.worker.tries import address, count

ACTS_AN_HOUR = 60  # from one address
Act = Callable[[HttpRequest, Clue], object]


def _posted(done: str | Promise, *, needs_code: bool = False) -> Callable[[Act], Callable[[HttpRequest], HttpResponse]]:
    """POST, do, say that it is done or why not, and go back to the file's page."""

    def decorate(act: Act) -> Callable[[HttpRequest], HttpResponse]:
        def view(request: HttpRequest, clue: Clue) -> HttpResponse:
            if needs_code and not opened.has_code(request):
                messages.error(request, _("这件事要用查询码进来才能做。"))
            elif count("act", address(request)) > ACTS_AN_HOUR:
                messages.error(request, _("这里操作得太多了，请过一小时再试，或者打 12333。"))
            else:
                _try(request, clue, act, done)
            return redirect("worker:file")

        return require_POST(with_file(wraps(act)(view)))

    return decorate


def _try(request: HttpRequest, clue: Clue, act: Act, done: str | Promise) -> None:
    try:
        act(request, clue)
    except Refusal as refused:
        messages.error(
            request, "。".join(part for part in (refused.why or refused.what, refused.remedy) if part) + "。"
        )
    except BadInput as wrong:
        messages.error(request, "；".join(fault.message for fault in wrong.faults) + "。")
    else:
        messages.success(request, str(done))


def _held(clue: Clue) -> Clue:
    """Acts on a merged file are acts on the one that took it in."""
    return clue.merged_into or clue


@_posted(gettext_lazy("已经告诉上级单位，事情超期没办。"))
def press(request: HttpRequest, clue: Clue) -> object:
    return raise_clue(clue=_held(clue), on=occasion.today())


@_posted(gettext_lazy("发出去了，办案人员能看到。"))
def message(request: HttpRequest, clue: Clue) -> object:
    return send_message(clue=clue, text=request.POST.get("text", ""), on=occasion.today())


@_posted(gettext_lazy("手机号换好了。"), needs_code=True)
def phone(request: HttpRequest, clue: Clue) -> object:
    number = request.POST.get("phone", "")[:30]
    event = change_phone(clue=clue, old_index=opened.who(request), phone=number, on=occasion.today())
    opened.open_file(request, clue, phone=number, by_code=True)
    return event


@_posted(gettext_lazy("记下了，谢谢您。"), needs_code=True)
def rate(request: HttpRequest, clue: Clue) -> object:
    mark = request.POST.get("mark", "")
    number = int(mark) if mark in ("1", "2", "3") else 0
    return rate_handling(clue=_held(clue), mark=number, words=request.POST.get("words", ""), on=occasion.today())


@_posted(gettext_lazy("已经撤回。以后还可以重新反映。"), needs_code=True)
def withdraw(request: HttpRequest, clue: Clue) -> object:
    if request.POST.get("sure") != "yes":
        raise Refusal(_("没有撤回"), why=_("没有勾“我自己愿意撤回”"), remedy=_("真的要撤回，请打勾再点"))
    return withdraw_clue(clue=clue, reason=request.POST.get("reason", "")[:200], by=None, on=occasion.today())


@_posted(gettext_lazy("改好了，办案人员能看到。"), needs_code=True)
def details(request: HttpRequest, clue: Clue) -> object:
    """The worker completes his own identity number and states his 户口; nobody else's line is touched."""
    migrant = {"yes": True, "no": False}.get(request.POST.get("migrant", ""))
    number = request.POST.get("id_number", "")[:24]
    if number.strip() and request.POST.get("agree_id") != "yes":
        raise Refusal(_("没有改"), why=_("没有勾“同意用它核对工资表”"), remedy=_("同意的话请打勾再点"))
    done = correct_details(
        clue=clue,
        reporter=opened.own_reporter(request, clue),
        claim=opened.own_claim(request, clue),
        details=OwnDetails(id_number=number, migrant=migrant),
        by=None,
        on=occasion.today(),
    )
    recount_migrants(clue=clue, by=None, on=occasion.today())
    return done


@_posted(gettext_lazy("已经撤回这项同意。"), needs_code=True)
def consent(request: HttpRequest, clue: Clue) -> object:
    return withdraw_consent(clue=clue, purpose=request.POST.get("purpose", ""), on=occasion.today())


@_posted(gettext_lazy("已经要求接着办，还由原来的人负责。"), needs_code=True)
def not_paid(request: HttpRequest, clue: Clue) -> object:
    return reopen(clue=_held(clue), reason=NOT_PAID, by=None, on=occasion.today())
